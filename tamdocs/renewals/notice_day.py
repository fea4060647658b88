"""The notice day: from the day on which a notice must be received back to the last day to post it (TC-12D).

A parcel is received when it is signed for, a posted letter five business days after posting. Business days are
those of the recipient's country, or of its part where the address names it. A posting day is a business day where the
sender is, and a parcel moves on days on which both countries work.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeAlias

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


@dataclass(frozen=True, slots=True)
class Route:
    """From where to where a notice travels, and how."""

    delivery: Delivery
    sender: BusinessCalendar
    recipient: BusinessCalendar


@dataclass(frozen=True, slots=True)
class Allowance:
    """How long the way takes."""

    business_days: int
    in_hand: int = 0
    """Business days more, because something is not known for certain."""
    why: str = ""


@dataclass(frozen=True, slots=True)
class NoticeDay:
    receive_by: date
    """The last business day on which it is still received in time."""
    post_by: date
    """The last day to post it."""


@dataclass(frozen=True, slots=True)
class _Way:
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
    return date.fromordinal(min(max(day.toordinal() + days, 1), _LAST))


_LAST = date.max.toordinal()

_Calendars: TypeAlias = tuple[BusinessCalendar, ...]


def _way(wanted: date, route: Route, allowance: Allowance) -> _Way:
    there, here = (route.recipient,), (route.sender,)
    received = aim = _count_back(there, wanted.toordinal(), 1)
    if allowance.in_hand:
        aim = _count_back(there, received, allowance.in_hand + 1)
    on_the_way = there + here if route.delivery == "courier" else there
    left = max(_count_back(on_the_way, aim, allowance.business_days, day_counts=True) - 1, 1)
    return _Way(received, aim, left, _count_back(here, left, 1))


def _count_back(calendars: _Calendars, day: int, count: int, *, day_counts: bool = False) -> int:
    """Return the *count*-th day on which all of *calendars* work, on the way back from *day*.

    Args:
        day_counts: *day* counts, whatever it is.
    """
    first, free = free_days(calendars, date.fromordinal(day).year)
    while True:
        if day_counts or day not in free:
            count -= 1
        if not count or day == 1:
            return day
        day, day_counts = day - 1, False
        if day < first:
            first, free = free_days(calendars, date.fromordinal(day).year)


@lru_cache(maxsize=16_384)
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
