"""How the counts went, month by month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import polars as pl

from tamdocs.reviews.figure import Figure
from tamdocs.reviews.measures import Source, Span, span_of
from tamdocs.reviews.period import Period

MONTHS = 13
"""So that the same month a year ago is seen."""


@dataclass(frozen=True, slots=True)
class MonthFigures:
    month: Period
    opened: Figure
    closed: Figure
    backlog: Figure

    def figures(self) -> Iterator[Figure]:
        yield from (self.opened, self.closed, self.backlog)


def trend(source: Source, period: Period, zone: ZoneInfo) -> tuple[MonthFigures, ...]:
    """Return the months up to the end of *period*, from the first one that the history reaches back to."""
    opened, closed = source.cases["opened"], source.cases["closed"]
    first = opened.min()
    spans = [span_of(month, zone) for month in period.last_months(MONTHS)]
    return tuple(
        MonthFigures(
            span.period,
            _counted(source, "opened", span, _before(opened, span.end_s) - _before(opened, span.start_s)),
            _counted(source, "closed", span, _before(closed, span.end_s) - _before(closed, span.start_s)),
            _counted(source, "backlog", span, _before(opened, span.end_s) - _before(closed, span.end_s)),
        )
        for span in spans
        if isinstance(first, int) and first < span.end_s
    )


def _before(moments_s: pl.Series, moment_s: int) -> int:
    return int((moments_s < moment_s).sum())


def _counted(source: Source, rule: str, span: Span, value: int) -> Figure:
    return source.count(f"trend.{rule}@{span.period}", rule, span, value)
