"""Business calendars: on which days a country, or a part of it, works.

Holidays, weekends and working days that make up for moved ones come from the `holidays` library. What it does not know
is said, and counted so that a notice is posted earlier rather than too late:

- a holiday whose date is estimated, such as one that waits for the moon, takes the days beside it with it;
- a year for which working days are not yet moved is told by `moved_unknown`;
- a year without a calendar is `unknown`: Friday, Saturday and Sunday are free, for no country rests on other days only.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

import holidays

from tamdocs.calendars.weekends import weekend_of

_FRIDAY = 4

_MOVES_DAYS = frozenset({"AZ", "BY", "CN", "HU", "KG", "KZ", "LV", "MM", "RU", "TW", "UZ", "VN"})
"""Countries that move working days each year by decree. Bulgaria, Armenia and Ukraine have given it up."""


@dataclass(frozen=True, slots=True)
class CalendarYear:
    free: Mapping[int, str]
    """By ordinal of the day: the name of the holiday, or nothing for a day of the weekend."""
    worked: frozenset[int] = frozenset()
    """Ordinals of days of the weekend on which people work."""
    estimated: frozenset[int] = frozenset()
    """Ordinals of holidays whose date is estimated, and of the days beside them."""
    cautious: frozenset[int] = frozenset()
    """Ordinals of days that are free only because something is not known."""
    doubt: str = ""
    """What is not known of this year, in words."""
    unknown: bool = False
    """There is no calendar of the year."""
    moved_unknown: bool = False
    """It is not known which working days are moved."""


class BusinessCalendar(NamedTuple):
    """The business days of a country, or of a part of it where that is known.

    A part has its own weekend; holidays of the country count in all its parts, for its post and its banks rest on them.
    """

    country: str
    """ISO 3166-1 alpha-2."""
    subdivision: str | None = None
    """As the `holidays` library names it; mostly ISO 3166-2 without the country."""

    def __str__(self) -> str:
        return self.country if self.subdivision is None else f"{self.country}-{self.subdivision}"

    def year(self, year: int) -> CalendarYear:
        return _calendar_year(self.country, self.subdivision, year)

    def is_business_day(self, day: date, *, cautious: bool = True) -> bool:
        """Return whether people work on *day*; without *cautious*, also where they may not."""
        year, number = self.year(day.year), day.toordinal()
        return number not in year.free or (not cautious and number in year.cautious)


@cache
def _calendar_year(country: str, subdivision: str | None, year: int) -> CalendarYear:
    known = _known(country)
    if known is None or not known.first <= year <= known.last:
        doubt = f"no calendar of {country} is known for {year}: Friday, Saturday and Sunday count as free"
        free = _long_weekends(year)
        fridays = frozenset(day for day in free if date.fromordinal(day).weekday() == _FRIDAY)
        return CalendarYear(free, cautious=fridays, doubt=doubt, unknown=True)
    years = (year, year + 1) if year < known.last else (year,)
    table = _load(country, subdivision, years)
    free = {day.toordinal(): "" for day in _days(year) if _is_weekend(country, table, day)}
    made_up = {day.toordinal() for day in table.weekend_workdays if day.year == year} & free.keys()
    tables = (table,) if subdivision is None else (_load(country, None, years), table)
    named = {day.toordinal(): name for each in tables for day, name in each.items() if day.year == year}
    beside = {
        day: f"beside {name}"
        for number, name in named.items()
        if known.estimated and known.estimated in name
        for day in (number - 1, number, number + 1)
    }
    for day in made_up:
        del free[day]
    cautious = beside.keys() - free.keys() - named.keys()
    free |= {day: name for day, name in beside.items() if not free.get(day)}
    free |= {day: name for day, name in named.items() if day not in made_up}
    until = _moved_until(country) if country in _MOVES_DAYS else year
    doubt = f"which working days {country} moves is known until {until}, not for {year}" if year > until else ""
    return CalendarYear(
        MappingProxyType(free),
        frozenset(made_up),
        frozenset(beside),
        frozenset(cautious),
        doubt,
        moved_unknown=year > until,
    )


@dataclass(frozen=True, slots=True)
class _Known:
    first: int
    last: int
    estimated: str
    """What the name of an estimated holiday holds."""
    options: Mapping[str, Any]


@cache
def _known(country: str) -> _Known | None:
    try:
        empty = holidays.country_holidays(country, expand=False)
    except NotImplementedError:
        return None
    kind = type(empty)
    english = [code for code in kind.supported_languages if code.startswith("en")]
    shows = [name for name in inspect.signature(kind).parameters if name.endswith("_show_estimated")]
    options = dict.fromkeys(shows, True) | ({"language": english[0]} if english else {})
    label = getattr(kind, "estimated_label", "").replace("%s", "").strip(" ()（）")
    return _Known(empty.start_year, empty.end_year, "estimated" if english else label, options)


def _load(country: str, subdivision: str | None, years: tuple[int, ...]) -> Any:
    """Return the library's table; the year after has the working days that it moves into the end of this one."""
    known = _known(country)
    options = known.options if known else {}
    return holidays.country_holidays(country, subdivision, years=years, expand=False, **options)


@cache
def _moved_until(country: str) -> int:
    """Return the last year for which the library knows working days that *country* moves."""
    return max((day.year for day in _load(country, None, tuple(range(2010, 2041))).weekend_workdays), default=0)


def _is_weekend(country: str, table: Any, day: date) -> bool:
    days = weekend_of(country, day)
    return bool(table.is_weekend(day)) if days is None else day.weekday() in days


def _days(year: int) -> Iterator[date]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    return (first + timedelta(days) for days in range((last - first).days + 1))


def _long_weekends(year: int) -> Mapping[int, str]:
    return {day.toordinal(): "" for day in _days(year) if day.weekday() >= _FRIDAY}
