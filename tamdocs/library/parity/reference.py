"""References inside a document."""

from __future__ import annotations

from collections import Counter

from tamdocs.library.lint.units import Unit, flat
from tamdocs.library.parity.pairs import Values, value_rule
from tamdocs.library.template import CrossReference


def references(unit: Unit, _: str) -> Values:
    found = (inline for inline in flat(unit.inlines) if isinstance(inline, CrossReference))
    return Counter(f"#{reference.target}" for reference in found)


RULE = value_rule("parity-reference", "A reference that differs between languages", references)
