"""Proposes a column map for an export, by a look at its first rows."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from tamdocs.batch.book_source import BookOptions, kind_of, open_table
from tamdocs.batch.desk import Desk
from tamdocs.errors import Problem, WorkspaceError
from tamdocs.orders.words import as_json
from tamdocs.renewals.book.propose_map import propose_map
from tamdocs.tables.column_map import ColumnMap
from tamdocs.tables.csv_table import OtherEncodingError
from tamdocs.tables.order_fields import order_fields
from tamdocs.tables.propose_map import Proposal
from tamdocs.tables.table import Table

LOOKED_AT = 500
"""Rows."""


def propose_column_map(export: str, sheet: str | None, options: BookOptions, desk: Desk) -> Proposal:
    """Return a map for *export*: a CSV file in any encoding that a map names, a workbook, or a table of a database.

    Raises:
        WorkspaceError: It cannot be read, or is no table.
    """
    kind = kind_of(export)
    if kind not in {"csv", "xlsx", "database"}:
        hint = "name a CSV file, a workbook or the address of a database"
        raise WorkspaceError(Problem(export, "no-table", "this book has no columns and needs no map", hint=hint))
    fields = order_fields(desk.workspace.load_order_schema())
    return first_rows(
        export,
        sheet,
        options,
        lambda table, preamble: propose_map(
            table.headings, [row.cells for row in islice(table.rows, LOOKED_AT)], fields, preamble
        ),
    )


def first_rows(
    export: str, sheet: str | None, options: BookOptions, propose: Callable[[Table, str], Proposal]
) -> Proposal:
    """Return what *propose* makes of the table *export* and of the settings, as TOML, with which it can be read.

    Raises:
        WorkspaceError: It cannot be read.
    """
    try:
        return _opened(export, ColumnMap(sheet=sheet), options, propose)
    except OtherEncodingError as error:
        if not error.encoding:
            raise
        return _opened(export, ColumnMap(encoding=error.encoding), options, propose)


def _opened(export: str, how: ColumnMap, options: BookOptions, propose: Callable[[Table, str], Proposal]) -> Proposal:
    with open_table(export, how, options) as table:
        settings = [f"encoding = {as_json(how.encoding)}"] if how.encoding != "utf-8" else []
        settings += [f"sheet = {as_json(how.sheet)}"] if how.sheet else []
        settings += [f"delimiter = {as_json(table.delimiter)}"] if table.delimiter != "," else []
        return propose(table, "\n".join(settings))
