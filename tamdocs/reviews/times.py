"""How long cases took: times to first response and to resolution, and the age of the backlog."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import polars as pl

from tamdocs.reviews.figure import Figure
from tamdocs.reviews.measures import DAY_S, Measured, Source, Span, as_hours, in_order, nearest_rank

Measure = Literal["response", "resolution"]
MEASURES: tuple[Measure, ...] = ("response", "resolution")
_END: dict[Measure, str] = {"response": "first_response", "resolution": "closed"}


@dataclass(frozen=True, slots=True)
class TimeFigures:
    measure: Measure
    severity: int | None
    """None for all."""
    median_elapsed: Figure
    p90_elapsed: Figure
    median_business: Figure
    p90_business: Figure

    @property
    def count(self) -> int:
        return self.median_elapsed.count

    def figures(self) -> Iterator[Figure]:
        yield from (self.median_elapsed, self.p90_elapsed, self.median_business, self.p90_business)


def time_figures(
    source: Source, span: Span, measure: Measure, severities: Iterable[int] = ()
) -> tuple[TimeFigures, ...]:
    """Return the times of all cases, then those of each of *severities*."""
    return tuple(_measured(source, span, measure, (None, *severities)))


def _measured(source: Source, span: Span, measure: Measure, severities: Iterable[int | None]) -> Iterator[TimeFigures]:
    cases = source.of(f"{measure}-elapsed", span, "opened", _END[measure], "severity")
    ends = cases[_END[measure]]
    taken = {
        "elapsed": ends - cases["opened"],
        "business": source.hours.between(cases["opened"], ends),
    }
    for severity in severities:
        figures = {}
        for kind, each in taken.items():
            ordered = in_order(each.filter(cases["severity"] == severity) if severity else each)
            for name, percent in (("median", 50), ("p90", 90)):
                rule = f"{measure}-{kind}"
                id = f"{rule}.{name}@{span.period}" + (f" severity={severity}" if severity else "")
                value = as_hours(nearest_rank(ordered, percent))
                more = [pl.col("severity") == severity] if severity else []
                figures[f"{name}_{kind}"] = source.figure(
                    id, rule, span, Measured(value, "hours", ordered.len()), *more
                )
        yield TimeFigures(measure, severity, **figures)


@dataclass(frozen=True, slots=True)
class BacklogAge:
    median: Figure
    p90: Figure
    oldest: Figure
    bands: tuple[tuple[int, int | None, Figure], ...]
    """From so many days to so many, both included; None for no end."""

    def figures(self) -> Iterator[Figure]:
        yield from (self.median, self.p90, self.oldest)
        yield from (figure for _, _, figure in self.bands)


BANDS: tuple[tuple[int, int | None], ...] = ((0, 7), (8, 30), (31, 90), (91, None))


def backlog_age(source: Source, span: Span) -> BacklogAge:
    age = (span.end_s - pl.col("opened")) // DAY_S
    ordered = in_order(source.of("backlog", span, "opened").select(age.alias("age")).to_series())
    median, p90, oldest = (
        source.figure(
            f"backlog-age.{name}@{span.period}",
            "backlog-age",
            span,
            Measured(nearest_rank(ordered, percent), "days", ordered.len()),
        )
        for name, percent in (("median", 50), ("p90", 90), ("oldest", 100))
    )
    bands, days = [], ordered.to_list()
    for low, high in BANDS:
        inside = (age >= low) & (age <= high) if high is not None else age >= low
        count = (len(days) if high is None else bisect_right(days, high)) - bisect_left(days, low)
        id = f"backlog-band@{span.period} days={low}-{'' if high is None else high}"
        bands.append((low, high, source.count(id, "backlog-band", span, count, inside)))
    return BacklogAge(median, p90, oldest, tuple(bands))
