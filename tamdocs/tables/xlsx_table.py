"""A sheet of an Excel workbook as a table: streamed, nothing in it is run or fetched."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import IO, Any

from tamdocs.errors import Problem, WorkspaceError
from tamdocs.orders.words import as_json, listed, nearest
from tamdocs.tables.cell import Row
from tamdocs.tables.cell_values import is_empty
from tamdocs.tables.table import Table, TableRow, without_reasons
from tamdocs.tables.xlsx_package import check_package

_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!"})


def xlsx_table(source: str, stream: IO[bytes], sheet: str | None = None) -> Table:
    """Return the table on *sheet*, or on the first one, of the workbook in *stream*.

    Values are those that the program which saved the file worked out; a formula is never run here.

    Raises:
        WorkspaceError: It is no workbook, or none that can be trusted, or has no such sheet.
    """
    has_formulas = check_package(source, stream)
    book = _open(source, stream, data_only=True)
    name = _sheet(source, book, sheet)
    where = f"{source}[{name}]"
    values = _Sheet(where, book[name], data_only=True)
    formulas = _Sheet(where, _open(source, stream, data_only=False)[name], data_only=False) if has_formulas else None
    rows = _rows(where, values, formulas)
    heading = next((row for row in rows if not all(map(is_empty, row.cells))), None)
    if heading is None:
        raise WorkspaceError(Problem(where, "empty-file", "the sheet has no row"))
    names = ["" if is_empty(cell) else str(cell).strip() for cell in heading.cells]
    while names and not names[-1]:
        names.pop()
    return without_reasons(Table(where, tuple(names), _even(where, rows, len(names))))


def _open(source: str, stream: IO[bytes], *, data_only: bool) -> Any:
    from openpyxl import load_workbook  # noqa: PLC0415 - takes a fifth of a second, and few books are workbooks

    stream.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(stream, read_only=True, data_only=data_only, keep_links=False)
    except Exception as error:
        raise _broken(source, error) from error


def _broken(source: str, error: Exception) -> WorkspaceError:
    """Whatever openpyxl meets in a broken file is the file's fault, and comes as any kind of exception."""
    message = f"this is no Excel workbook, or a broken one: {str(error)[:200] or type(error).__name__}"
    return WorkspaceError(Problem(source, "bad-workbook", message, hint="open it in Excel and save it as .xlsx"))


def _sheet(source: str, book: Any, wanted: str | None) -> str:
    names: list[str] = [sheet.title for sheet in book.worksheets]
    if not names:
        raise WorkspaceError(Problem(source, "no-sheet", "the workbook has no sheet with cells"))
    if wanted is None or wanted in names:
        return wanted or names[0]
    guess = nearest(wanted, names)
    hint = f"did you mean {as_json(guess)}?" if guess else f"its sheets are {listed(map(as_json, names), 'and')}"
    raise WorkspaceError(Problem(source, "no-sheet", f"the workbook has no sheet {as_json(wanted)}", hint=hint))


@dataclass(slots=True)
class _Sheet:
    source: str
    sheet: Any
    data_only: bool

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows, of values or of cells. The size that the file claims is not believed."""
        self.sheet.reset_dimensions()
        rows = self.sheet.iter_rows(values_only=self.data_only)
        while True:
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    row = next(rows)
            except StopIteration:
                return
            except Exception as error:
                raise _broken(self.source, error) from error
            yield row


def _rows(source: str, values: _Sheet, formulas: _Sheet | None) -> Iterator[TableRow]:
    beside = formulas.rows() if formulas else repeat(())
    for line, (cells, written) in enumerate(zip(values.rows(), beside, strict=False), start=1):
        fault = _unsolved(source, line, cells, written) or _error(source, line, cells)
        yield TableRow(line, cells, fault)


def _unsolved(source: str, line: int, cells: Row, written: tuple[Any, ...]) -> Problem | None:
    """Return the problem of a formula whose value is not in the file."""
    for index, cell in enumerate(written):
        if getattr(cell, "data_type", None) == "f" and cells[index] is None:
            message = f"{cell.coordinate} holds a formula, and the file does not have its value"
            hint = "open the file in Excel and save it, or put the value in place of the formula"
            return Problem(source, "formula", message, line, hint=hint)
    return None


def _error(source: str, line: int, cells: Row) -> Problem | None:
    for index, cell in enumerate(cells):
        if isinstance(cell, str) and cell in _ERRORS:
            return Problem(source, "cell-error", f"column {index + 1} of this row holds the error {cell}", line)
    return None


def _even(source: str, rows: Iterator[TableRow], width: int) -> Iterator[TableRow]:
    """Yield *rows* with *width* cells each: a sheet does not keep empty ones at the end."""
    for row in rows:
        beyond = [cell for cell in row.cells[width:] if not is_empty(cell)]
        cells = (*row.cells[:width], *(None,) * (width - len(row.cells)))
        fault = row.fault
        if beyond and fault is None:
            fault = Problem(source, "ragged-row", "this row has more cells than the heading", row.line)
        yield TableRow(row.line, cells if not beyond else row.cells, fault)
