"""When a letter that is sent today counts as received, and what follows from that day (TC-12D).

The way of `notice_day`, gone forward. Where something is not known for certain, the day is a later one: a deadline that
begins with the receipt is then never too short.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tamdocs.calendars.business_calendar import BusinessCalendar
from tamdocs.library.dispatch import Deadline
from tamdocs.library.schedule import Schedule
from tamdocs.renewals.dating import allowance_of, part_doubts
from tamdocs.renewals.notice_day import (
    DerivationStep,
    Route,
    business_days,
    days_from,
    days_met,
    doubts,
    first_posting_day,
    free_days,
)

_LOOK_AHEAD_DAYS = 30
"""How far after the posting the calendar is looked at for what is not known of it."""


@dataclass(frozen=True, slots=True)
class Receipt:
    posted: date
    received: date
    """The day on which it counts as received, at the latest."""
    deadline: date | None
    """The last day of what the letter gives time for."""
    steps: tuple[DerivationStep, ...]
    """How the days follow, from today on."""
    doubts: tuple[str, ...]
    """What is estimated or not known, and how it is counted."""

    @property
    def rest_days(self) -> tuple[date, ...]:
        """Return the holidays between posting and receipt, which were not counted; weekends are not among them."""
        days = {off.day for step in self.steps for off in step.holidays}
        return tuple(sorted(day for day in days if self.posted < day <= self.received))


@lru_cache(maxsize=16_384)
def receipt_of(today: date, route: Route, schedule: Schedule, deadline: Deadline | None = None) -> Receipt:
    """Return when a letter that is sent on *today*, or on the first posting day after it, counts as received."""
    here, there = (route.sender,), (route.recipient,)
    courier = route.delivery == "courier"
    posted = first_posting_day(today, route.sender)
    rule = f"{'given to the courier' if courier else 'posted'} on a business day of {route.sender}"
    steps = [_step(today, posted, here, rule, "the sender's address")]
    allowance = allowance_of(schedule, route, days_from(posted, _LOOK_AHEAD_DAYS))
    days, ways = business_days(allowance.business_days), there + here if courier else there
    received = _count_on(ways, posted, allowance.business_days)
    if courier:
        rule = f"signed for: {days} on the way, counted where both {route.sender} and {route.recipient} work"
        steps.append(_step(days_from(posted, 1), received, ways, rule, "TC-12D, schedule.toml: courier"))
    else:
        rule = f"counts as received: {days} of {route.recipient} after posting"
        steps.append(_step(days_from(posted, 1), received, ways, rule, "TC-12D"))
    if allowance.in_hand:
        before, received = received, _count_on(there, received, allowance.in_hand)
        rule = f"{business_days(allowance.in_hand)} in hand: {allowance.why}"
        steps.append(_step(days_from(before, 1), received, there, rule, "schedule.toml: in_hand"))
    if deadline is None:
        return Receipt(posted, received, None, tuple(steps), _doubts(posted, received, route))
    until = days_from(received, deadline.days)
    rule = f"{deadline.days} days after the day of receipt, be the last one a business day or not"
    steps.append(DerivationStep(until, rule, deadline.fact))
    return Receipt(posted, received, until, tuple(steps), _doubts(posted, received, route))


def _doubts(posted: date, received: date, route: Route) -> tuple[str, ...]:
    return (*doubts(received, posted, route), *part_doubts(route.recipient))


def _count_on(calendars: tuple[BusinessCalendar, ...], day: date, count: int) -> date:
    """Return the *count*-th day after *day* on which all of *calendars* work."""
    number = day.toordinal()
    while count and number < date.max.toordinal():
        number += 1
        _, free = free_days(calendars, date.fromordinal(number).year)
        count -= number not in free
    return date.fromordinal(number)


def _step(first: date, day: date, calendars: tuple[BusinessCalendar, ...], rule: str, source: str) -> DerivationStep:
    """Return the step on to *day*, with what was met from *first* on."""
    met = days_met(range(first.toordinal(), day.toordinal() + 1), calendars)
    return DerivationStep(day, rule, source, *met)
