"""Moments in the cells of a table: a day and a time, with an offset from UTC or in a zone that is told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo

from tamdocs.orders.words import as_json
from tamdocs.tables.cell_values import CellError, date_pattern

FIRST_YEAR, LAST_YEAR = 1990, 2099
"""Beyond them a year is a slip."""

_TIME = (
    r"(?:T|[ ]+)(?P<h>[0-9]{1,2}):(?P<m>[0-9]{2})(?::(?P<s>[0-9]{2})(?:[.,][0-9]{1,9})?)?"
    r"(?:[ ]?(?P<half>(?i:AM|PM)))?(?:[ ]?(?P<zone>Z|UTC|[+-][0-9]{2}:?[0-9]{2}))?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Moments:
    """How the moments of a column are written."""

    dates: str = "YYYY-MM-DD"
    zone: str | None = None
    """Of those without an offset; None for the zone of the technical account manager."""


DEFAULT_MOMENTS = Moments()


@dataclass(frozen=True, slots=True)
class Moment:
    epoch_s: int
    """Seconds since 1970-01-01 in UTC; a fraction is cut off."""
    is_local: bool
    """No offset was told, and the zone gave it."""


def parse_moment(text: str, dates: str, zone: ZoneInfo) -> Moment:
    """Return the moment that *text* tells.

    Of a local time that a clock shows twice the first one is meant.

    Raises:
        CellError: It tells none; the message goes on from the name of the column.
    """
    found = _pattern(dates).fullmatch(text) or _pattern("YYYY-MM-DD").fullmatch(text)
    if not found:
        form = f"{dates} HH:MM:SS"
        if date_pattern(dates).fullmatch(text) or date_pattern("YYYY-MM-DD").fullmatch(text):
            raise CellError(f"is {as_json(text)}, a day without a time of day; times to response need one")
        raise CellError(f"is {as_json(text)}; a moment is written {form}, with or without an offset such as +08:00")
    try:
        local = _local(found)
    except ValueError as error:
        raise CellError(f"is {as_json(text)}: {error}") from error
    if not FIRST_YEAR <= local.year <= LAST_YEAR:
        raise CellError(f"is {as_json(text)}, a moment before {FIRST_YEAR} or after {LAST_YEAR}")
    told = found["zone"]
    moment = local.replace(tzinfo=_offset(told) if told else zone)
    if not told and moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local:
        raise CellError(f"is {as_json(text)}, a time that clocks skipped in {zone.key}")
    return Moment(int(moment.timestamp()), not told)


@cache
def _pattern(dates: str) -> re.Pattern[str]:
    return re.compile(date_pattern(dates).pattern + _TIME)


def _local(found: re.Match[str]) -> datetime:
    month = found["M"]
    number = int(month) if month.isdecimal() else _MONTHS.index(month.lower()) + 1
    hour, half = int(found["h"]), (found["half"] or "").upper()
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(f"{hour} {half} is no hour")
        hour = hour % 12 + (12 if half == "PM" else 0)
    return datetime(  # noqa: DTZ001 - its zone is put to it by the caller
        int(found["Y"]), number, int(found["D"]), hour, int(found["m"]), int(found["s"] or 0)
    )


def _offset(written: str) -> timezone:
    if written in {"Z", "UTC"}:
        return timezone.utc  # noqa: UP017 - a timezone, and UTC is told to be any tzinfo
    minutes = int(written[1:3]) * 60 + int(written[-2:])
    if minutes > _FARTHEST or int(written[-2:]) > 59:
        raise CellError(f"has the offset {written}, which no place on earth has")
    return timezone(timedelta(minutes=-minutes if written[0] == "-" else minutes))


_FARTHEST = 14 * 60
