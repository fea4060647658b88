"""The notices of a whole book of contracts, the most urgent first."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import TypeAlias

from tamdocs.errors import LibraryError, Problem
from tamdocs.library.agreement import Agreement
from tamdocs.renewals.batches import in_batches
from tamdocs.renewals.due import DueNotice, due_notice
from tamdocs.renewals.places import day_at
from tamdocs.renewals.plan import plan_notices
from tamdocs.renewals.renewing import Renewals

Sort: TypeAlias = Callable[[Iterable[DueNotice]], Iterable[DueNotice]]
"""Gives notices in the order of their urgency, as often as one likes."""


@dataclass(frozen=True, slots=True)
class BookPlan:
    notices: Iterable[DueNotice]
    """Overdue ones first, then by posting day, country and order number; may be gone through as often as one likes."""
    count: int
    overdue: int
    contracts: int
    renewed: int
    """Contracts that a later order renews."""
    problems: tuple[Problem, ...]
    """Why contracts have no notices that should have some."""
    doubts: tuple[Problem, ...]
    """Contracts that have notices, though an order means to renew them."""


def urgency(notice: DueNotice) -> tuple[bool, date, str, str, str]:
    return not notice.overdue, notice.post_by, notice.country, notice.order_number, notice.recipient


def in_memory(notices: Iterable[DueNotice]) -> Iterable[DueNotice]:
    return sorted(notices, key=urgency)


def plan_book(
    agreements: Iterable[Agreement],
    now: date | datetime,
    renewals: Renewals | None = None,
    *,
    days_ahead: int = 0,
    sort: Sort = in_memory,
) -> BookPlan:
    """Return the notices of *agreements* that are due, overdue, or due within *days_ahead* days.

    The agreements are gone through once, and may come in any order: what is kept is the notices, which *sort* may put
    on the disk, twelve bytes for each contract, and the numbers of the orders that are renewed.

    Args:
        agreements: The book.
        now: A day, which is the same everywhere, or an instant, which is a day at each place of delivery.
        renewals: Learns which contracts are renewed; may know more than *agreements* tell.
        days_ahead: How far to look ahead.
        sort: Gives the notices in the order of `urgency`.
    """
    book = _Book(renewals or Renewals())
    wanted = _Wanted(sort(book.notices(agreements, now, days_ahead)), book.renewals)
    count = overdue = 0
    doubts: dict[Problem, None] = {}
    for notice in wanted:
        count += 1
        overdue += notice.overdue
        if doubt := book.renewals.doubt(notice.order_number, notice.term_end):
            doubts[doubt] = None
    return BookPlan(wanted, count, overdue, len(book.ends), book.renewed(), tuple(book.problems), tuple(doubts))


class _Book:
    """What is learnt of the contracts while they are gone through."""

    def __init__(self, renewals: Renewals) -> None:
        self.renewals = renewals
        self.problems: dict[Problem, None] = {}
        self._numbers = array("q")
        """Hashes of the order numbers."""
        self.ends = array("i")
        """Ordinals of the days on which the terms end."""

    def notices(self, agreements: Iterable[Agreement], now: date | datetime, days_ahead: int) -> Iterator[DueNotice]:
        for agreement in chain.from_iterable(in_batches(agreements)):
            order = agreement.order
            self.renewals.add(order)
            self._numbers.append(hash(order.order_number.casefold()))
            self.ends.append(order.term.end.toordinal())
            today = today_for(agreement, now)
            try:
                planned = plan_notices(agreement, today, days_ahead=days_ahead)
            except LibraryError as error:
                self.problems |= dict.fromkeys(error.problems)
                continue
            for notice in planned:
                yield due_notice(notice, today)

    def renewed(self) -> int:
        """Return how many contracts a later order renews."""
        later = {hash(number): end.toordinal() for number, end in self.renewals.terms()}
        return sum(end < later.get(number, 0) for number, end in zip(self._numbers, self.ends, strict=True))


class _Wanted:
    """The notices of contracts that are not renewed."""

    def __init__(self, notices: Iterable[DueNotice], renewals: Renewals) -> None:
        self._notices, self._renewals = notices, renewals

    def __iter__(self) -> Iterator[DueNotice]:
        for notice in self._notices:
            if not self._renewals.is_renewed(notice.order_number, notice.term_end):
                yield notice


def today_for(agreement: Agreement, now: date | datetime) -> date:
    """Return which day it is for a contract: where the service is delivered or where notices go, the later one."""
    order = agreement.order
    return day_at(now, (order.delivery_location.country, order.customer.address.country))
