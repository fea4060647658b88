"""Which renewal notices a contract gets, when, and why.

The service never renews by itself (SD-23), so every contract that no later order renews gets the notices of its
edition's schedule. Of those that are due or late only the most urgent one is sent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from tamdocs.calendars.business_calendar import BusinessCalendar
from tamdocs.errors import LibraryError, Problem
from tamdocs.library.agreement import Agreement
from tamdocs.library.schedule import RECIPIENTS, Delivery, Recipient, Schedule
from tamdocs.renewals.dating import Basis, Dated, Derivation, RoutedStep, derivation_of, doubts_of, routed_step
from tamdocs.renewals.notice_day import Route, days_from
from tamdocs.renewals.places import calendar_at

Timing: TypeAlias = Literal["upcoming", "due", "overdue", "passed over", "closed"]
"""`passed over`: a more urgent notice is due; `closed`: too late to be of use."""
Status: TypeAlias = Literal[Timing, "renewed"]
"""`renewed`: a later order renews the contract, whatever the day."""


class PlannedNotice(NamedTuple):
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
    letter: str
    """Kind of letter."""
    due_from: date
    status: Status
    basis: Basis

    @property
    def derivation(self) -> Derivation:
        """How the days follow; worked out when it is asked for, for a book has many notices."""
        return derivation_of(self.basis)


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
    end, horizon = agreement.order.term.end, days_from(today, days_ahead).toordinal()
    last_day = end.toordinal()
    dated = [step.days(end) for step in _steps(agreement) if step.is_due(last_day, horizon)]
    started = _started(dated, today)
    wanted = [*started[-1:], *(each for each in dated if today < each.due_from)]
    return tuple(notice for each in wanted for notice in _notices(each, started, agreement, today))


def explain_notices(agreement: Agreement, today: date, renewed_by: Collection[str] = ()) -> tuple[PlannedNotice, ...]:
    """Return every notice of a contract, also those that are not due on *today*, with what holds for each.

    Args:
        agreement: The contract.
        today: The day at the place of delivery.
        renewed_by: Numbers of the orders that renew it; then none of its notices is sent.

    Raises:
        LibraryError: The edition of the contract has no schedule.
    """
    dated = [step.days(agreement.order.term.end) for step in _steps(agreement)]
    started = _started(dated, today)
    notices = (notice for each in dated for notice in _notices(each, started, agreement, today))
    return tuple(_unsent(notice, renewed_by) if renewed_by else notice for notice in notices)


def _unsent(notice: PlannedNotice, renewed_by: Collection[str]) -> PlannedNotice:
    return notice._replace(overdue=False, status="renewed", why=f"not sent: renewed by {', '.join(renewed_by)}")


def _steps(agreement: Agreement) -> tuple[RoutedStep, ...]:
    """Return the notices that the contract gets in its life."""
    schedule, order, region = schedule_of(agreement), agreement.order, agreement.region
    sender, recipient = calendar_at(region.entity.address), calendar_at(order.customer.address)
    kind = (order.channel.kind, order.service, region.code, order.renewal.delivery)
    return _routed_steps(schedule, kind, sender, recipient)


def schedule_of(agreement: Agreement) -> Schedule:
    """Return how long notices of a contract are on their way, and which there are.

    Raises:
        LibraryError: The edition of the contract has no schedule.
    """
    edition = agreement.edition
    if edition.schedule is None:
        message = f"edition {edition.id} has no schedule, so nothing says which notices its contracts get"
        hint = "add a schedule.toml, as docs/notice-days.md shows"
        raise LibraryError(Problem(f"{edition.id}/schedule.toml", "missing-file", message, hint=hint))
    return edition.schedule


@lru_cache(maxsize=16_384)
def _routed_steps(
    schedule: Schedule, kind: tuple[str, str, str, Delivery], sender: BusinessCalendar, recipient: BusinessCalendar
) -> tuple[RoutedStep, ...]:
    """Return the steps that concern a *kind* of contract: its channel, service, region and delivery."""
    steps = [step for step in schedule.steps if step.concerns(*kind)]
    routes = [Route(step.send_by or kind[-1], sender, recipient) for step in steps]
    return tuple(routed_step(schedule, step, route) for step, route in zip(steps, routes, strict=True))


def _started(dated: Collection[Dated], today: date) -> list[Dated]:
    """Return those that are due on *today* or were before, and are still of use; the last one is the most urgent."""
    return [each for each in dated if each.due_from <= today and not each.is_closed(today)]


def _notices(each: Dated, started: list[Dated], agreement: Agreement, today: date) -> Iterator[PlannedNotice]:
    order, status = agreement.order, _status(each, started, today)
    why = _why(each, status, started, today)
    for recipient in RECIPIENTS:
        letter = each.step.letters.get(recipient)
        if letter is None or (recipient == "legal" and order.customer.legal_contact is None):
            continue
        yield PlannedNotice(
            order.order_number,
            order.term.end,
            each.step.name,
            recipient,
            order.renewal.language,
            each.basis.route.delivery,
            order.customer.address.country,
            each.post_by,
            each.receive_by,
            status == "overdue",
            why,
            letter,
            each.due_from,
            status,
            each.basis,
        )


def _status(each: Dated, started: list[Dated], today: date) -> Timing:
    if each.is_closed(today):
        return "closed"
    if each.due_from > today:
        return "upcoming"
    if each is not started[-1]:
        return "passed over"
    return "overdue" if today > each.post_by else "due"


def _why(each: Dated, status: Timing, started: list[Dated], today: date) -> str:
    """Return why the notice is to be posted when, in a sentence or two."""
    words = [f"to be received by {each.receive_by}, {each.basis.from_end}"]
    match status:
        case "overdue":
            late = (today - each.post_by).days
            words.append(f"late by {late} {'day' if late == 1 else 'days'}: post it at once")
        case "due":
            words.append(f"due since {each.due_from}")
        case "upcoming":
            words.append(f"due from {each.due_from}")
        case "passed over":
            words.append(f"not sent any more: {started[-1].step.name} takes its place")
        case "closed":
            words.append("not sent any more: it is too late to be of use")
    if status in {"due", "overdue"} and len(started) > 1:
        before = " and ".join(other.step.name for other in started[:-1])
        words.append(f"stands in for {before} where not sent in time")
    return "; ".join((*words, *doubts_of(each.basis)))
