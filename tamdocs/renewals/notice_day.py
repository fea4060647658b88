"""The notice day: from the day on which a notice must be received back to the last day to post it (TC-12D).

A parcel is received when it is signed for, a posted letter five business days after posting. Business days are
those of the recipient's country, or of its part where the address names it. A posting day is a business day where the
sender is, and a parcel moves on days on which both countries work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tamdocs.library.schedule import Delivery
from tamdocs.renewals.calendar import BusinessCalendar


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
    steps: tuple[DerivationStep, ...]
    doubts: tuple[str, ...] = ()
    """What is estimated or not known of the days in between."""


@lru_cache(maxsize=32_768)
def work_out(wanted: date, route: Route, allowance: Allowance) -> NoticeDay:
    """Return the last day to post a notice that must be received by *wanted*, and how it follows."""
    at_recipient, courier = _Walk(route.recipient), route.delivery == "courier"
    received = at_recipient.back_to_business_day(wanted)
    counts = "signed for" if courier else "counts as received"
    steps = [received.step(f"{counts} on a business day of {route.recipient} at the latest", "TC-12D")]
    aim = received.day
    if allowance.in_hand:
        kept = at_recipient.back(aim, allowance.in_hand)
        aim = kept.day
        steps.append(kept.step(f"{_days(allowance.in_hand)} in hand: {allowance.why}", "schedule.toml: in_hand"))
    days = _days(allowance.business_days)
    if courier:
        way = _Walk(route.recipient, route.sender).before(aim, allowance.business_days)
        rule = f"{days} on the way, counted where both {route.sender} and {route.recipient} work"
        steps.append(way.step(rule, "schedule.toml: courier"))
    else:
        way = at_recipient.before(aim, allowance.business_days)
        steps.append(way.step(f"{days} of {route.recipient} after posting", "TC-12D"))
    posted = _Walk(route.sender).back_to_business_day(way.day)
    rule = f"{'given to the courier' if courier else 'posted'} on a business day of {route.sender}"
    steps.append(posted.step(rule, "the sender's address"))
    years = range(posted.day.year, wanted.year + 1)
    return NoticeDay(received.day, posted.day, tuple(steps), tuple(_doubts(steps, route, years)))


def first_posting_day(day: date, sender: BusinessCalendar) -> date:
    """Return the first business day of *sender* on or after *day*."""
    number = day.toordinal()
    while number < date.max.toordinal() and not sender.is_business_day(date.fromordinal(number)):
        number += 1
    return date.fromordinal(number)


def days_from(day: date, days: int) -> date:
    """Return the day *days* after *day*, or before it, no further than the calendar goes."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


@dataclass(frozen=True, slots=True)
class _Reached:
    day: date
    holidays: tuple[DayOff, ...]
    worked: tuple[date, ...]

    def step(self, rule: str, source: str) -> DerivationStep:
        return DerivationStep(self.day, rule, source, self.holidays, self.worked)


class _Walk:
    """Goes back day by day over the days on which all of some calendars work."""

    def __init__(self, *calendars: BusinessCalendar) -> None:
        self.calendars = calendars

    def back_to_business_day(self, day: date) -> _Reached:
        """Return *day*, or the last business day before it."""
        return self._back(day, 1)

    def back(self, day: date, count: int) -> _Reached:
        """Return the business day that is *count* business days before *day*, which is one itself."""
        return self._back(day, count + 1)

    def before(self, day: date, count: int) -> _Reached:
        """Return the latest day after which *count* business days go by up to *day*, which is the last of them."""
        reached = self._back(day, count, day_counts=True)
        return _Reached(days_from(reached.day, -1), reached.holidays, reached.worked)

    def _back(self, day: date, count: int, *, day_counts: bool = False) -> _Reached:
        """Return the *count*-th business day on the way back from *day*; the first day of the calendar ends the way."""
        number, left = day.toordinal(), count
        holidays: list[DayOff] = []
        worked: list[date] = []
        while True:
            day = date.fromordinal(number)
            years = [calendar.year(day.year) for calendar in self.calendars]
            names = [each.free[number] for each in years if number in each.free]
            if not names or day_counts:
                left -= 1
                worked += [day] * any(number in each.worked for each in years)
            elif any(names):
                estimated = any(number in each.estimated for each in years)
                holidays.append(DayOff(day, "; ".join(dict.fromkeys(filter(None, names))), estimated))
            if not left or number == 1:
                return _Reached(day, tuple(holidays), tuple(worked))
            number, day_counts = number - 1, False


def _doubts(steps: Iterable[DerivationStep], route: Route, years: Iterable[int]) -> Iterator[str]:
    doubts = [calendar.year(year).doubt for year in years for calendar in (route.recipient, route.sender)]
    yield from dict.fromkeys(filter(None, doubts))
    estimated = sorted({each.day for step in steps for each in step.holidays if each.estimated})
    if estimated:
        yield f"the dates of holidays around {estimated[0]} are estimated"


def _days(count: int) -> str:
    return f"{count} business {'day' if count == 1 else 'days'}"
