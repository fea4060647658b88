"""A database as a source of orders: opened for reading only, and its password never told."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tamdocs.errors import Problem, WorkspaceError
from tamdocs.tables.database_table import database_table, refused
from tamdocs.tables.table import Table

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine

_PATIENCE_S = 10
"""Seconds until a server has to answer."""


@contextmanager
def open_database(address: str, table: str | None, query: str | None) -> Iterator[Table]:
    """Give the rows of *table* (else `orders`), or what *query* finds, at an *address* such as `sqlite:///book.db`.

    Raises:
        WorkspaceError: The database cannot be reached, or refuses.
    """
    from sqlalchemy.exc import SQLAlchemyError

    source = shown(address)
    engine = open_engine(address)
    try:
        with engine.connect() as connection, _found(source, connection, table, query) as found:
            yield found
    except SQLAlchemyError as error:
        raise refused(source, error) from error
    finally:
        engine.dispose()


def _found(source: str, connection: Connection, table: str | None, query: str | None) -> AbstractContextManager[Table]:
    from sqlalchemy import text

    if query is None:
        return _whole_table(source, connection, table or "orders")
    return database_table(source, connection, text(query.replace(":", r"\:")))


def _whole_table(source: str, connection: Connection, name: str) -> AbstractContextManager[Table]:
    from sqlalchemy import MetaData, inspect, select
    from sqlalchemy import Table as DatabaseTable

    schema, _, plain = name.rpartition(".")
    inspector = inspect(connection)
    if not (inspector.has_table(plain, schema=schema or None)):
        found: Sequence[str] = inspector.get_table_names(schema=schema or None)[:10]
        hint = f"its tables are {', '.join(found)}; name one with --table" if found else "name one with --table"
        raise WorkspaceError(Problem(source, "no-table", f"the database has no table {name}", hint=hint))
    found_table = DatabaseTable(plain, MetaData(), schema=schema or None, autoload_with=connection)
    key = [column.name for column in found_table.primary_key.columns]
    query: Any = select(found_table)
    # In the order of the key: rows of one order stand together, and each run reads the same.
    return database_table(f"{source}#{name}", connection, query.order_by(*found_table.primary_key.columns), key)


def open_engine(address: str) -> Engine:
    """Return an engine for *address* that only reads.

    Raises:
        WorkspaceError: It is no address, or of a database that is not there, or whose driver is not installed.
    """
    from sqlalchemy import create_engine
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError

    source = shown(address)
    try:
        url = _parsed(address)
        if url.get_backend_name() == "sqlite":
            return _open_sqlite(source, url)
        if url.get_backend_name() == "postgresql":
            url = url.set(drivername="postgresql+psycopg")
            options = {"connect_timeout": str(_PATIENCE_S)}
            return create_engine(
                url, connect_args=options, hide_parameters=True, execution_options={"postgresql_readonly": True}
            )
    except ModuleNotFoundError as error:
        hint = 'install it with: pip install "tamdocs[postgresql]"'
        raise WorkspaceError(Problem(source, "no-driver", f"the driver {error.name} is missing", hint=hint)) from error
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise _no_address(source) from error
    raise _no_address(source)


def _parsed(address: str) -> URL:
    from sqlalchemy import make_url

    return make_url(address)


def _no_address(source: str) -> WorkspaceError:
    message = "this is no address of a database that books are read from"
    hint = "write sqlite:///book.db or postgresql://user@host/database"
    return WorkspaceError(Problem(source, "bad-address", message, hint=hint))


def _open_sqlite(source: str, url: URL) -> Engine:
    from sqlalchemy import create_engine

    path = Path(url.database or "")
    if not path.is_file():
        raise WorkspaceError(Problem(source, "no-such-file", "there is no such database file"))
    address = f"file:{quote(str(path.resolve()))}?mode=ro"
    return create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True), hide_parameters=True)


def shown(address: str) -> str:
    """Return *address* without a password, also where it is a broken one."""
    scheme, sign, rest = address.partition("://")
    account, at, host = rest.rpartition("@")
    user, colon, _ = account.partition(":")
    host = host.partition("?")[0]  # a password may stand among the options, too
    return f"{scheme}{sign}{user}{':***' if colon else ''}{at}{host}"
