"""Amounts of money and percentages."""

from __future__ import annotations

from tamdocs.library.lint.units import Unit
from tamdocs.library.parity.pairs import Values, value_rule
from tamdocs.library.parity.values import find_values


def amounts(unit: Unit, _: str) -> Values:
    return find_values(unit.words).amounts


RULE = value_rule("parity-amount", "An amount that differs between languages", amounts)
