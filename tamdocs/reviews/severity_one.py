"""The timeline of Severity 1 cases: production was down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from tamdocs.reviews.csv_quick import LINE
from tamdocs.reviews.figure import CaseRow, Figure
from tamdocs.reviews.measures import Source, Span, as_hours, selection


@dataclass(frozen=True, slots=True)
class SeverityOneCase:
    case_id: str
    line: int
    opened: datetime
    """This and the other moments are local, to the second."""
    first_response: datetime | None
    closed: datetime | None
    product_family: str
    product: str
    category: str
    root_cause: str | None
    summary: str | None
    response: Figure
    resolution: Figure
    """Hours on the clock; none where there is no answer or no end yet."""

    def figures(self) -> Iterator[Figure]:
        yield from (self.response, self.resolution)


@dataclass(frozen=True, slots=True)
class SeverityOneTimeline:
    count: Figure
    cases: tuple[SeverityOneCase, ...]
    """The latest `MOST_SHOWN`, in the order in which they were opened."""

    def figures(self) -> Iterator[Figure]:
        yield self.count
        for case in self.cases:
            yield from case.figures()


MOST_SHOWN = 50


def severity_one_timeline(source: Source, span: Span) -> SeverityOneTimeline:
    """Return the Severity 1 cases that were open in the period."""
    zone = ZoneInfo(source.hours.zone)
    places = source.cases.select(selection("severity-1", span).arg_true()).to_series()
    found = source.cases.select("opened", LINE)[places].with_columns(places.alias("place")).sort("opened", LINE)
    shown = source.cases[found.tail(MOST_SHOWN)["place"]].rows(named=True)
    count = source.count(f"severity-1@{span.period}", "severity-1", span, found.height)
    return SeverityOneTimeline(count, tuple(_case(span, zone, row) for row in shown))


def _case(span: Span, zone: ZoneInfo, row: dict[str, object]) -> SeverityOneCase:
    moments = {name: row[name] for name in ("opened", "first_response", "closed")}
    local = {
        name: datetime.fromtimestamp(moment, zone) if isinstance(moment, int) else None
        for name, moment in moments.items()
    }

    behind = CaseRow(int(str(row[LINE])), str(row["case_id"]))

    def hours(name: str, end: str) -> Figure:
        start_s, end_s = moments["opened"], moments[end]
        told = isinstance(start_s, int) and isinstance(end_s, int)
        value = as_hours(end_s - start_s) if told else None  # type: ignore[operator]
        id = f"severity-1.{name}@{span.period} case={row['case_id']}"
        return Figure(id, value, "hours", "severity-1", int(told), lambda: (behind,))

    return SeverityOneCase(
        behind.case_id,
        behind.line,
        local["opened"] or datetime.fromtimestamp(0, zone),
        local["first_response"],
        local["closed"],
        str(row["product_family"]),
        str(row["product"]),
        str(row["category"]),
        _text(row["root_cause"]),
        _text(row["summary"]),
        hours("response", "first_response"),
        hours("resolution", "closed"),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
