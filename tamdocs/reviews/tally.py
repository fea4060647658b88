"""All counts of a review in one pass over the cases: the smallest groups, which the others are sums of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import polars as pl

from tamdocs.reviews.measures import Span, selection

_KEYS = ("severity", "category", "product_family", "product")
Key: TypeAlias = tuple[int | str, ...]


class Tally:
    """How many cases each rule counts in each span."""

    def __init__(self, cases: pl.DataFrame, rules: Sequence[str], spans: Sequence[Span]) -> None:
        self._places = {
            (rule, span): number for number, (span, rule) in enumerate((s, r) for s in spans for r in rules)
        }
        sums = [selection(rule, span).sum().alias(f"n{number}") for (rule, span), number in self._places.items()]
        self._rows = cases.lazy().group_by(_KEYS).agg(sums).collect().rows()

    def total(self, rule: str, span: Span) -> int:
        place = self._places[rule, span] + len(_KEYS)
        return sum(row[place] for row in self._rows)

    def by(self, columns: Sequence[str], counted: Sequence[tuple[str, Span]]) -> Mapping[Key, list[int]]:
        """Return, by the values of *columns*, how many cases each of *counted* has; none that have zeros alone."""
        at = [_KEYS.index(column) for column in columns]
        places = [self._places[each] + len(_KEYS) for each in counted]
        found: dict[Key, list[int]] = {}
        for row in self._rows:
            sums = found.setdefault(tuple(row[place] for place in at), [0] * len(places))
            for number, place in enumerate(places):
                sums[number] += row[place]
        return {key: sums for key, sums in found.items() if any(sums)}
