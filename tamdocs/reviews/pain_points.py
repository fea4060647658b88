"""Recurring pain points: what the cases are about, product by product, and what of it grew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from tamdocs.reviews.figure import Change, Figure
from tamdocs.reviews.measures import Source, Span, labels
from tamdocs.reviews.tally import Key, Tally

MOST_SHOWN = 10
_KEY = ("category", "product_family", "product")


@dataclass(frozen=True, slots=True)
class PainPoint:
    category: str
    product_family: str
    product: str
    now: Figure
    previous: Change | None
    year_before: Change | None

    @property
    def grew(self) -> bool:
        """Whether there are more cases than in the period before, and more than chance explains."""
        return _grew(self.previous)

    def figures(self) -> Iterator[Figure]:
        yield self.now
        yield from (change.before for change in (self.previous, self.year_before) if change)


def _grew(change: Change | None) -> bool:
    return change is not None and change.caution is None and change.now.count > change.before.count


def pain_points(
    source: Source, tally: Tally, now: Span, previous: Span | None, year: Span | None
) -> tuple[PainPoint, ...]:
    """Return the most frequent pairs of category and product, at most `MOST_SHOWN`, and all others that grew."""
    spans = (now, previous or now, year or now)
    counts = tally.by(_KEY, [("opened", span) for span in spans])
    ordered = sorted((key for key in counts if counts[key][0]), key=lambda key: (-counts[key][0], key))
    points = [
        PainPoint(
            str(key[0]),
            str(key[1]),
            str(key[2]),
            (figure := _figure(source, now, key, counts[key][0])),
            Change(figure, _figure(source, previous, key, counts[key][1])) if previous else None,
            Change(figure, _figure(source, year, key, counts[key][2])) if year else None,
        )
        for key in ordered
    ]
    return tuple(point for place, point in enumerate(points) if place < MOST_SHOWN or point.grew)


def _figure(source: Source, span: Span, key: Key, count: int) -> Figure:
    same = [pl.col(column) == value for column, value in zip(_KEY, key, strict=True)]
    return source.count(f"pain-point@{span.period} {labels(map(str, key))}", "pain-point", span, count, *same)
