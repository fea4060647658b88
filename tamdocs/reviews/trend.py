"""How the counts went, month by month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from tamdocs.reviews.figure import Figure
from tamdocs.reviews.measures import Source, Span, in_order, span_of
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
    opened = in_order(source.cases["opened"])
    closed = in_order(source.cases["closed"].drop_nulls())
    spans = [span_of(month, zone) for month in period.last_months(MONTHS)]
    if not opened.len():
        return ()
    return tuple(
        MonthFigures(
            span.period,
            _counted(source, "opened", span, _below(opened, span.end_s) - _below(opened, span.start_s)),
            _counted(source, "closed", span, _below(closed, span.end_s) - _below(closed, span.start_s)),
            _counted(source, "backlog", span, _below(opened, span.end_s) - _below(closed, span.end_s)),
        )
        for span in spans
        if opened[0] < span.end_s
    )


def _below(ordered: object, moment_s: int) -> int:
    return int(ordered.search_sorted(moment_s))  # type: ignore[attr-defined]


def _counted(source: Source, rule: str, span: Span, value: int) -> Figure:
    return source.count(f"trend.{rule}@{span.period}", rule, span, value)
