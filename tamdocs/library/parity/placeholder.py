"""Placeholders: the same expressions in every language."""

from __future__ import annotations

import re
from collections import Counter

from tamdocs.library.lint.units import Unit, flat
from tamdocs.library.parity.pairs import Values, value_rule
from tamdocs.library.template import Slot

_WORDS = re.compile(r"""(?:[=!]=\s*)?("[^"]*"|'[^']*')""")


def placeholders(unit: Unit, _: str) -> Values:
    slots = (inline for inline in flat(unit.inlines) if isinstance(inline, Slot))
    return Counter("".join(_WORDS.sub(_without_words, slot.expression.source).split()) for slot in slots)


def _without_words(match: re.Match[str]) -> str:
    """Return a text that is compared as it is; of one that is printed, which each language has its own of, a mark."""
    return match[0] if match[0][0] in "=!" else '"…"'


RULE = value_rule("parity-placeholder", "A placeholder that differs between languages", placeholders)
