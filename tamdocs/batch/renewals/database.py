"""The database of a ledger: opened, of a version that is known, and asked again when the connection is lost."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, inspect, make_url, select, text
from sqlalchemy.exc import ArgumentError, InterfaceError, OperationalError, SQLAlchemyError

from tamdocs.batch.renewals.tables import METADATA, VERSION, VERSIONS
from tamdocs.errors import LedgerError, Problem

Result = TypeVar("Result")

TRIES = 9
_FIRST_PAUSE_S = 0.1
"""Doubled with each try: half a minute in all, in which a database may be started anew."""
_SQLITE_BUSY_S = 120
_LOCK = 7_213_006_401
"""Of PostgreSQL, for the making of tables; any number that nobody else takes."""
_HOPELESS = (
    "disk is full",
    "readonly database",
    "unable to open",
    "authentication failed",
    "does not exist",
    "no space",
)
_POSTGRESQL_OPTIONS = (
    "-c synchronous_commit=on -c lock_timeout=300s -c idle_in_transaction_session_timeout=600s"
    " -c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3"
)
"""What was recorded outlives a crash, whatever the server's own setting. What a machine that is gone held locked is
free again after a minute."""


def ledger_url(ledger: str) -> URL:
    """Return the address of the ledger that is named by address, or by the path of a file of SQLite.

    Raises:
        LedgerError: It is no address of SQLite or PostgreSQL.
    """
    if "://" not in ledger:
        return URL.create("sqlite", database=str(Path(ledger).resolve()))
    try:
        url = make_url(ledger)
    except ArgumentError as error:
        raise LedgerError(Problem("ledger", "ledger-address", f"this is no address of a database: {error}")) from error
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        return url.set(database=str(Path(url.database).resolve()))
    if url.drivername in {"postgresql", "postgres"}:
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in {"sqlite", "postgresql"}:
        hint = "a ledger is a file of SQLite, or postgresql://USER@HOST/DATABASE"
        message = f"a ledger cannot be kept in {url.get_backend_name()}"
        raise LedgerError(Problem("ledger", "ledger-address", message, hint=hint))
    return url


class Database:
    """The connections of one process, or of one thread of it."""

    def __init__(self, url: URL) -> None:
        self.name = url.render_as_string(hide_password=True)
        self._engine = _engine(url, self.name)

    @property
    def is_sqlite(self) -> bool:
        return self._engine.dialect.name == "sqlite"

    def prepare(self) -> None:
        """Make the tables, if they are not there.

        Raises:
            LedgerError: It cannot be used, or is of a newer version.
        """
        if self.is_sqlite and self._engine.url.database:
            try:
                Path(self._engine.url.database).parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise self.lost(error) from error
        self.again(self._prepare)

    def exists(self) -> bool:
        """Return whether there is a ledger at all; nothing is made."""
        if self.is_sqlite and not Path(self._engine.url.database or "").exists():
            return False
        return self.again(lambda: inspect(self._engine).has_table(VERSIONS.name))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in a transaction that is committed at the end, and rolled back if something is raised."""
        with self._engine.connect().execution_options(tamdocs_writes=True) as connection, connection.begin():
            yield connection

    def again(self, attempt: Callable[[], Result]) -> Result:
        """Return what *attempt* does, which is done again if the database is not to be reached.

        Raises:
            LedgerError: It stays out of reach, or refuses.
        """
        for tried in range(TRIES):
            try:
                return attempt()
            except (OperationalError, InterfaceError) as error:
                if tried + 1 == TRIES or _is_hopeless(str(error.orig)):
                    raise self.lost(error) from error
                self.pause(tried)
            except (SQLAlchemyError, sqlite3.Error) as error:
                raise self.lost(error) from error
        raise AssertionError

    def close(self) -> None:
        self._engine.dispose()

    def _prepare(self) -> None:
        with self.writing() as connection:
            if not self.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            if inspect(connection).has_table(VERSIONS.name):
                self._check_version(connection)
                return
            METADATA.create_all(connection)
            connection.execute(insert(VERSIONS).values(version=VERSION))

    def _check_version(self, connection: Connection) -> None:
        version = connection.scalar(select(VERSIONS.c.version))
        if version != VERSION:
            message = f"this ledger has version {version} of the tables, and this tamdocs knows version {VERSION}"
            raise LedgerError(Problem(self.name, "ledger-version", message, hint="use a newer tamdocs"))

    def pause(self, tried: int) -> None:
        """Let go of all connections, and wait before one is tried again: longer each time."""
        self._engine.dispose()
        time.sleep(_FIRST_PAUSE_S * 2**tried)

    def may_come_back(self, error: LedgerError) -> bool:
        """Return whether it makes sense to wait for the ledger that is lost."""
        return not any(_is_hopeless(problem.message) for problem in error.problems)

    def lost(self, error: Exception) -> LedgerError:
        """Return the refusal for a ledger that cannot be used because of *error*."""
        reason = str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
        hint = "once it can be reached, run the same command again: it goes on where it stopped"
        return LedgerError(Problem(self.name, "ledger-lost", f"the ledger cannot be used: {reason}", hint=hint))


def _is_hopeless(message: str) -> bool:
    return any(words in message.lower() for words in _HOPELESS)


def _engine(url: URL, name: str) -> Engine:
    try:
        if url.get_backend_name() == "sqlite":
            engine = create_engine(url, connect_args={"timeout": _SQLITE_BUSY_S, "check_same_thread": False})
            event.listen(engine, "connect", _set_up_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
            return engine
        return create_engine(url, connect_args={"connect_timeout": 10, "options": _POSTGRESQL_OPTIONS})
    except ModuleNotFoundError as error:
        hint = "install it with: pip install 'tamdocs[postgresql]'"
        message = f"the driver of this database is not installed: {error.name}"
        raise LedgerError(Problem(name, "not-installed", message, hint=hint)) from error
    except SQLAlchemyError as error:
        raise LedgerError(Problem(name, "ledger-address", f"this address cannot be used: {error}")) from error


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")


def _begin_sqlite(connection: Connection) -> None:
    """Begin a transaction that writes as one, so that it waits at its beginning and never in the middle."""
    writes = connection.get_execution_options().get("tamdocs_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
