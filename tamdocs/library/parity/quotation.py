"""Words in quotation marks."""

from __future__ import annotations

from collections import Counter

from tamdocs.library.lint.units import Unit
from tamdocs.library.parity.pairs import Values, value_rule


def quotations(unit: Unit, _: str) -> Values:
    """Return how many; an entry of definitions may give the abbreviation of a language too."""
    count = unit.words.count("“")
    return Counter({"a term in quotation marks": min(count, 1) if unit.kind == "label" else count})


RULE = value_rule("parity-quotation", "Quotation marks that differ between languages", quotations)
