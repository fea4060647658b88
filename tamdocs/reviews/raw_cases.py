"""The rows of a case history as text, whatever holds them: a column for each field that the source has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import polars as pl

from tamdocs.errors import Problem, WorkspaceError
from tamdocs.reviews.case_map import CaseColumn, CaseMap, case_columns
from tamdocs.reviews.csv_quick import LINE, quick_csv
from tamdocs.tables.cell import Cell
from tamdocs.tables.cell_values import is_empty
from tamdocs.tables.csv_table import csv_table
from tamdocs.tables.table import Table, TableRow

MOST_CASES = 1_000_000
"""Of one history. More do not fit into memory."""


@dataclass(frozen=True, slots=True)
class RawCases:
    source: str
    columns: tuple[CaseColumn, ...]
    frame: pl.DataFrame
    """`LINE`, and a column of text for each of `columns`, by name of the field; an empty cell is null."""
    faults: tuple[Problem, ...] = ()
    """What is wrong with rows that are not in the frame: they could not be told into cells."""


def raw_from_csv(source: str, data: bytes, case_map: CaseMap, schema: Mapping[str, Any]) -> RawCases:
    """Return the rows of a CSV file.

    Raises:
        WorkspaceError: It is no CSV file, or lacks a column.
    """
    quick = quick_csv(data, case_map.delimiter) if case_map.encoding == "utf-8" else None
    if quick is None:
        pieces = (data[start : start + _PIECE] for start in range(0, len(data), _PIECE))
        return raw_from_table(csv_table(source, pieces, case_map.encoding, case_map.delimiter), case_map, schema)
    frame = quick.frame
    columns = case_columns(source, quick.headings, case_map, schema)
    _check_size(source, frame.height)
    filled = frame.filter(pl.any_horizontal(pl.exclude(LINE).is_not_null())) if _has_blank(frame) else frame
    return RawCases(source, columns, filled.select(LINE, *map(_column, columns)))


_PIECE = 1 << 20


def _has_blank(frame: pl.DataFrame) -> bool:
    return frame.width > 1 and all(frame.to_series(at).null_count() for at in range(1, frame.width))


def _column(column: CaseColumn) -> pl.Expr:
    if column.index is None:
        return pl.lit(column.constant, dtype=pl.String).alias(column.name)
    return pl.col(str(column.index)).alias(column.name)


def raw_from_table(table: Table, case_map: CaseMap, schema: Mapping[str, Any]) -> RawCases:
    """Return the rows of *table*, which are read here.

    Raises:
        WorkspaceError: It lacks a column, or cannot be read on.
    """
    columns = case_columns(table.source, table.headings, case_map, schema)
    lines: list[int] = []
    cells: list[list[str | None]] = [[] for _ in columns]
    faults: list[Problem] = []
    for row in table.rows:
        if row.fault:
            faults.append(replace(row.fault, source=table.source, line=row.fault.line or row.line))
        elif not all(map(is_empty, row.cells)):
            _check_size(table.source, len(lines) + 1)
            odd = _odd_cells(table.source, row, columns)
            faults += odd
            if not odd:
                lines.append(row.line)
                for held, text in zip(cells, _texts(row.cells, columns), strict=True):
                    held.append(text)
    data: dict[str, pl.Series] = {LINE: pl.Series(lines, dtype=pl.Int64)}
    for column, held in zip(columns, cells, strict=True):
        data[column.name] = pl.Series(held, dtype=pl.String)
    return RawCases(table.source, columns, pl.DataFrame(data), tuple(faults))


def _odd_cells(source: str, row: TableRow, columns: Sequence[CaseColumn]) -> list[Problem]:
    """Return which cells of *row* hold what no cell of a case does, as databases and JSON can."""
    return [
        Problem(source, "bad-cell", message, row.line, place=f"/{column.name}")
        for column in columns
        if column.index is not None and isinstance(row.cells[column.index], (bytes, list, dict))
        for message in (f'the column "{column.heading}" holds binary data, a list or an object, and no text or number',)
    ]


def _texts(cells: Sequence[Cell], columns: Sequence[CaseColumn]) -> Iterator[str | None]:
    for column in columns:
        if column.index is None:
            yield column.constant
        else:
            yield as_text(cells[column.index]) if column.index < len(cells) else None


def as_text(cell: Any) -> str | None:
    """Return a cell as a CSV file has it; None for an empty one."""
    if is_empty(cell):
        return None
    match cell:
        case str():
            return cell.encode("utf-8", "replace").decode() if not cell.isascii() else cell
        case bool():
            return "true" if cell else "false"
        case datetime():
            return cell.isoformat(" ", "seconds")
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case Decimal():
            return format(cell, "f")
        case _:
            return str(cell)


def _check_size(source: str, count: int) -> None:
    if count > MOST_CASES:
        message = f"the history has more than {MOST_CASES:,} rows"
        raise WorkspaceError(Problem(source, "too-large", message, hint="split it by year, or use --query"))
