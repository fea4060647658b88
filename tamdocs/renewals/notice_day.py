"""The notice day: from the day on which a notice must be received back to the last day to post it (TC-12D).

A parcel is received when it is signed for, a posted letter five business days after posting. Business days are
those of the recipient's country, or of its part where the address names it. A posting day is a business day where the
sender is, and a parcel moves on days on which both countries work.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import accumulate, chain, repeat
from typing import NamedTuple, TypeAlias

from tamdocs.calendars.business_calendar import BusinessCalendar
from tamdocs.library.schedule import Delivery


@dataclass(frozen=True, slots=True)
class DayOff:
    day: date
    name: str
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class DerivationStep:
    """One step of the way to a notice day."""

    day: date
    rule: str
    source: str
    """What says so: a fact, the schedule, the order, a calendar."""
    holidays: tuple[DayOff, ...] = ()
    """That were not counted; weekends are not named."""
    worked: tuple[date, ...] = ()
    """Days of a weekend that were counted, because people work on them."""


class Route(NamedTuple):
    """From where to where a notice travels, and how."""

    delivery: Delivery
    sender: BusinessCalendar
    recipient: BusinessCalendar


class Allowance(NamedTuple):
    """How long the way takes."""

    business_days: int
    in_hand: int = 0
    """Business days more, because something is not known for certain."""
    why: str = ""


class NoticeDay(NamedTuple):
    receive_by: date
    """The last business day on which it is still received in time."""
    post_by: date
    """The last day to post it."""


class _Way(NamedTuple):
    """The turning points of the way back, as ordinals of days."""

    received: int
    aim: int
    """When it is received if nothing that is in hand is used up."""
    left: int
    """The latest day from which the way is short enough."""
    posted: int


def notice_day(wanted: date, route: Route, allowance: Allowance) -> NoticeDay:
    """Return the last day to post a notice that must be received by *wanted*."""
    way = _way(wanted, route, allowance)
    return NoticeDay(date.fromordinal(way.received), date.fromordinal(way.posted))


def derive(wanted: date, route: Route, allowance: Allowance) -> tuple[DerivationStep, ...]:
    """Return how `notice_day` follows from its arguments, step by step."""
    way = _way(wanted, route, allowance)
    there, here, courier = (route.recipient,), (route.sender,), route.delivery == "courier"
    counts = "signed for" if courier else "counts as received"
    rule = f"{counts} on a business day of {route.recipient} at the latest"
    steps = [_step(way.received, wanted.toordinal(), there, rule, "TC-12D")]
    if allowance.in_hand:
        rule = f"{business_days(allowance.in_hand)} in hand: {allowance.why}"
        steps.append(_step(way.aim, way.received - 1, there, rule, "schedule.toml: in_hand"))
    days = business_days(allowance.business_days)
    if courier:
        rule = f"{days} on the way, counted where both {route.sender} and {route.recipient} work"
        steps.append(_step(way.left, way.aim - 1, there + here, rule, "schedule.toml: courier"))
    else:
        steps.append(_step(way.left, way.aim - 1, there, f"{days} of {route.recipient} after posting", "TC-12D"))
    rule = f"{'given to the courier' if courier else 'posted'} on a business day of {route.sender}"
    return (*steps, _step(way.posted, way.left, here, rule, "the sender's address"))


def doubts(wanted: date, posted: date, route: Route) -> tuple[str, ...]:
    """Return what is estimated or not known of the days between *posted* and *wanted*."""
    calendars = (route.recipient, route.sender)
    years = [calendar.year(year) for year in range(posted.year, wanted.year + 1) for calendar in calendars]
    found = [year.doubt for year in years if year.doubt]
    first, last = posted.toordinal(), wanted.toordinal()
    estimated = min((day for year in years for day in year.estimated if first <= day <= last), default=None)
    if estimated:
        found.append(f"the dates of holidays around {date.fromordinal(estimated)} are estimated")
    return tuple(dict.fromkeys(found))


def first_posting_day(day: date, sender: BusinessCalendar) -> date:
    """Return the first business day of *sender* on or after *day*."""
    number = day.toordinal()
    while number < date.max.toordinal() and not sender.is_business_day(date.fromordinal(number)):
        number += 1
    return date.fromordinal(number)


def days_from(day: date, days: int) -> date:
    """Return the day *days* after *day*, or before it, no further than the calendar goes."""
    return date.fromordinal(in_calendar(day.toordinal() + days))


def in_calendar(number: int) -> int:
    """Return the ordinal *number*, or that of the first or last day there is."""
    return number if 1 <= number <= _LAST else 1 if number < 1 else _LAST


_LAST = date.max.toordinal()
_LONGEST_WAY = 1_000

_Calendars: TypeAlias = tuple[BusinessCalendar, ...]


def _way(wanted: date, route: Route, allowance: Allowance) -> _Way:
    ways = ways_of(route, allowance, wanted.year)
    at = wanted.toordinal() - ways.first
    return _Way(ways.received[at], ways.aim[at], ways.left[at], ways.posted[at])


class Ways(NamedTuple):
    """The ways back from each day of a year."""

    first: int
    """The first of January."""
    received: array[int]
    aim: array[int]
    left: array[int]
    posted: array[int]


@lru_cache(maxsize=4_096)
def ways_of(route: Route, allowance: Allowance, year: int) -> Ways:
    """Return the ways of a whole year, for a book has many contracts that end in one."""
    there, here = (route.recipient,), (route.sender,)
    begin = _begin(there + here, year, allowance.in_hand + allowance.business_days + 2)
    days = range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)
    received = _back(days, 1, there, begin, year)
    aim = _back(received, allowance.in_hand + 1, there, begin, year)
    left = [day - 1 or 1 for day in aim]
    if allowance.business_days > 1:
        # The day of the aim counts, whatever it is where the notice comes from.
        on_the_way = there + here if route.delivery == "courier" else there
        left = [day - 1 or 1 for day in _back(left, allowance.business_days - 1, on_the_way, begin, year)]
    posted = _back(left, 1, here, begin, year)
    return Ways(days[0], *(array("i", column) for column in (received, aim, left, posted)))


def _begin(calendars: _Calendars, year: int, count: int) -> int:
    """Return the latest year from which on *calendars* work on *count* days together before *year* begins.

    A way of fewer days, whichever of them works on them, does not lead back beyond that year.
    """
    begin = year
    while count > 0 and begin > 1:
        begin -= 1
        count -= len(_working_days(calendars, begin, begin).days)
    return begin


def _back(days: Iterable[int], count: int, calendars: _Calendars, begin: int, end: int) -> list[int]:
    """Return for each of *days* the *count*-th one on which all of *calendars* work, on the way back from it."""
    first, until, working = _working_days(calendars, begin, end)
    return [working[until[day - first] - count] for day in days]


class _WorkingDays(NamedTuple):
    """The days from one year to another on which all of some calendars work."""

    first: int
    """Ordinal of the first of all days."""
    until: Sequence[int]
    """For each of all days: how many working days there are up to it."""
    days: Sequence[int]
    """Ordinals of the working days."""


@lru_cache(maxsize=4_096)
def _working_days(calendars: _Calendars, begin: int, end: int) -> _WorkingDays:
    days, works = range(date(begin, 1, 1).toordinal(), date(end, 12, 31).toordinal() + 1), list[bool]()
    for year in range(begin, end + 1):
        first, free = free_days(calendars, year)
        works += [day not in free for day in range(first, date(year, 12, 31).toordinal() + 1)]
    counts = list(map(int, works))
    if begin == 1:  # before the calendar begins, its first day stands for all
        counts[0] = _LONGEST_WAY
    return _WorkingDays(
        days[0], array("h", accumulate(counts)), array("i", chain.from_iterable(map(repeat, days, counts)))
    )


@lru_cache(maxsize=1_024)
def free_days(calendars: _Calendars, year: int) -> tuple[int, Collection[int]]:
    """Return the first day of *year*, and its days on which one of *calendars* rests."""
    days = [calendar.year(year).free for calendar in calendars]
    return date(year, 1, 1).toordinal(), days[0] if len(days) == 1 else frozenset().union(*days)


def _step(day: int, since: int, calendars: _Calendars, rule: str, source: str) -> DerivationStep:
    """Return the step back from *since* to *day*, with what was met in between."""
    return DerivationStep(date.fromordinal(day), rule, source, *days_met(range(since, day - 1, -1), calendars))


def days_met(days: Iterable[int], calendars: _Calendars) -> tuple[tuple[DayOff, ...], tuple[date, ...]]:
    """Return the holidays among *days*, which are ordinals, and the days of a weekend on which people work."""
    holidays, worked = [], []
    for number in days:
        here = date.fromordinal(number)
        years = [calendar.year(here.year) for calendar in calendars]
        names = dict.fromkeys(each.free[number] for each in years if each.free.get(number))
        if names:
            holidays.append(DayOff(here, "; ".join(names), any(number in each.estimated for each in years)))
        elif any(number in each.worked for each in years) and not any(number in each.free for each in years):
            worked.append(here)
    return tuple(holidays), tuple(worked)


def business_days(count: int) -> str:
    return f"{count} business {'day' if count == 1 else 'days'}"
