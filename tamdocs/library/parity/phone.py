"""Telephone numbers."""

from __future__ import annotations

from tamdocs.library.lint.units import Unit
from tamdocs.library.parity.pairs import Values, value_rule
from tamdocs.library.parity.values import find_values


def phones(unit: Unit, _: str) -> Values:
    return find_values(unit.words).phones


RULE = value_rule("parity-phone", "A telephone number that differs between languages", phones)
