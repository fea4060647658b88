"""Addresses of web pages, as links and in words."""

from __future__ import annotations

from collections import Counter

from tamdocs.library.lint.units import Unit, flat
from tamdocs.library.parity.pairs import Values, value_rule
from tamdocs.library.parity.values import find_values
from tamdocs.library.template import OutwardLink


def links(unit: Unit, _: str) -> Values:
    linked = Counter[object](inline.address for inline in flat(unit.inlines) if isinstance(inline, OutwardLink))
    return linked + find_values(unit.words).links


RULE = value_rule("parity-link", "A link that differs between languages", links)
