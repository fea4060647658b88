"""Durations, such as thirty (30) days."""

from __future__ import annotations

from tamdocs.library.lint.units import Unit
from tamdocs.library.parity.pairs import Values, value_rule
from tamdocs.library.parity.values import find_values


def durations(unit: Unit, _: str) -> Values:
    return find_values(unit.words).durations


RULE = value_rule("parity-duration", "A duration that differs between languages", durations)
