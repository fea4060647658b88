"""Placeholders: the same expressions in every language."""

from __future__ import annotations

from collections import Counter

from tamdocs.library.lint.units import Unit, flat
from tamdocs.library.parity.pairs import Values, value_rule
from tamdocs.library.template import Slot


def placeholders(unit: Unit, _: str) -> Values:
    slots = (inline for inline in flat(unit.inlines) if isinstance(inline, Slot))
    return Counter("".join(slot.expression.source.split()) for slot in slots)


RULE = value_rule("parity-placeholder", "A placeholder that differs between languages", placeholders)
