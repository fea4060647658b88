"""Conditions, repeats, kinds of list and columns of tables."""

from __future__ import annotations

from collections import Counter

from tamdocs.library.lint.units import Unit
from tamdocs.library.parity.pairs import Values, value_rule


def conditions(unit: Unit, _: str) -> Values:
    return Counter([" ".join(unit.detail.split())] if unit.detail else [])


RULE = value_rule("parity-condition", "A condition, repeat or table that differs between languages", conditions)
