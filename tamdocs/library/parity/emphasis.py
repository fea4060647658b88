"""Words in bold or italics."""

from __future__ import annotations

from collections import Counter

from tamdocs.library.lint.units import Unit, flat
from tamdocs.library.parity.pairs import Values, value_rule
from tamdocs.library.template import Wrapped

_KINDS = {"strong": "a word in bold", "emphasis": "a word in italics"}


def emphasis(unit: Unit, _: str) -> Values:
    return Counter(_KINDS[inline.kind] for inline in flat(unit.inlines) if isinstance(inline, Wrapped))


RULE = value_rule("parity-emphasis", "Emphasis that differs between languages", emphasis)
