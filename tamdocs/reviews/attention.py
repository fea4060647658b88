"""Who needs a call, and why: what of a customer's figures an account manager should not learn from the customer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

import polars as pl

from tamdocs.reviews.as_data import name_of
from tamdocs.reviews.figure import FEW, CaseRow, Change, Figure
from tamdocs.reviews.figures import COUNTED, CaseFigures, Headline
from tamdocs.reviews.measures import Source, span_of
from tamdocs.reviews.pain_points import PainPoint
from tamdocs.reviews.period import Period

OLD_DAYS = 30
TERM_DAYS = 90
SLOWER = 1.25
MOST_CASES = 10
"""That a reason names. The report, and its trace, have them all."""
MOST_POINTS = 3

Value: TypeAlias = int | str | tuple[str, ...]


class Rule(NamedTuple):
    weight: int
    meaning: str
    """The same as in docs/reviews.md."""


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "severity-1-open": Rule(100, "Severity 1 cases that are still open at the end of the period."),
        "report-failed": Rule(90, "A report of the customer could not be made."),
        "severity-1-opened": Rule(80, "Severity 1 cases that were opened in the last month of the period."),
        "term-ends": Rule(
            70, "The term ends before or within 90 days of the end of the period, and no later order renews it."
        ),
        "escalated": Rule(60, "Cases opened in the last month of the period that were escalated."),
        "silent": Rule(55, "No case was opened, after ten or more in the period before."),
        "backlog-grew": Rule(50, "The backlog grew against the period before, and the change has no caution."),
        "opened-grew": Rule(45, "More cases were opened than in the period before, and the change has no caution."),
        "pain-point-grew": Rule(40, "A pain point grew."),
        "response-slower": Rule(
            35,
            "The median of `response-business` is at least a quarter longer than in the period before, "
            "with ten cases or more in each of the two.",
        ),
        "old-case": Rule(30, "Cases of the backlog that were opened more than 30 days before the end of the period."),
        "reopened-grew": Rule(
            20,
            "More of the cases closed were opened again than in the period before, and the change has no caution.",
        ),
    }
)
"""By code, the heaviest first."""


@dataclass(frozen=True, slots=True)
class Reason:
    code: str
    """Key of `RULES`."""
    values: Mapping[str, Value]

    @property
    def weight(self) -> int:
        return RULES[self.code].weight


def case_reasons(figures: CaseFigures) -> tuple[Reason, ...]:
    """Return why the customer of *figures* needs a call, the heaviest reason first."""
    return in_order(_case_reasons(figures))


def term_reason(period: Period, term_end: date, *, renewed: bool) -> Reason | None:
    """Return that a term ends soon after *period*, or ended in it.

    Args:
        renewed: A later order renews it.
    """
    last_day = period.end_day - timedelta(1)
    if renewed or term_end > last_day + timedelta(TERM_DAYS):
        return None
    return Reason("term-ends", {"term_end": term_end.isoformat(), "days": (term_end - last_day).days})


def in_order(reasons: Iterator[Reason]) -> tuple[Reason, ...]:
    return tuple(sorted(reasons, key=lambda reason: -reason.weight))


def urgency(reasons: tuple[Reason, ...]) -> tuple[int, ...]:
    """Return what puts customers in order: by the heaviest reason, then by the next one; those without one last.

    Where all are the same, more cases come first.
    """
    counts = (reason.values.get("count", 0) for reason in reasons)
    return (*(-reason.weight for reason in reasons), 0, *(-count if isinstance(count, int) else 0 for count in counts))


def _case_reasons(figures: CaseFigures) -> Iterator[Reason]:
    headline = {name_of(each.now): each for each in figures.headline}
    first = dict(zip(COUNTED, figures.by_severity[0].counts, strict=True))
    yield from _cases("severity-1-open", first["backlog"].rows)
    yield from _recent("severity-1-opened", first["opened"], figures, pl.col("severity") == 1)
    yield from _recent("escalated", headline["escalated"].now, figures)
    for name in ("opened", "backlog", "reopened"):
        yield from _grew(f"{name}-grew", headline[name].previous)
    yield from _old_cases(figures)
    yield from _slower(headline["response_business_median"])
    yield from _points([point for point in figures.pain_points if point.grew])
    yield from _silent(headline["opened"].previous)


def _recent(code: str, figure: Figure, figures: CaseFigures, *more: pl.Expr) -> Iterator[Reason]:
    """Yield which cases of *figure* are of the last month: of what was before, an earlier review has told."""
    if figure.count:
        (month,) = figures.period.last_months(1)
        span, source = span_of(month, ZoneInfo(figures.hours.zone)), Source(figures.history.cases, figures.hours)
        yield from _cases(code, source.rows(figure.rule, span, *more), month=str(month))


def _cases(code: str, rows: Sequence[CaseRow], **more: Value) -> Iterator[Reason]:
    if rows:
        named = tuple(row.case_id for row in rows[:MOST_CASES])
        yield Reason(code, {"count": len(rows), "cases": named, **more})


def _grew(code: str, change: Change | None) -> Iterator[Reason]:
    if change and change.caution is None and change.now.count > change.before.count:
        yield Reason(code, {"now": change.now.count, "before": change.before.count})


def _old_cases(figures: CaseFigures) -> Iterator[Reason]:
    bands = [figure for low, _, figure in figures.backlog_age.bands if low > OLD_DAYS and figure.count]
    if bands:
        rows = sorted(row for figure in bands for row in figure.rows)
        named = tuple(row.case_id for row in rows[:MOST_CASES])
        oldest = figures.backlog_age.oldest.value
        yield Reason("old-case", {"count": len(rows), "days": int(oldest or 0), "cases": named})


def _slower(response: Headline) -> Iterator[Reason]:
    change = response.previous
    if change is None or min(change.now.count, change.before.count) < FEW:
        return
    if change.now.value and change.before.value and change.now.value >= SLOWER * change.before.value:
        yield Reason("response-slower", {"now": f"{change.now.value:.1f}", "before": f"{change.before.value:.1f}"})


def _points(grown: list[PainPoint]) -> Iterator[Reason]:
    if grown:
        named = tuple(f"{point.category} / {point.product}" for point in grown[:MOST_POINTS])
        yield Reason("pain-point-grew", {"count": len(grown), "points": named})


def _silent(opened: Change | None) -> Iterator[Reason]:
    if opened and not opened.now.count and opened.before.count >= FEW:
        yield Reason("silent", {"before": opened.before.count})
