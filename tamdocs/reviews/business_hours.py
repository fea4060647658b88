"""Local business hours: how many of them lie between two moments, whatever the clocks do in between."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
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
        if not start_s.len():
            return pl.Series(dtype=pl.Int64)
        first, last = _day_of(start_s.min()), _day_of(end_s.max())
        spans = _spans(self, first - timedelta(2), last + timedelta(2))
        if not spans:
            return pl.zeros(start_s.len(), dtype=pl.Int64, eager=True)
        opens = pl.Series([opened for opened, _ in spans], dtype=pl.Int64)
        lengths = pl.Series([closed - opened for opened, closed in spans], dtype=pl.Int64)
        before = lengths.cum_sum() - lengths
        return _worked(end_s, opens, lengths, before) - _worked(start_s, opens, lengths, before)


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


def _worked(moments_s: pl.Series, opens: pl.Series, lengths: pl.Series, before: pl.Series) -> pl.Series:
    """Return the business seconds of all days up to each moment."""
    day = opens.search_sorted(moments_s, side="right").cast(pl.Int64) - 1
    frame = pl.DataFrame({"moment": moments_s, "day": day, "at": day.clip(0)}).select(
        pl.when(pl.col("day") >= 0)
        .then(
            pl.lit(before).gather(pl.col("at"))
            + pl.min_horizontal(
                pl.col("moment") - pl.lit(opens).gather(pl.col("at")), pl.lit(lengths).gather(pl.col("at"))
            )
        )
        .otherwise(0)
        .alias("worked")
    )
    return frame.to_series()


def _day_of(moment_s: object) -> date:
    assert isinstance(moment_s, int)
    return datetime.fromtimestamp(moment_s, UTC).date()


@cache
def _spans(hours: BusinessHours, first: date, last: date) -> tuple[tuple[int, int], ...]:
    """Return when each business day opens and closes, in seconds since 1970."""
    zone = ZoneInfo(hours.zone)
    free = _free_days(hours.country, first, last)
    days = (first + timedelta(number) for number in range((last - first).days + 1))
    return tuple(
        (
            int(datetime.combine(day, hours.opens, zone).timestamp()),
            int(datetime.combine(day, hours.closes, zone).timestamp()),
        )
        for day in days
        if day not in free
    )


@cache
def _free_days(country: str | None, first: date, last: date) -> frozenset[date]:
    """Return the days from *first* to *last* on which nobody works: weekends and public holidays of the country."""
    import holidays  # noqa: PLC0415 - takes a tenth of a second, and only reviews need it here

    days = [first + timedelta(number) for number in range((last - first).days + 1)]
    try:
        known = holidays.country_holidays(country or "", years=range(first.year, last.year + 2))
    except NotImplementedError:
        return frozenset(day for day in days if day.weekday() >= _SATURDAY)
    return frozenset(day for day in days if not known.is_working_day(day))


_SATURDAY = 5
