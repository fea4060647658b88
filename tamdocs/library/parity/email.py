"""E-mail addresses."""

from __future__ import annotations

from tamdocs.library.lint.units import Unit
from tamdocs.library.parity.pairs import Values, value_rule
from tamdocs.library.parity.values import find_values


def emails(unit: Unit, _: str) -> Values:
    return find_values(unit.words).emails


RULE = value_rule("parity-email", "An e-mail address that differs between languages", emails)
