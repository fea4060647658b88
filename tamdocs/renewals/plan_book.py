"""The notices of a whole book of contracts, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from tamdocs.errors import LibraryError, Problem
from tamdocs.library.agreement import Agreement
from tamdocs.renewals.batches import in_batches
from tamdocs.renewals.places import day_at
from tamdocs.renewals.plan import PlannedNotice, plan_notices
from tamdocs.renewals.renewing import Renewals


@dataclass(frozen=True, slots=True)
class BookPlan:
    notices: tuple[PlannedNotice, ...]
    """Overdue ones first, then by posting day, country and order number."""
    contracts: int
    renewed: int
    """Contracts that a later order renews."""
    problems: tuple[Problem, ...]
    """Why contracts have no notices that should have some."""
    doubts: tuple[Problem, ...]
    """Contracts that have notices, though an order means to renew them."""


def plan_book(
    agreements: Iterable[Agreement], now: date | datetime, renewals: Renewals | None = None, *, days_ahead: int = 0
) -> BookPlan:
    """Return the notices of *agreements* that are due, overdue, or due within *days_ahead* days.

    The agreements are gone through once, and may come in any order: what is kept is the notices, the days on which
    terms end, and the numbers of the orders that are renewed.

    Args:
        agreements: The book.
        now: A day, which is the same everywhere, or an instant, which is a day at each place of delivery.
        renewals: Learns which contracts are renewed; may know more than *agreements* tell.
        days_ahead: How far to look ahead.
    """
    planned: list[PlannedNotice] = []
    problems: dict[Problem, None] = {}
    renewals = renewals or Renewals()
    ends: dict[int, date] = {}
    contracts = 0
    for agreement in chain.from_iterable(in_batches(agreements)):
        contracts += 1
        order = agreement.order
        renewals.add(order)
        ends[hash(order.order_number.casefold())] = order.term.end
        try:
            planned += plan_notices(agreement, today_for(agreement, now), days_ahead=days_ahead)
        except LibraryError as error:
            problems |= dict.fromkeys(error.problems)
    wanted = [notice for notice in planned if not renewals.is_renewed(notice.order_number, notice.term_end)]
    wanted.sort(key=_urgency)
    doubts = (renewals.doubt(*each) for each in {notice.order_number: notice.term_end for notice in wanted}.items())
    renewed = sum(ends.get(hash(number), date.max) < end for number, end in renewals.terms())
    return BookPlan(tuple(wanted), contracts, renewed, tuple(problems), tuple(filter(None, doubts)))


def today_for(agreement: Agreement, now: date | datetime) -> date:
    """Return which day it is for a contract: where the service is delivered or where notices go, the later one."""
    order = agreement.order
    return day_at(now, (order.delivery_location.country, order.customer.address.country))


def _urgency(notice: PlannedNotice) -> tuple[bool, date, str, str, str]:
    return not notice.overdue, notice.post_by, notice.country, notice.order_number, notice.recipient
