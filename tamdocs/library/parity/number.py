"""Numbers, in figures and in words."""

from __future__ import annotations

from tamdocs.library.lint.units import Unit
from tamdocs.library.parity.pairs import Values, value_rule
from tamdocs.library.parity.values import find_values


def numbers(unit: Unit, _: str) -> Values:
    return find_values(unit.words).numbers


RULE = value_rule("parity-number", "A number that differs between languages", numbers)
