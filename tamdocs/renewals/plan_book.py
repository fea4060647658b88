"""The notices of a whole book of contracts, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from tamdocs.errors import LibraryError, Problem
from tamdocs.library.agreement import Agreement
from tamdocs.renewals.places import day_at
from tamdocs.renewals.plan import PlannedNotice, plan_notices


@dataclass(frozen=True, slots=True)
class BookPlan:
    notices: tuple[PlannedNotice, ...]
    """Overdue ones first, then by posting day, country and order number."""
    contracts: int
    renewed: int
    """Contracts that a later order renews."""
    problems: tuple[Problem, ...]
    """Why contracts have no notices that should have some."""


def plan_book(agreements: Iterable[Agreement], now: date | datetime, *, days_ahead: int = 0) -> BookPlan:
    """Return the notices of *agreements* that are due, overdue, or due within *days_ahead* days.

    The agreements are gone through once, and may come in any order: what is kept is the notices, and the numbers of the
    orders that a later one renews.

    Args:
        agreements: The book.
        now: A day, which is the same everywhere, or an instant, which is a day at each place of delivery.
        days_ahead: How far to look ahead.
    """
    planned: list[PlannedNotice] = []
    problems: dict[Problem, None] = {}
    numbers: set[int] = set()
    renewed: set[str] = set()
    contracts = 0
    for agreement in agreements:
        contracts += 1
        order = agreement.order
        if order.renews is not None:
            renewed.add(order.renews.casefold())
        numbers.add(hash(order.order_number.casefold()))
        try:
            planned += plan_notices(agreement, today_for(agreement, now), days_ahead=days_ahead)
        except LibraryError as error:
            problems |= dict.fromkeys(error.problems)
    wanted = [notice for notice in planned if notice.order_number.casefold() not in renewed]
    wanted.sort(key=_urgency)
    return BookPlan(tuple(wanted), contracts, sum(hash(number) in numbers for number in renewed), tuple(problems))


def today_for(agreement: Agreement, now: date | datetime) -> date:
    """Return which day it is for a contract: where the service is delivered or where notices go, the later one."""
    order = agreement.order
    return day_at(now, (order.delivery_location.country, order.customer.address.country))


def _urgency(notice: PlannedNotice) -> tuple[bool, date, str, str, str]:
    return not notice.overdue, notice.post_by, notice.country, notice.order_number, notice.recipient
