"""How the notices of a book stand: issued, due, overdue, failed, by day and country."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Literal, TypeAlias

from tamdocs.batch.renewals.ledger import Ledger
from tamdocs.batch.renewals.work import DueContract
from tamdocs.renewals.batches import in_batches
from tamdocs.renewals.due import DueNotice
from tamdocs.renewals.issued import key_of

State: TypeAlias = Literal["issued", "due", "overdue", "failed"]
STATES: tuple[State, ...] = ("issued", "due", "overdue", "failed")
Standing: TypeAlias = dict[tuple[date, str], Counter[State]]
"""How many notices, by the day on which they were or are to be posted and the country."""

_LOOKED_UP = 500


def standing_of(contracts: Iterator[DueContract], ledger: Ledger | None) -> Standing:
    """Return how things stand: what *ledger* has issued, ever, and what is due of *contracts*."""
    standing: Standing = {}
    for day, country, count in ledger.issued_by_day() if ledger else ():
        standing.setdefault((day, country), Counter())["issued"] += count
    for notice, state in _open_ones(contracts, ledger):
        standing.setdefault((notice.post_by, notice.country), Counter())[state] += 1
    return standing


def not_issued(contracts: Iterator[DueContract], ledger: Ledger | None) -> Iterator[DueNotice]:
    """Yield the notices of *contracts* that *ledger* does not have, and those that are to be issued again."""
    for chunk in in_batches(contracts, _LOOKED_UP):
        known = ledger.issued({contract.contract for contract in chunk}) if ledger else {}
        for contract in chunk:
            yield from (notice for notice in contract.notices if contract.reason or key_of(notice) not in known)


def _open_ones(contracts: Iterator[DueContract], ledger: Ledger | None) -> Iterator[tuple[DueNotice, State]]:
    for chunk in in_batches(contracts, _LOOKED_UP):
        numbers = {contract.contract for contract in chunk}
        failed = ledger.failures(numbers) if ledger else {}
        for notice in not_issued(iter(chunk), ledger):
            late: State = "overdue" if notice.overdue else "due"
            yield notice, "failed" if key_of(notice) in failed else late
