"""Days and months."""

from __future__ import annotations

from tamdocs.library.lint.units import Unit
from tamdocs.library.parity.pairs import Values, value_rule
from tamdocs.library.parity.values import find_values


def dates(unit: Unit, _: str) -> Values:
    return find_values(unit.words).dates


RULE = value_rule("parity-date", "A date that differs between languages", dates)
