"""A book as a table, whatever holds it: headings, and rows as they come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tamdocs.errors import Problem
from tamdocs.orders.words import as_json, listed, nearest
from tamdocs.tables.cell import Row

_T = TypeVar("_T")

REASON_HEADING = "tamdocs: reason"
"""Heading of the column that a file of rejects has in front; a book is read without it, wherever it stands."""


@dataclass(frozen=True, slots=True)
class TableRow:
    line: int
    cells: Row
    fault: Problem | None = None
    """What is wrong with the row as a row."""
    key: str = ""
    """Primary key, for a row of a database."""


@dataclass(frozen=True, slots=True)
class Table:
    source: str
    """How problems name it."""
    headings: tuple[str, ...]
    rows: Iterator[TableRow]
    delimiter: str = ","
    """Of a CSV file."""
    set_aside: bool = False
    """It is a file of rejects."""


def without_reasons(table: Table) -> Table:
    """Return *table* without the column of reasons, if it is a file of rejects."""
    if REASON_HEADING not in table.headings:
        return table
    at = table.headings.index(REASON_HEADING)
    rows = (TableRow(row.line, _but(at, row.cells), row.fault, row.key) for row in table.rows)
    return Table(table.source, _but(at, table.headings), rows, table.delimiter, set_aside=True)


def _but(at: int, cells: tuple[_T, ...]) -> tuple[_T, ...]:
    return cells[:at] + cells[at + 1 :]


def column_problem(name: str, source: str, headings: Sequence[str]) -> Problem:
    """Return why *name* is no column of a table, or which of several."""
    if name in headings:
        message = f"the heading {as_json(name)} stands over more than one column"
        return Problem(source, "double-column", message, hint="give each column a heading of its own")
    guess = nearest(name, headings)
    known = listed(map(as_json, headings[:12]), "and") if any(headings) else "none"
    hint = f"did you mean {as_json(guess)}?" if guess else f"its columns are {known}"
    return Problem(source, "no-column", f"the map names the column {as_json(name)}, which is not there", hint=hint)
