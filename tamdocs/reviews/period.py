"""The period of a review: a month, a quarter or a year of the calendar, whose days begin at midnight in a time zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

from tamdocs.errors import Problem, WorkspaceError
from tamdocs.orders.words import as_json

PeriodKind = Literal["month", "quarter", "year"]

_LENGTHS: dict[PeriodKind, int] = {"month": 1, "quarter": 3, "year": 12}
_WRITTEN = re.compile(r"(?P<year>[0-9]{4})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?")
_YEARS = range(1990, 2100)
"""Beyond them a year is a slip."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    first_month: int
    """Months since January of the year 0."""
    months: int

    @property
    def kind(self) -> PeriodKind:
        return next(kind for kind, length in _LENGTHS.items() if length == self.months)

    @property
    def first_day(self) -> date:
        return _first_of(self.first_month)

    @property
    def end_day(self) -> date:
        """The day after the last one."""
        return _first_of(self.first_month + self.months)

    def __str__(self) -> str:
        year, month = divmod(self.first_month, 12)
        match self.kind:
            case "month":
                return f"{year}-{month + 1:02}"
            case "quarter":
                return f"{year}-Q{month // 3 + 1}"
            case "year":
                return f"{year}"

    def previous(self) -> Period:
        return Period(self.first_month - self.months, self.months)

    def year_before(self) -> Period:
        return Period(self.first_month - 12, self.months)

    def each_month(self) -> tuple[Period, ...]:
        return tuple(Period(self.first_month + number, 1) for number in range(self.months))

    def last_months(self, count: int) -> tuple[Period, ...]:
        """Return the *count* months that end with this period."""
        end = self.first_month + self.months
        return tuple(Period(number, 1) for number in range(end - count, end))

    def start(self, zone: ZoneInfo) -> datetime:
        """Return the first moment, in UTC."""
        return _midnight(self.first_day, zone)

    def end(self, zone: ZoneInfo) -> datetime:
        """Return the first moment after the period, in UTC."""
        return _midnight(self.end_day, zone)


def parse_period(text: str) -> Period:
    """Return the period that *text* names: `2026-10`, `2026-Q3` or `2026`.

    Raises:
        WorkspaceError: It names none.
    """
    found = _WRITTEN.fullmatch(text.strip())
    if not found or int(found["year"]) not in _YEARS:
        message = f"{as_json(text)} is no period from {_YEARS.start} to {_YEARS.stop - 1}"
        hint = "write a month as 2026-10, a quarter as 2026-Q3, a year as 2026"
        raise WorkspaceError(Problem("--period", "bad-period", message, hint=hint))
    year = int(found["year"]) * 12
    if found["month"]:
        return Period(year + int(found["month"]) - 1, 1)
    if found["quarter"]:
        return Period(year + (int(found["quarter"]) - 1) * 3, 3)
    return Period(year, 12)


def _first_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    """Return when *day* begins: where clocks skip midnight, the moment at which they do."""
    return datetime.combine(day, time(), zone).astimezone(UTC)
