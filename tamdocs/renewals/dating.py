"""From a step of the schedule and the end of a term to the days of a notice, and how they follow."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from tamdocs.calendars.business_calendar import BusinessCalendar
from tamdocs.library.schedule import Delivery, Schedule, Step
from tamdocs.renewals.notice_day import (
    Allowance,
    DerivationStep,
    Route,
    days_from,
    derive,
    doubts,
    first_posting_day,
    in_calendar,
    notice_day,
    ways_of,
)
from tamdocs.renewals.places import names_its_part

_LOOK_BACK_DAYS = 30
"""How far before a deadline the calendar is looked at for what is not known of it."""
_MOST_YEARS = 16
"""That are kept of one step on one route."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """From the end of the term to the posting day, step by step."""

    steps: tuple[DerivationStep, ...]
    doubts: tuple[str, ...]
    """What is estimated or not known, and how it is counted."""


class Basis(NamedTuple):
    """What the days of a notice follow from."""

    step: str
    days_before_end: int
    lead_days: int
    after_end: bool
    term_end: date
    route: Route
    allowance: Allowance

    @property
    def wanted(self) -> date:
        """The day on which the notice must be received at the latest, be it a business day or not."""
        return days_from(self.term_end, -self.days_before_end)

    @property
    def from_end(self) -> str:
        days = abs(self.days_before_end)
        when = "after" if self.days_before_end < 0 else "before"
        return f"{days} {'day' if days == 1 else 'days'} {when} the last day of service"


class Dated(NamedTuple):
    """A step of the schedule for one contract, with its days."""

    step: Step
    basis: Basis
    receive_by: date
    post_by: date
    due_from: date
    useful_until: date
    """Later it is of no use any more: the term has ended, or ended too long ago."""

    def is_closed(self, today: date) -> bool:
        return today > self.useful_until


class _Year(NamedTuple):
    """The days of a notice that must be received in one year."""

    first: int
    """The first day of the year, as an ordinal."""
    early: Allowance
    """For the first days of the year, for which the calendar of the year before counts too."""
    late: Allowance
    received: array[int]
    """For each day of the year by which it is wanted; ordinals."""
    posted: array[int]

    def allowance(self, at: int) -> Allowance:
        return self.early if at < _LOOK_BACK_DAYS else self.late


class RoutedStep:
    """A step of the schedule on its way from the sender to a recipient: its days for any contract."""

    def __init__(self, schedule: Schedule, step: Step, route: Route) -> None:
        self._schedule, self._step, self._route = schedule, step, route
        self._years: dict[int, _Year] = {}

    def is_due(self, term_end: int, today: int) -> bool:
        """Return whether the notice is due, or was; quicker than `days`, since few contracts of a book have one due.

        Args:
            term_end: The last day of service; an ordinal, as *today*.
        """
        step = self._step
        if step.after_end:
            return term_end < today and self.days(date.fromordinal(term_end)).due_from.toordinal() <= today
        year, at = self._place(term_end)
        return year.posted[at] - step.lead_days <= today

    def days(self, term_end: date) -> Dated:
        """Return the days of the notice for a contract that ends with *term_end*."""
        step, route = self._step, self._route
        year, at = self._place(term_end.toordinal())
        allowance = year.allowance(at)
        basis = Basis(step.name, step.days_before_end, step.lead_days, step.after_end, term_end, route, allowance)
        receive_by, post_by = date.fromordinal(year.received[at]), date.fromordinal(year.posted[at])
        if not step.after_end:
            return Dated(step, basis, receive_by, post_by, days_from(post_by, -step.lead_days), term_end)
        ended = days_from(term_end, 1)
        if post_by < ended:
            post_by = first_posting_day(ended, route.sender)
        due_from = max(days_from(post_by, -step.lead_days), ended)
        return Dated(step, basis, receive_by, post_by, due_from, days_from(term_end, step.until_days_after_end or 0))

    def _place(self, term_end: int) -> tuple[_Year, int]:
        """Return the year in which the notice is wanted, and by which of its days."""
        wanted = in_calendar(term_end - self._step.days_before_end)
        number = date.fromordinal(wanted).year
        year = self._years.get(number) or self._year(number)
        return year, wanted - year.first

    def _year(self, number: int) -> _Year:
        if len(self._years) == _MOST_YEARS:
            self._years.clear()
        first, route = date(number, 1, 1), self._route
        early, late = (allowance_of(self._schedule, route, days_from(first, days)) for days in (0, _LOOK_BACK_DAYS))
        ways = ways_of(route, late, number)
        received, posted = ways.received, ways.posted
        if early != late:
            begin = ways_of(route, early, number)
            received = begin.received[:_LOOK_BACK_DAYS] + received[_LOOK_BACK_DAYS:]
            posted = begin.posted[:_LOOK_BACK_DAYS] + posted[_LOOK_BACK_DAYS:]
        self._years[number] = _Year(first.toordinal(), early, late, received, posted)
        return self._years[number]


@lru_cache(maxsize=16_384)
def routed_step(schedule: Schedule, step: Step, route: Route) -> RoutedStep:
    return RoutedStep(schedule, step, route)


@lru_cache(maxsize=1_024)
def derivation_of(basis: Basis) -> Derivation:
    """Return how the days of a notice follow from *basis*; the last steps are its posting day and when it is due."""
    rule = f"{basis.step}: received {basis.from_end} at the latest"
    steps = [
        DerivationStep(basis.term_end, "last day of service", "the order: /term/end"),
        DerivationStep(basis.wanted, rule, "schedule.toml: steps"),
        *derive(basis.wanted, basis.route, basis.allowance),
    ]
    ended = days_from(basis.term_end, 1)
    if basis.after_end and steps[-1].day < ended:
        posted = first_posting_day(ended, basis.route.sender)
        steps.append(DerivationStep(posted, "not posted before the term has ended", "schedule.toml: steps"))
    due_from = days_from(steps[-1].day, -basis.lead_days)
    lead = f"due {basis.lead_days} days before, to be printed and signed"
    if basis.after_end and due_from < ended:
        due_from, lead = ended, "due as soon as the term has ended"
    steps.append(DerivationStep(due_from, lead, "schedule.toml: steps"))
    return Derivation(tuple(steps), doubts_of(basis))


@lru_cache(maxsize=16_384)
def doubts_of(basis: Basis) -> tuple[str, ...]:
    """Return what is estimated or not known of the days of a notice, and how it is counted."""
    posted = notice_day(basis.wanted, basis.route, basis.allowance).post_by
    return (*doubts(basis.wanted, posted, basis.route), *part_doubts(basis.route.recipient))


def part_doubts(recipient: BusinessCalendar) -> tuple[str, ...]:
    return () if names_its_part(recipient) else (_part_unknown(recipient),)


def allowance_of(schedule: Schedule, route: Route, wanted: date) -> Allowance:
    """Return how long the way takes; of the reasons to keep days in hand the one counts that asks for most."""
    first = days_from(wanted, -_LOOK_BACK_DAYS).year
    return _allowance(schedule, route.delivery, route.recipient, first, wanted.year)


@lru_cache(maxsize=16_384)
def _allowance(schedule: Schedule, delivery: Delivery, recipient: BusinessCalendar, *looked_at: int) -> Allowance:
    hand = schedule.in_hand
    years = [recipient.year(year) for year in looked_at]
    reasons = [(0, "")]
    if any(year.unknown for year in years):
        reasons.append((hand.calendar_unknown, f"the holidays of {recipient.country} are not known"))
    if any(year.moved_unknown for year in years):
        reasons.append((hand.moved_days_unknown, f"the working days that {recipient.country} moves are not known"))
    if not names_its_part(recipient):
        reasons.append((hand.subdivision_unknown, _part_unknown(recipient)))
    return Allowance(schedule.days_to(recipient.country, delivery), *max(reasons, key=lambda reason: reason[0]))


def _part_unknown(recipient: BusinessCalendar) -> str:
    return f"the address names no part of {recipient.country}, so local holidays are not counted"
