"""Where a book is, and what kind of file or database it is: opened, as a stream of entries."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tamdocs.batch.book_database import open_database
from tamdocs.batch.desk import Desk
from tamdocs.batch.order_files import find_order_files, load_order_bytes, source_name
from tamdocs.errors import Problem, WorkspaceError
from tamdocs.renewals.book.fillers import make_fillers
from tamdocs.renewals.book.json_lines import json_line_entries
from tamdocs.renewals.book.mapped_orders import json_entries, mapped_entries
from tamdocs.renewals.book.record import Entry
from tamdocs.renewals.book.rejects import REASONS
from tamdocs.tables.column_map import ColumnMap, parse_column_map
from tamdocs.tables.csv_table import csv_table
from tamdocs.tables.order_fields import order_fields
from tamdocs.tables.streams import unpacked
from tamdocs.tables.table import Table, column_problem
from tamdocs.tables.xlsx_table import xlsx_table

PACKED = (".gz", ".zst")
_JSON_COLUMNS = ("document", "order", "json", "data")
"""Columns of a table that, without a map, are taken to hold orders as JSON."""


@dataclass(frozen=True, slots=True)
class BookOptions:
    """How a book is read, beyond where it is."""

    column_map: Path | None = None
    """For a CSV file, a workbook, or a table of a database."""
    table: str | None = None
    """Of a database; else `orders`."""
    query: str | None = None
    """For a database, instead of a table."""
    rejects: Path | None = None
    """Where bad records go, in the format of the book."""
    beside: tuple[str, ...] = ()
    """Books that are looked at beside it, for which contracts they renew; see `other_books`."""


@dataclass(frozen=True, slots=True)
class Source:
    """A book that is open."""

    entries: Iterator[Entry]
    place_of: Callable[[Entry, int], str]
    """Says where the entry of a number is, seen from another one."""
    kind: str
    """`folder`, `jsonl`, `csv` or `xlsx`: the format of its rejects."""
    table: Table | None = None


@contextmanager
def open_source(spec: str, desk: Desk, options: BookOptions) -> Iterator[Source]:
    """Give the book *spec*, open.

    Raises:
        WorkspaceError: It cannot be opened, or its map is wrong.
    """
    if kind_of(spec) == "folder":
        files = find_order_files([Path(spec)])
        entries = _file_entries(files, set_aside=_has_reasons(Path(spec)))
        yield Source(entries, lambda _, number: source_name(files[number - 1]), "folder")
    elif kind_of(spec) == "jsonl":
        yield Source(_json_lines(Path(spec)), _line_of, "jsonl")
    else:
        column_map = load_column_map(options.column_map, desk) if options.column_map else None
        with open_table(spec, column_map, options) as table:
            yield _of_table(table, kind_of(spec), column_map, desk)


def kind_of(spec: str) -> str:
    """Return which kind of book *spec* is: `folder`, `jsonl`, `csv`, `xlsx` or `database`.

    Raises:
        WorkspaceError: It is none.
    """
    if "://" in spec:
        return "database"
    if not spec.strip():
        hint = "an empty name would be this folder; write . for it"
        raise WorkspaceError(Problem("BOOK", "unknown-book", "no book is named", hint=hint))
    path = Path(spec)
    suffixes = [suffix.lower() for suffix in path.suffixes]
    suffix = next((suffix for suffix in reversed(suffixes) if suffix not in PACKED), "")
    if path.is_dir() or suffix == ".json":
        return "folder"
    if suffix not in _KINDS or (suffix == ".xlsx" and suffixes[-1] in PACKED):
        hint = "a book is a folder, *.jsonl (.gz, .zst), *.csv (.gz, .zst), *.xlsx, or the address of a database"
        raise WorkspaceError(Problem(source_name(path), "unknown-book", "this is no kind of book", hint=hint))
    return _KINDS[suffix]


_KINDS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".xlsx": "xlsx"}


def is_book(spec: str) -> bool:
    """Return whether *spec* names many orders in one file, or a database."""
    try:
        return kind_of(spec) != "folder"
    except WorkspaceError:
        return False


def load_column_map(path: Path, desk: Desk) -> ColumnMap:
    """Return the column map in the file *path*.

    Raises:
        WorkspaceError: It cannot be read, or is wrong.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error
    return parse_column_map(source_name(path), data, order_fields(desk.workspace.load_order_schema()))


@contextmanager
def open_table(spec: str, column_map: ColumnMap | None, options: BookOptions) -> Iterator[Table]:
    """Give the table *spec*: a CSV file, a sheet of a workbook, or rows of a database."""
    how = column_map or ColumnMap()
    if kind_of(spec) == "database":
        with open_database(spec, options.table, options.query) as table:
            yield table
        return
    path = Path(spec)
    source = source_name(path)
    try:
        with path.open("rb") as stream:
            if kind_of(spec) == "xlsx":
                yield xlsx_table(source, stream, how.sheet)
            else:
                yield csv_table(source, unpacked(source, stream, path.suffix.lower()), how.encoding, how.delimiter)
    except OSError as error:
        raise _unreadable(path, error) from error


def _of_table(table: Table, kind: str, column_map: ColumnMap | None, desk: Desk) -> Source:
    if column_map is not None and column_map.json is None:
        fillers = make_fillers(column_map, table, order_fields(desk.workspace.load_order_schema()))
        entries = _marked(table, mapped_entries(table, fillers))
        return Source(entries, _line_of, "csv" if kind == "database" else kind, table)
    name = column_map.json if column_map else None
    if name is None:
        name = next((name for name in _JSON_COLUMNS if name in table.headings), None)
    if name is None:
        message = "the columns of this table say nothing to tamdocs without a column map"
        hint = "propose one with: tamdocs renewals map; then name it with --map"
        raise WorkspaceError(Problem(table.source, "no-column-map", message, hint=hint))
    if table.headings.count(name) != 1:
        raise WorkspaceError(column_problem(name, table.source, table.headings))
    entries = _marked(table, json_entries(table, table.headings.index(name)))
    return Source(entries, _line_of, "jsonl" if kind == "database" else kind, table)


def _marked(table: Table, entries: Iterator[Entry]) -> Iterator[Entry]:
    return (entry._replace(set_aside=True) for entry in entries) if table.set_aside else entries


def _line_of(entry: Entry, number: int) -> str:
    return f"{entry.source}:{number}"


def _has_reasons(path: Path) -> bool:
    """Return whether *path* is a folder of rejects, or an order in one."""
    folder = path if path.is_dir() else path.parent
    return os.path.isfile(folder / REASONS)  # noqa: PTH113 - is_file() raises where one may not look


def _file_entries(files: list[Path], *, set_aside: bool) -> Iterator[Entry]:
    for number, file in enumerate(files, start=1):
        data = load_order_bytes(file)
        if isinstance(data, Problem):
            yield Entry(data.source, None, number, b"", (data,), set_aside=set_aside)
        else:
            yield Entry(source_name(file), None, number, data, set_aside=set_aside)


def _json_lines(path: Path) -> Iterator[Entry]:
    source = source_name(path)
    try:
        with path.open("rb") as stream:
            yield from json_line_entries(source, unpacked(source, stream, path.suffix.lower()))
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> WorkspaceError:
    missing = isinstance(error, FileNotFoundError)
    message = "there is no such file" if missing else f"the file cannot be read: {error.strerror or error}"
    return WorkspaceError(Problem(source_name(path), "no-such-file" if missing else "not-readable", message))
