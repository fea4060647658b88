"""Proposes a column map for a case history, by a look at its first rows."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from tamdocs.batch.book_map import LOOKED_AT, first_rows
from tamdocs.batch.book_source import BookOptions
from tamdocs.batch.order_files import source_name
from tamdocs.errors import Problem, WorkspaceError
from tamdocs.reviews.propose_map import propose_case_map
from tamdocs.tables.order_fields import order_fields
from tamdocs.tables.propose_map import Proposal
from tamdocs.workspace import Workspace


def propose_map_of_cases(spec: str, sheet: str | None, options: BookOptions, workspace: Workspace) -> Proposal:
    """Return a map for the case history *spec*: a CSV file, a workbook, or a table of a database.

    Raises:
        WorkspaceError: It cannot be read, or is no table.
    """
    if "://" not in spec and not any(suffix in {".csv", ".tsv", ".xlsx"} for suffix in _suffixes(spec)):
        hint = "name a CSV file, a workbook or the address of a database; members of JSON are found by their names"
        raise WorkspaceError(Problem(source_name(Path(spec)), "no-table", "this history has no columns", hint=hint))
    fields = order_fields(workspace.load_schema("case-history"))
    return first_rows(
        spec,
        sheet,
        options,
        lambda table, preamble: propose_case_map(
            table.headings, [row.cells for row in islice(table.rows, LOOKED_AT)], fields, preamble
        ),
    )


def _suffixes(spec: str) -> list[str]:
    return [suffix.lower() for suffix in Path(spec).suffixes]
