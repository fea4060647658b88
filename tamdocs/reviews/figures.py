"""The figures of a review: plain values, each with its rule and the rows behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import polars as pl

from tamdocs.reviews.business_hours import BusinessHours
from tamdocs.reviews.figure import Change, Figure
from tamdocs.reviews.history import CaseHistory
from tamdocs.reviews.measures import Source, Span, labels, span_of
from tamdocs.reviews.pain_points import PainPoint, pain_points
from tamdocs.reviews.period import Period
from tamdocs.reviews.severity_one import SeverityOneTimeline, severity_one_timeline
from tamdocs.reviews.tally import Key, Tally
from tamdocs.reviews.times import MEASURES, BacklogAge, TimeFigures, backlog_age, time_figures
from tamdocs.reviews.trend import MonthFigures, trend

COUNTED = ("opened", "closed", "backlog", "waiting", "escalated", "reopened")
"""Rules that count cases."""
SEVERITIES = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Headline:
    now: Figure
    previous: Change | None
    """Against the period before; None where the history does not go back so far."""
    year_before: Change | None

    def figures(self) -> Iterator[Figure]:
        yield self.now
        yield from (change.before for change in (self.previous, self.year_before) if change)


@dataclass(frozen=True, slots=True)
class Part:
    """The counts of one severity, or of one product."""

    name: tuple[str, ...]
    """`("1",)`, or product family and product."""
    counts: tuple[Figure, ...]
    """One for each of `COUNTED`."""


@dataclass(frozen=True, slots=True)
class CaseFigures:
    period: Period
    history: CaseHistory
    hours: BusinessHours
    headline: tuple[Headline, ...]
    by_severity: tuple[Part, ...]
    by_product: tuple[Part, ...]
    backlog_age: BacklogAge
    times: tuple[TimeFigures, ...]
    severity_one: SeverityOneTimeline
    pain_points: tuple[PainPoint, ...]
    trend: tuple[MonthFigures, ...]
    outside: Figure | None
    """None where it is not told which product families are designated."""

    def all_figures(self) -> Iterator[Figure]:
        """Yield every figure once, in the order in which a review has them."""
        yield from {figure.id: figure for figure in self._figures()}.values()

    def _figures(self) -> Iterator[Figure]:
        for headline in self.headline:
            yield from headline.figures()
        for part in (*self.by_severity, *self.by_product):
            yield from part.counts
        yield from self.backlog_age.figures()
        for times in self.times:
            yield from times.figures()
        yield from self.severity_one.figures()
        for point in self.pain_points:
            yield from point.figures()
        for month in self.trend:
            yield from month.figures()
        if self.outside:
            yield self.outside


def case_figures(
    history: CaseHistory, period: Period, hours: BusinessHours, families: Iterable[str] | None = None
) -> CaseFigures:
    """Return the figures of *period*, whose days begin at midnight in the zone of *hours*.

    Args:
        families: Product families of the designated software.
    """
    zone = ZoneInfo(hours.zone)
    source = Source(history.cases, hours)
    now = span_of(period, zone)
    earlier = _before(history, period, zone)
    spans = list(dict.fromkeys([now, *filter(None, earlier)]))
    tally = Tally(history.cases, COUNTED, spans)
    times = {
        span: tuple(
            each for kind in MEASURES for each in time_figures(source, span, kind, SEVERITIES if span == now else ())
        )
        for span in spans
    }
    return CaseFigures(
        period,
        history,
        hours,
        tuple(_headlines(source, now, times, earlier, tally)),
        tuple(_parts(source, now, tally, ("severity",), [(severity,) for severity in SEVERITIES])),
        tuple(_parts(source, now, tally, ("product_family", "product"))),
        backlog_age(source, now),
        times[now],
        severity_one_timeline(source, now),
        pain_points(source, tally, now, *earlier),
        trend(source, period, zone),
        None if families is None else _outside(source, now, tally, sorted(set(families))),
    )


def _is_covered(history: CaseHistory, period: Period, zone: ZoneInfo) -> bool:
    """Return whether the history reaches back into the first month of *period*."""
    first = history.cases["opened"].min()
    return isinstance(first, int) and first < int(period.each_month()[0].end(zone).timestamp())


def _before(history: CaseHistory, period: Period, zone: ZoneInfo) -> tuple[Span | None, Span | None]:
    previous, year = (
        span_of(each, zone) if _is_covered(history, each, zone) else None
        for each in (period.previous(), period.year_before())
    )
    return previous, year


def _headlines(
    source: Source,
    now: Span,
    times: Mapping[Span, tuple[TimeFigures, ...]],
    earlier: tuple[Span | None, Span | None],
    tally: Tally,
) -> Iterator[Headline]:
    figures = [_overall(source, span, times, tally) for span in earlier]
    for index, figure in enumerate(_overall(source, now, times, tally)):
        previous, year = (Change(figure, each[index]) if each else None for each in figures)
        yield Headline(figure, previous, year)


def _overall(
    source: Source, span: Span | None, times: Mapping[Span, tuple[TimeFigures, ...]], tally: Tally
) -> list[Figure]:
    if span is None:
        return []
    figures = [source.count(_id(rule, span), rule, span, tally.total(rule, span)) for rule in COUNTED]
    return figures + [figure for each in times[span] if each.severity is None for figure in each.figures()]


def _id(rule: str, span: Span) -> str:
    return f"{rule}@{span.period}"


def _parts(
    source: Source, span: Span, tally: Tally, by: tuple[str, ...], always: list[Key] | None = None
) -> Iterator[Part]:
    """Yield the counts by the values of the columns *by*: those that occur, and *always* some."""
    counts = tally.by(by, [(rule, span) for rule in COUNTED])
    for key in always or sorted(counts):
        name = tuple(map(str, key))
        same = [pl.col(column) == value for column, value in zip(by, key, strict=True)]
        where = f"{'-'.join(by[-1:])}={labels(name)}"
        yield Part(
            name,
            tuple(
                source.count(f"{_id(rule, span)} {where}", rule, span, count, *same)
                for rule, count in zip(COUNTED, counts.get(key, [0] * len(COUNTED)), strict=True)
            ),
        )


def _outside(source: Source, span: Span, tally: Tally, families: list[str]) -> Figure:
    other = ~pl.col("product_family").str.to_lowercase().is_in([family.lower() for family in families])
    counts = tally.by(("product_family",), [("opened", span)])
    names = pl.DataFrame({"product_family": [family for (family,) in counts]}, schema={"product_family": pl.String})
    designated = names.select(other).to_series()
    value = sum(count for (count,), is_other in zip(counts.values(), designated, strict=True) if is_other)
    return source.count(_id("outside", span), "outside", span, value, other)
