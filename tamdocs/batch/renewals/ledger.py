"""The ledger: which notices have been issued. It is the referee when two runs want to issue the same one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeAlias

from sqlalchemy import Connection, Row, delete, func, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from tamdocs.batch.renewals.database import Database, ledger_url
from tamdocs.batch.renewals.tables import BATCHES, EVENTS, FAILURES, NOTICES
from tamdocs.renewals.issued import Addressee, IssuedNotice, NoticeKey, files_as_json, files_from_json

EventKind: TypeAlias = Literal["issued", "reissued", "changed", "failed"]
_KEY = ("contract", "term_end", "step", "recipient", "issue")
_KEY_COLUMNS = tuple(NOTICES.c[name] for name in _KEY)
_ROWS_AT_ONCE = 500
NO_BATCH = 0
"""Of what is in no print run: the reviews of a portfolio."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A notice that could not be made, and why."""

    key: NoticeKey
    order_number: str
    country: str
    post_by: date
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Event:
    key: NoticeKey
    as_of: date
    kind: EventKind
    detail: str


@dataclass(frozen=True, slots=True)
class Batch:
    as_of: date
    number: int
    closed: bool
    notices: int
    """How many notices it had when it was closed."""


class Ledger:
    """One a process, or one a thread of it."""

    def __init__(self, address: str) -> None:
        """Take the ledger at *address*, an address of SQLAlchemy or the path of a file.

        Raises:
            LedgerError: It is no such address.
        """
        self.database = Database(ledger_url(address))
        self._insert = sqlite.insert if self.database.is_sqlite else postgresql.insert

    def record(
        self,
        notices: Sequence[IssuedNotice],
        publish: Callable[[Sequence[IssuedNotice]], None],
        *,
        printed: bool = True,
    ) -> tuple[IssuedNotice, ...]:
        """Record *notices* and return those that were new, in one transaction, or none if it fails.

        Args:
            notices: For one day.
            publish: Puts the files of the new ones in their place. It is called before the rows can be seen by
                others, and again if the database is lost before it has confirmed them.
            printed: They belong to a batch; else to `NO_BATCH`.

        Raises:
            LedgerError: The ledger cannot be used.
            StoreError: From *publish*.
        """
        in_order = sorted(notices, key=lambda notice: notice.key)

        def attempt() -> tuple[IssuedNotice, ...]:
            with self.database.writing() as connection:
                nested = connection.begin_nested()
                batch = self._open_batch(connection, in_order[0].as_of) if printed else NO_BATCH
                fresh = self._insert_new(connection, in_order, batch)
                if not fresh:
                    nested.rollback()  # a batch that was opened for them would have no notices
                    return ()
                nested.commit()
                publish(fresh)
                keys = [tuple(notice.key) for notice in fresh]
                connection.execute(delete(FAILURES).where(tuple_(*(FAILURES.c[name] for name in _KEY)).in_(keys)))
                self._add_events(connection, map(_issued_event, fresh))
                return fresh

        return self.database.again(attempt) if in_order else ()

    def unless_issued(self, key: NoticeKey, act: Callable[[], None]) -> None:
        """Call *act* while nobody can issue the notice *key*, unless it has been issued. The ledger stays as it is."""

        def attempt() -> None:
            with self.database.writing() as connection:
                nested = connection.begin_nested()
                if self._insert_rows(connection, [_placeholder(key)]):
                    act()
                nested.rollback()

        self.database.again(attempt)

    def issued(self, contracts: Collection[str]) -> dict[NoticeKey, IssuedNotice]:
        """Return what has been issued for *contracts* (case-folded)."""

        def attempt() -> dict[NoticeKey, IssuedNotice]:
            with self.database.reading() as connection:
                rows = connection.execute(select(NOTICES).where(NOTICES.c.contract.in_(sorted(contracts))))
                return {notice.key: notice for notice in map(_notice, rows)}

        return self.database.again(attempt)

    def note(self, events: Sequence[Event], failures: Sequence[Failure] = (), as_of: date | None = None) -> None:
        """Write down *events*, and *failures* of a run for *as_of*."""
        if not events and not failures:
            return
        rows = [_failure_row(failure) | {"as_of": as_of} for failure in failures]

        def attempt() -> None:
            with self.database.writing() as connection:
                self._add_events(connection, events)
                if rows:
                    statement = self._insert(FAILURES)
                    changes = {name: statement.excluded[name] for name in ("as_of", "code", "message", "post_by")}
                    connection.execute(statement.on_conflict_do_update(index_elements=_KEY, set_=changes), rows)

        self.database.again(attempt)

    def history(self, contract: str) -> tuple[list[Event], list[IssuedNotice]]:
        """Return what has happened to the notices of *contract* (case-folded), and those that were issued."""

        def attempt() -> list[Event]:
            with self.database.reading() as connection:
                order = (EVENTS.c.as_of, EVENTS.c.term_end, EVENTS.c.step, EVENTS.c.issue, EVENTS.c.recipient)
                rows = connection.execute(select(EVENTS).where(EVENTS.c.contract == contract).order_by(*order))
                return [Event(_key(row), row.as_of, row.kind, row.detail) for row in rows]

        events = self.database.again(attempt)
        notices = sorted(self.issued([contract]).values(), key=lambda notice: (notice.as_of, notice.key))
        return events, notices

    def failures(self, contracts: Collection[str]) -> dict[NoticeKey, Failure]:
        def attempt() -> dict[NoticeKey, Failure]:
            with self.database.reading() as connection:
                rows = connection.execute(select(FAILURES).where(FAILURES.c.contract.in_(sorted(contracts))))
                found = (
                    Failure(_key(row), row.order_number, row.country, row.post_by, row.code, row.message)
                    for row in rows
                )
                return {failure.key: failure for failure in found}

        return self.database.again(attempt)

    def issued_by_day(self) -> list[tuple[date, str, int]]:
        """Return how many notices have been issued, by the day on which they are posted and the country."""

        def attempt() -> list[tuple[date, str, int]]:
            columns = (NOTICES.c.letter_date, NOTICES.c.country)
            query = select(*columns, func.count()).where(NOTICES.c.batch != NO_BATCH)
            with self.database.reading() as connection:
                rows = connection.execute(query.group_by(*columns).order_by(*columns))
                return [(row[0], row[1], row[2]) for row in rows]

        return self.database.again(attempt)

    def count_reports(self) -> int:
        """Return how many reviews have been issued."""

        def attempt() -> int:
            with self.database.reading() as connection:
                query = select(func.count()).select_from(NOTICES).where(NOTICES.c.batch == NO_BATCH)
                return connection.scalar(query) or 0

        return self.database.again(attempt)

    def batches(self) -> list[Batch]:
        def attempt() -> list[Batch]:
            with self.database.reading() as connection:
                rows = connection.execute(select(BATCHES).order_by(BATCHES.c.as_of, BATCHES.c.batch))
                return [Batch(row.as_of, row.batch, row.closed, row.notices) for row in rows]

        return self.database.again(attempt)

    def count(self, batch: Batch) -> int:
        def attempt() -> int:
            with self.database.reading() as connection:
                return _count(connection, batch)

        return self.database.again(attempt)

    def close_batch(self, batch: Batch, notices: int) -> bool:
        """Close *batch*, unless it has other than that many *notices* by now; return whether it has as many.

        Another run may have closed it, with notices of which this one does not know.
        """

        def attempt() -> bool:
            with self.database.writing() as connection:
                where = (BATCHES.c.as_of == batch.as_of, BATCHES.c.batch == batch.number)
                connection.execute(select(BATCHES.c.closed).where(*where).with_for_update())
                if _count(connection, batch) != notices:
                    return False
                connection.execute(update(BATCHES).where(*where).values(closed=True, notices=notices))
                return True

        return self.database.again(attempt)

    @contextmanager
    def printing(self, batch: Batch) -> Iterator[Iterator[IssuedNotice]]:
        """Give the notices of *batch* in the order in which they are printed, one by one.

        By delivery, country and language, then in address order.

        Raises:
            LedgerError: It is lost, also while they are gone through.
        """
        order = (NOTICES.c.delivery, NOTICES.c.country, NOTICES.c.language, NOTICES.c.sort_key, *_KEY_COLUMNS)
        query = select(NOTICES).where(NOTICES.c.as_of == batch.as_of, NOTICES.c.batch == batch.number).order_by(*order)
        options = {"stream_results": True, "yield_per": _ROWS_AT_ONCE}
        try:
            with self.database.reading() as connection:
                yield map(_notice, connection.execute(query, execution_options=options))
        except SQLAlchemyError as error:
            raise self.database.lost(error) from error

    def _open_batch(self, connection: Connection, as_of: date) -> int:
        """Return the batch of *as_of* that is open; a new one if the last was closed.

        It stays open until the transaction ends.
        """
        query = select(BATCHES.c.batch).where(BATCHES.c.as_of == as_of, BATCHES.c.closed.is_(False))
        while (found := connection.scalar(query.with_for_update(read=True))) is None:
            last = connection.scalar(select(func.max(BATCHES.c.batch)).where(BATCHES.c.as_of == as_of)) or 0
            row = {"as_of": as_of, "batch": last + 1, "closed": False, "notices": 0}
            connection.execute(self._insert(BATCHES).on_conflict_do_nothing(), row)
        return int(found)

    def _insert_new(
        self, connection: Connection, notices: Sequence[IssuedNotice], batch: int
    ) -> tuple[IssuedNotice, ...]:
        new = self._insert_rows(connection, [_row(notice) | {"batch": batch} for notice in notices])
        return tuple(notice for notice in notices if notice.key in new)

    def _insert_rows(self, connection: Connection, rows: Sequence[dict[str, Any]]) -> set[NoticeKey]:
        """Insert *rows*, which are in the order of their keys, and return the keys of those that were not there."""
        statement = self._insert(NOTICES).on_conflict_do_nothing().returning(*_KEY_COLUMNS)
        return {_key(row) for row in connection.execute(statement, rows)}

    def _add_events(self, connection: Connection, events: Iterator[Event] | Sequence[Event]) -> None:
        rows = [
            dict(zip(_KEY, event.key, strict=True)) | {"as_of": event.as_of, "kind": event.kind, "detail": event.detail}
            for event in events
        ]
        if rows:
            connection.execute(self._insert(EVENTS).on_conflict_do_nothing(), rows)


def _count(connection: Connection, batch: Batch) -> int:
    where = (NOTICES.c.as_of == batch.as_of, NOTICES.c.batch == batch.number)
    return connection.scalar(select(func.count()).select_from(NOTICES).where(*where)) or 0


def _issued_event(notice: IssuedNotice) -> Event:
    return Event(notice.key, notice.as_of, "reissued" if notice.key.issue else "issued", notice.reason)


def _key(row: Row[Any]) -> NoticeKey:
    return NoticeKey(row.contract, row.term_end, row.step, row.recipient, row.issue)


_PLAIN = (
    *("order_number", "reason", "order_sha256", "edition", "edition_sha256", "tree_sha256", "letter", "letter_date"),
    *("language", "delivery", "country", "post_by", "receive_by", "as_of", "batch"),
)


def _row(notice: IssuedNotice) -> dict[str, Any]:
    row: dict[str, Any] = dict(zip(_KEY, notice.key, strict=True))
    row |= {name: getattr(notice, name) for name in _PLAIN}
    who = notice.addressee
    return row | {"sort_key": who.sort_key, "addressee": who.as_json(), "files": files_as_json(notice.files)}


def _notice(row: Row[Any]) -> IssuedNotice:
    plain = {name: getattr(row, name) for name in _PLAIN}
    return IssuedNotice(
        key=_key(row), addressee=Addressee.from_json(row.addressee), files=files_from_json(row.files), **plain
    )


def _placeholder(key: NoticeKey) -> dict[str, Any]:
    days = dict.fromkeys(("letter_date", "post_by", "receive_by", "as_of"), date.min)
    texts = dict.fromkeys((name for name in (*_PLAIN, "sort_key", "addressee", "files") if name not in days), "")
    return dict(zip(_KEY, key, strict=True)) | texts | days | {"batch": 0}


def _failure_row(failure: Failure) -> dict[str, Any]:
    names = ("order_number", "country", "post_by", "code", "message")
    return dict(zip(_KEY, failure.key, strict=True)) | {name: getattr(failure, name) for name in names}
