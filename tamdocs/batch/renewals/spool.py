"""The contracts of a book whose notices are due, kept on the disk until the whole book has been read.

Only then is it known which of them a later order renews; and letters of one step, language and region can be made one
after another. What is kept in memory does not grow with the book, but for the numbers of the orders that are renewed.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from types import TracebackType
from typing import IO, Any, NamedTuple, Self

from tamdocs.batch.renewals.temporary import temporary_room
from tamdocs.batch.renewals.work import DueContract
from tamdocs.errors import LibraryError, OrderError, Problem
from tamdocs.library.agreement import Agreement
from tamdocs.renewals.batches import in_batches
from tamdocs.renewals.book.record import Record
from tamdocs.renewals.due import DueNotice, plan_due
from tamdocs.renewals.plan_book import today_for
from tamdocs.renewals.renewing import Renewals

_BUFFER = 1 << 16


@dataclass(slots=True)
class BookCount:
    contracts: int = 0
    refused: int = 0
    failed: int = 0
    """Letters that cannot be made, which is known before they are asked for."""


class _Counted(NamedTuple):
    """What is told of a contract without reading all that is kept of it."""

    order_number: str
    term_end: date
    reason: str
    notices: int


class Spool:
    def __init__(self, *, also_renewed: bool = False) -> None:
        """Make an empty one.

        Args:
            also_renewed: What is due goes to contracts too that a later order renews.
        """
        self._also_renewed = also_renewed
        self._stack = ExitStack()
        self._files: dict[tuple[str, str, str], IO[bytes]] = {}
        self._counts: IO[bytes] | None = None
        self.renewals = Renewals()
        self.count = BookCount()
        self.problems: dict[Problem, None] = {}
        """Why contracts have no notices that should have some."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def add_book(
        self,
        records: Iterable[Record],
        now: date | datetime,
        plan: Callable[[Agreement, date], tuple[DueNotice, ...]] = plan_due,
        reasons: dict[str, str] | None = None,
    ) -> Iterator[Record]:
        """Take up what is due of *records*, and yield each of them.

        Args:
            records: The book.
            now: A day, which is the same everywhere, or an instant, which is a day at each place of delivery.
            plan: Says which notices a contract gets on a day.
            reasons: Why notices are to be issued again, by contract, case-folded; only these contracts count then.
        """
        for record in chain.from_iterable(in_batches(records)):
            if record.order is None or record.agreement is None:
                self.count.refused += 1
                self.renewals.add_refused(record.place, record.data)
            else:
                self.count.contracts += 1
                self.renewals.add(record.order)
                self._add(record.agreement, record, now, plan, reasons)
            yield record

    def due(self) -> Iterator[DueContract]:
        """Yield the contracts with notices, mostly but for those that are renewed; alike letters one after another."""
        for name in sorted(self._files):
            contracts: Iterator[DueContract] = _kept(self._files[name])
            for contract in contracts:
                order = contract.order
                if self._is_due(order.order_number, order.term.end, contract.reason):
                    yield contract

    def notices(self) -> int:
        """Return how many notices the contracts of `due` have."""
        return sum(each.notices for each in self._counted() if self._is_due(*each[:3]))

    def doubts(self) -> Iterator[Problem]:
        """Yield the contracts of `due` that an order means to renew, and why it does not."""
        doubts = (self.renewals.doubt(each.order_number, each.term_end) for each in self._counted())
        return filter(None, doubts)

    def _counted(self) -> Iterator[_Counted]:
        return _kept(self._counts) if self._counts else iter(())

    def _is_due(self, order_number: str, term_end: date, reason: str) -> bool:
        return self._also_renewed or bool(reason) or not self.renewals.is_renewed(order_number, term_end)

    def _add(
        self,
        agreement: Agreement,
        record: Record,
        now: date | datetime,
        plan: Callable[[Agreement, date], tuple[DueNotice, ...]],
        reasons: dict[str, str] | None,
    ) -> None:
        order = agreement.order
        reason = (reasons or {}).get(order.order_number.casefold(), "")
        if reasons and not reason:
            return
        today = today_for(agreement, now)
        try:
            notices = plan(agreement, today)
        except (LibraryError, OrderError) as error:
            self.problems |= dict.fromkeys(error.problems)
            return
        if notices:
            self.keep(DueContract(order, record.sha256, record.data, today, notices, reason), agreement.region.code)

    def keep(self, contract: DueContract, region: str) -> None:
        """Take up *contract*, which has notices.

        Raises:
            WorkspaceError: There is no room for it.
        """
        with temporary_room("what is due"):
            file = self._file((contract.notices[-1].step, contract.notices[-1].language, region))
            pickle.dump(contract, file, pickle.HIGHEST_PROTOCOL)
            self._counts = self._counts or self._new_file()
            order = contract.order
            counted = _Counted(order.order_number, order.term.end, contract.reason, len(contract.notices))
            pickle.dump(counted, self._counts, pickle.HIGHEST_PROTOCOL)

    def _file(self, name: tuple[str, str, str]) -> IO[bytes]:
        if name not in self._files:
            self._files[name] = self._new_file()
        return self._files[name]

    def _new_file(self) -> IO[bytes]:
        opened = tempfile.TemporaryFile(buffering=_BUFFER)  # noqa: SIM115 - the stack closes it
        return self._stack.enter_context(opened)


def _kept(file: IO[bytes]) -> Iterator[Any]:
    file.seek(0)
    while True:
        try:
            yield pickle.load(file)  # noqa: S301 - nobody else can write to this file
        except EOFError:
            return
