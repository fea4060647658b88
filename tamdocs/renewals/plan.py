"""Which renewal notices a contract gets, when, and why.

The service never renews by itself (SD-23), so every contract that no later order renews gets the notices of its
edition's schedule. Of those that are due or late only the most urgent one is sent.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from tamdocs.errors import LibraryError, Problem
from tamdocs.library.agreement import Agreement
from tamdocs.library.schedule import RECIPIENTS, Delivery, Recipient, Schedule, Step
from tamdocs.orders.model import Order
from tamdocs.renewals.calendar import BusinessCalendar
from tamdocs.renewals.notice_day import Allowance, DerivationStep, Route, days_from, first_posting_day, work_out
from tamdocs.renewals.places import calendar_at, names_its_part

Status: TypeAlias = Literal["upcoming", "due", "overdue", "passed over", "closed"]
"""`passed over`: a more urgent notice is due; `closed`: too late to be of use."""

_LOOK_BACK_DAYS = 30
"""How far before a deadline the calendar is looked at for what is not known of it."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """From the end of the term to the posting day, step by step."""

    steps: tuple[DerivationStep, ...]
    doubts: tuple[str, ...]
    """What is estimated or not known, and how it is counted."""


@dataclass(frozen=True, slots=True)
class PlannedNotice:
    order_number: str
    term_end: date
    step: str
    recipient: Recipient
    language: str
    delivery: Delivery
    country: str
    """Of the recipient, ISO 3166-1 alpha-2."""
    post_by: date
    receive_by: date
    overdue: bool
    why: str
    derivation: Derivation
    letter: str
    """Kind of letter."""
    due_from: date
    status: Status


def plan_notices(
    agreement: Agreement, today: date, renewed: Collection[str] = frozenset(), *, days_ahead: int = 0
) -> tuple[PlannedNotice, ...]:
    """Return the notices of a contract that are due or overdue on *today*, and those due within *days_ahead* days.

    Args:
        agreement: The contract.
        today: The day at the place of delivery.
        renewed: Numbers of the orders that a later order renews, case-folded: those get none.
        days_ahead: How far to look ahead.

    Raises:
        LibraryError: The edition of the contract has no schedule.
    """
    if agreement.order.order_number.casefold() in renewed:
        return ()
    horizon = days_from(today, days_ahead)
    return tuple(
        notice
        for notice in explain_notices(agreement, today)
        if notice.status in {"due", "overdue"} or (notice.status == "upcoming" and notice.due_from <= horizon)
    )


def explain_notices(agreement: Agreement, today: date) -> tuple[PlannedNotice, ...]:
    """Return every notice of a contract, also those that are not due on *today*, with what holds for each.

    Raises:
        LibraryError: The edition of the contract has no schedule.
    """
    schedule = _schedule_of(agreement)
    order = agreement.order
    steps = _steps(schedule, order.channel.kind, order.service, agreement.region.code, order.renewal.delivery)
    sender, recipient = calendar_at(agreement.region.entity.address), calendar_at(order.customer.address)
    routes = [Route(each.send_by or order.renewal.delivery, sender, recipient) for each in steps]
    dated = [
        _Dated(each, _notice_day(schedule, each, order.term.end, route))
        for each, route in zip(steps, routes, strict=True)
    ]
    open_ones = [each for each in dated if not _is_closed(each.step, order.term.end, today)]
    started = [each for each in open_ones if each.day.due_from <= today]
    return tuple(
        _notice(each, status, _why(each, status, started, today), kind, order)
        for each in dated
        for status in [_status(each, open_ones, started, today)]
        for kind in RECIPIENTS
        if kind in each.step.letters and (kind == "business" or order.customer.legal_contact is not None)
    )


class _Dated(NamedTuple):
    step: Step
    day: _Day


@dataclass(frozen=True, slots=True)
class _Day:
    receive_by: date
    post_by: date
    due_from: date
    delivery: Delivery
    derivation: Derivation


def _schedule_of(agreement: Agreement) -> Schedule:
    edition = agreement.edition
    if edition.schedule is None:
        message = f"edition {edition.id} has no schedule, so nothing says which notices its contracts get"
        hint = "add a schedule.toml, as docs/notice-days.md shows"
        raise LibraryError(Problem(f"{edition.id}/schedule.toml", "missing-file", message, hint=hint))
    return edition.schedule


@lru_cache(maxsize=4_096)
def _steps(schedule: Schedule, channel: str, service: str, region: str, delivery: str) -> tuple[Step, ...]:
    return tuple(step for step in schedule.steps if step.concerns(channel, service, region, delivery))


@lru_cache(maxsize=65_536)
def _notice_day(schedule: Schedule, step: Step, term_end: date, route: Route) -> _Day:
    wanted = days_from(term_end, -step.days_before_end)
    in_hand, why = _in_hand(schedule, route.recipient, wanted)
    days = schedule.days_to(route.recipient.country, route.delivery)
    found = work_out(wanted, route, Allowance(days, in_hand, why))
    rule = f"{step.name}: received {_from_end(step)} at the latest"
    steps = [
        DerivationStep(term_end, "last day of service", "the order: /term/end"),
        DerivationStep(wanted, rule, "schedule.toml: steps"),
        *found.steps,
    ]
    post_by, ended = found.post_by, days_from(term_end, 1)
    if step.after_end and post_by < ended:
        post_by = first_posting_day(ended, route.sender)
        steps.append(DerivationStep(post_by, "not posted before the term has ended", "schedule.toml: steps"))
    due_from = days_from(post_by, -step.lead_days)
    due_from = max(due_from, ended) if step.after_end else due_from
    lead = f"due {step.lead_days} days before, to be printed and signed"
    steps.append(DerivationStep(due_from, lead, "schedule.toml: steps"))
    part = () if names_its_part(route.recipient) else (_part_unknown(route.recipient),)
    derivation = Derivation(tuple(steps), (*found.doubts, *part))
    return _Day(found.receive_by, post_by, due_from, route.delivery, derivation)


def _in_hand(schedule: Schedule, recipient: BusinessCalendar, wanted: date) -> tuple[int, str]:
    """Return how many business days are kept in hand for a notice to *recipient*, and why: the most that apply."""
    hand = schedule.in_hand
    years = [recipient.year(day.year) for day in (days_from(wanted, -_LOOK_BACK_DAYS), wanted)]
    reasons = [(0, "")]
    if any(year.unknown for year in years):
        reasons.append((hand.calendar_unknown, f"the holidays of {recipient.country} are not known"))
    if any(year.moved_unknown for year in years):
        reasons.append((hand.moved_days_unknown, f"the working days that {recipient.country} moves are not known"))
    if not names_its_part(recipient):
        reasons.append((hand.subdivision_unknown, _part_unknown(recipient)))
    return max(reasons, key=lambda reason: reason[0])


def _part_unknown(recipient: BusinessCalendar) -> str:
    return f"the address names no part of {recipient.country}, so local holidays are not counted"


def _is_closed(step: Step, term_end: date, today: date) -> bool:
    """Return whether *step* is of no use any more: the term has ended, or ended too long ago."""
    return today > days_from(term_end, step.until_days_after_end or 0)


def _status(each: _Dated, open_ones: Sequence[_Dated], started: Sequence[_Dated], today: date) -> Status:
    if each not in open_ones:
        return "closed"
    if each not in started:
        return "upcoming"
    if each != started[-1]:
        return "passed over"
    return "overdue" if today > each.day.post_by else "due"


def _why(each: _Dated, status: Status, started: Sequence[_Dated], today: date) -> str:
    """Return why the notice is to be posted when, in a sentence or two."""
    day = each.day
    words = [f"to be received by {day.receive_by}, {_from_end(each.step)}"]
    match status:
        case "overdue":
            words.append(f"late by {(today - day.post_by).days} days: post it at once")
        case "due":
            words.append(f"due since {day.due_from}")
        case "upcoming":
            words.append(f"due from {day.due_from}")
        case "passed over":
            words.append(f"not sent any more: {started[-1].step.name} takes its place")
        case "closed":
            words.append("not sent any more: it is too late to be of use")
    if before := [other.step.name for other in started if other is not each] if each in started[-1:] else []:
        words.append(f"stands in for {' and '.join(before)} where not sent in time")
    return "; ".join((*words, *day.derivation.doubts))


def _from_end(step: Step) -> str:
    days = abs(step.days_before_end)
    when = "after" if step.days_before_end < 0 else "before"
    return f"{days} {'day' if days == 1 else 'days'} {when} the last day of service"


def _notice(each: _Dated, status: Status, why: str, recipient: Recipient, order: Order) -> PlannedNotice:
    day = each.day
    return PlannedNotice(
        order.order_number,
        order.term.end,
        each.step.name,
        recipient,
        order.renewal.language,
        day.delivery,
        order.customer.address.country,
        day.post_by,
        day.receive_by,
        status == "overdue",
        why,
        day.derivation,
        each.step.letters[recipient],
        day.due_from,
        status,
    )
