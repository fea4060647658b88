"""The rows of a query as a table, streamed by the server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

from sqlalchemy import Connection, CursorResult, Executable
from sqlalchemy.exc import SQLAlchemyError

from tamdocs.errors import Problem, WorkspaceError
from tamdocs.tables.table import Table, TableRow

AT_ONCE = 500
"""Rows that the server sends at a time."""


@contextmanager
def database_table(source: str, connection: Connection, query: Executable, key: Sequence[str] = ()) -> Iterator[Table]:
    """Give what *query* finds; its rows may be left before the last one.

    Args:
        source: How problems name it, without a password.
        key: Columns of the primary key; else the first column tells one row from another.

    Raises:
        WorkspaceError: The database refuses the query.
    """
    streaming = connection.execution_options(stream_results=True, yield_per=AT_ONCE)
    try:
        result = streaming.execute(query)
    except SQLAlchemyError as error:
        raise refused(source, error) from error
    with closing(result):
        if not result.returns_rows:
            raise WorkspaceError(Problem(source, "bad-query", "the query finds no rows: it is no SELECT"))
        headings = tuple(result.keys())
        indexes = tuple(headings.index(name) for name in key if name in headings) or (0,)
        names = tuple(headings[index] for index in indexes)
        yield Table(source, headings, _rows(source, result, indexes, names))


def _rows(source: str, result: CursorResult[Any], indexes: Sequence[int], names: Sequence[str]) -> Iterator[TableRow]:
    try:
        for number, row in enumerate(result, start=1):
            cells = tuple(bytes(cell) if isinstance(cell, memoryview) else cell for cell in row)
            key = ", ".join(f"{name}={str(cells[at])[:_SHOWN]}" for at, name in zip(indexes, names, strict=True))
            yield TableRow(number, cells, key=key)
    except SQLAlchemyError as error:
        raise refused(source, error) from error


_SHOWN = 80


def refused(source: str, error: SQLAlchemyError) -> WorkspaceError:
    """Return *error* as a problem, in the words of the database, without what was sent to it."""
    cause = getattr(error, "orig", None) or error
    words = " ".join(str(cause).split())[:300] or type(cause).__name__
    return WorkspaceError(Problem(source, "database", f"the database says: {words}"))
