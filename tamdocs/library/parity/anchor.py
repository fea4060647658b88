"""The ids that references point at."""

from __future__ import annotations

from collections import Counter

from tamdocs.library.lint.units import Unit
from tamdocs.library.parity.pairs import Values, value_rule


def anchors(unit: Unit, _: str) -> Values:
    return Counter([f"({unit.id})="] if unit.id else [])


RULE = value_rule("parity-anchor", "An id that differs between languages", anchors)
