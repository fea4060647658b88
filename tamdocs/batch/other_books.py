"""What a book alone does not tell: which of its contracts are renewed by orders of other books."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from tamdocs.batch.book import BookOptions, open_book
from tamdocs.batch.book_database import shown
from tamdocs.batch.book_source import kind_of
from tamdocs.batch.desk import Desk
from tamdocs.batch.order_files import source_name
from tamdocs.errors import Problem, WorkspaceError
from tamdocs.renewals.book.first_places import FirstPlaces
from tamdocs.renewals.book.record import Record
from tamdocs.renewals.renewing import Renewals


class OtherBooks:
    """Watches the records of a book, then looks through the books beside it, for which contracts they renew.

    What is held is twenty bytes for each order number of the book, and nothing where no book stands beside it.
    """

    def __init__(self, book: str, options: BookOptions, desk: Desk) -> None:
        """Take the books that *options* name.

        Raises:
            WorkspaceError: One of them is none, or not there, or the book itself.
        """
        self._book, self._desk = book, desk
        self._options = replace(options, rejects=None, beside=())
        self._others = tuple(dict.fromkeys(options.beside))
        self._usable = FirstPlaces()
        """Numbers of the orders of the book."""
        self._set_aside = 0
        self._doubts: list[Problem] = []
        self.looked_at = 0
        """Orders of the other books."""
        for other in self._others:
            _check_other(other, book)

    def watch(self, records: Iterable[Record]) -> Iterator[Record]:
        """Yield *records*, which are those of the book."""
        for record in records:
            self._set_aside += record.entry is not None and record.entry.set_aside
            if record.order is not None and self._others:
                self._usable.first(record.order.order_number, 1)
            yield record

    def records(self) -> Iterator[Record]:
        """Yield the records of the other books, once the book was watched to its end.

        One whose number the book has too, for an order that can be used, is left out: the book has it mended.

        Raises:
            WorkspaceError: A book cannot be read on, or has no order that can be used, here or there.
        """
        for other in self._others:
            orders = refused = 0
            for record in open_book(other, self._desk, self._options):
                orders += 1
                if record.order_number is None or record.order_number not in self._usable:
                    refused += record.order is None
                    yield record
            if orders == refused:
                message = "there is no order in this book that can be used"
                raise WorkspaceError(Problem(_name(other), "no-orders", message, hint=_WHICH))
            self.looked_at += orders
            if refused:
                self._doubts.append(_refused(other, orders, refused))

    def teach(self, renewals: Renewals, records: Iterable[Record]) -> None:
        """Let *renewals* know which contracts of the book are renewed by *records*, which are those of other books."""
        for record in records:
            if record.order is None:
                renewals.add_refused(record.place, record.data)
            elif record.order.renews is not None and record.order.renews in self._usable:
                renewals.add(record.order)

    def doubts(self) -> tuple[Problem, ...]:
        """Return what is not known all the same."""
        if self._set_aside and not self._others:
            return (_alone(self._book, self._set_aside), *self._doubts)
        return tuple(self._doubts)


def _check_other(other: str, book: str) -> None:
    is_database = kind_of(other) == "database"
    if not is_database and not Path(other).exists():
        raise WorkspaceError(Problem(source_name(Path(other)), "no-such-file", "there is no such file or folder"))
    if other == book or (not is_database and Path(other).resolve() == Path(book).resolve()):
        message = "this is the book itself, and tells no more than it does"
        raise WorkspaceError(Problem(_name(other), "same-book", message, hint=_WHICH))


_WHICH = "name the book that the rejects come from"


def _name(spec: str) -> str:
    return shown(spec) if "://" in spec else source_name(Path(spec))


def _refused(other: str, orders: int, refused: int) -> Problem:
    verb = "renews" if refused == 1 else "renew"
    message = f"{refused:,} of the {orders:,} orders here cannot be used, and {verb} nothing"
    hint = "`tamdocs check` says why; a contract that one of them names gets its notices, and is told"
    return Problem(_name(other), "other-book-refused", message, hint=hint, severity="warning")


def _alone(book: str, set_aside: int) -> Problem:
    orders = "1 order here was" if set_aside == 1 else f"{set_aside:,} orders here were"
    message = f"{orders} set aside from a book, and it is not known which contracts the orders of that book renew"
    hint = "name that book too: --with BOOK; or, if all its orders stand here, take the reasons out of this one"
    return Problem(_name(book), "rejects-alone", message, hint=hint, severity="warning")
