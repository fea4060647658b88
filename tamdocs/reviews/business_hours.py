"""Local business hours: how many of them lie between two moments, whatever the clocks do in between."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import accumulate
from zoneinfo import ZoneInfo

import polars as pl

from tamdocs.errors import Problem, WorkspaceError
from tamdocs.orders.words import as_json

_WRITTEN = re.compile(r"(?P<open>[0-9]{2}:[0-9]{2})-(?P<close>[0-9]{2}:[0-9]{2})")


@dataclass(frozen=True, slots=True)
class BusinessHours:
    zone: str
    """IANA name."""
    country: str | None
    """ISO 3166-1 alpha-2: whose holidays and weekends count. None where the zone belongs to none: Monday to Friday."""
    opens: time = time(9)
    closes: time = time(17)

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}-{self.closes:%H:%M}"

    def between(self, start_s: pl.Series, end_s: pl.Series) -> pl.Series:
        """Return the business seconds from each moment of *start_s* to the one of *end_s*.

        Moments are seconds since 1970 in UTC.
        """
        first_s, last_s = start_s.min(), end_s.max()
        if not isinstance(first_s, int) or not isinstance(last_s, int):
            return pl.Series(dtype=pl.Int64)
        spans = _spans(self, _day_of(first_s) - timedelta(2), _day_of(last_s) + timedelta(2))
        if not spans:
            return pl.zeros(start_s.len(), dtype=pl.Int64, eager=True)
        table = _Worked(spans, first_s, last_s)
        return table.until(end_s) - table.until(start_s)


def business_hours(zone: str, written: str) -> BusinessHours:
    """Return the business hours *written*, such as `09:00-17:00`, in a time zone and the country that it belongs to.

    Raises:
        WorkspaceError: They are written in another way, or end before they begin.
    """
    from babel.core import get_global  # noqa: PLC0415 - the tables of CLDR are read only when a review is made

    found = _WRITTEN.fullmatch(written.strip())
    try:
        opens, closes = (time.fromisoformat(found[name]) for name in ("open", "close")) if found else (time(), time())
    except ValueError:
        opens = closes = time()
    if opens >= closes:
        message = f"{as_json(written)} are no business hours"
        raise WorkspaceError(Problem("--hours", "bad-hours", message, hint="write them as 09:00-17:00"))
    country: str | None = get_global("zone_territories").get(zone)
    return BusinessHours(zone, country if country and country.isalpha() else None, opens, closes)


class _Worked:
    """Business seconds up to any moment: for each day, from night to night, the spans of business that reach into it.

    There is one, as a rule: where people work all day, or clocks change a lot, there are more.
    """

    def __init__(self, spans: tuple[tuple[int, int], ...], first_s: int, last_s: int) -> None:
        night_s = spans[0][0] - (_DAY_S - (spans[0][1] - spans[0][0])) // 2
        self._start_s = first_s - (first_s - night_s) % _DAY_S
        nights = range(self._start_s, last_s + 1, _DAY_S)
        opens, closes = [opened for opened, _ in spans], [closed for _, closed in spans]
        at = [bisect_right(closes, night) for night in nights]
        most = max(bisect_left(opens, night + _DAY_S) - place for night, place in zip(nights, at, strict=True))
        lengths = [closed - opened for opened, closed in spans]
        before = [0, *accumulate(lengths)]
        opens, lengths = opens + closes[-1:] * most, lengths + [0] * most
        self._before = pl.Series([before[place] for place in at], dtype=pl.Int64)
        self._spans = [
            (
                pl.Series([opens[place + more] for place in at], dtype=pl.Int64),
                pl.Series([lengths[place + more] for place in at], dtype=pl.Int64),
            )
            for more in range(most)
        ]

    def until(self, moments_s: pl.Series) -> pl.Series:
        day = ((moments_s - self._start_s) // _DAY_S).cast(pl.UInt32)
        done = self._before.gather(day)
        for opens, lengths in self._spans:
            within, most = moments_s - opens.gather(day), lengths.gather(day)
            within = within.zip_with(within > 0, _NOTHING)
            done += within.zip_with(within < most, most)
        return done


_DAY_S = 86_400
_NOTHING = pl.Series([0], dtype=pl.Int64)


def _day_of(moment_s: int) -> date:
    return datetime.fromtimestamp(moment_s, UTC).date()


@cache
def _spans(hours: BusinessHours, first: date, last: date) -> tuple[tuple[int, int], ...]:
    """Return when each business day opens and closes, in seconds since 1970."""
    zone = ZoneInfo(hours.zone)
    days = _worked_days(hours.country, first, last)
    spans = [(_moment_s(day, hours.opens, zone), _moment_s(day, hours.closes, zone)) for day in days]
    # A day that clocks skipped, as Samoa's did when it went over the date line, has no hours.
    passed = [datetime.fromtimestamp(opened, zone).date() == day for day, (opened, _) in zip(days, spans, strict=True)]
    return tuple(span for span, is_day in zip(spans, passed, strict=True) if is_day and span[0] < span[1])


def _moment_s(day: date, clock: time, zone: ZoneInfo) -> int:
    return int(datetime.combine(day, clock, zone).timestamp())


def _worked_days(country: str | None, first: date, last: date) -> list[date]:
    """Return the days from *first* to *last* on which people in *country* work."""
    from tamdocs.calendars.business_calendar import BusinessCalendar  # noqa: PLC0415 - its tables take a tenth of a second

    days = [first + timedelta(number) for number in range((last - first).days + 1)]
    if country is None:
        return [day for day in days if day.weekday() < _SATURDAY]
    calendar = BusinessCalendar(country)
    return [day for day in days if calendar.is_business_day(day, cautious=False)]


_SATURDAY = 5
