"""What is set aside, in the format of the book it comes from: mended, it is a book again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from typing import IO, Any, Protocol

from tamdocs.errors import Problem
from tamdocs.renewals.book.json_lines import with_reason
from tamdocs.renewals.book.record import Record
from tamdocs.tables.cell import Cell
from tamdocs.tables.csv_table import inert
from tamdocs.tables.table import REASON_HEADING
from tamdocs.writers.xlsx_text import TextCells

REASONS = "reasons.txt"
"""The file of a folder of rejects that has the reasons."""
_LONGEST_REASON = 2_000


class Rejects(Protocol):
    def add(self, record: Record) -> None: ...

    def finish(self) -> None: ...


def reason_of(problems: Iterable[Problem]) -> str:
    """Return why an order is refused, on one line."""
    said = dict.fromkeys(f"{each.message} [{each.code}]" for each in problems if each.severity == "error")
    reason = "; ".join(said)
    return reason if len(reason) <= _LONGEST_REASON else f"{reason[: _LONGEST_REASON - 1]}…"


class JsonLineRejects:
    """JSON Lines: each order as it was, with the reason as its first member."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def add(self, record: Record) -> None:
        line = record.data.replace(b"\r", b" ").replace(b"\n", b" ")
        self._stream.write(with_reason(line, reason_of(record.problems)) + b"\n")

    def finish(self) -> None:
        pass


class CsvRejects:
    """CSV in UTF-8: each row as it was, with the reason in a column before the others.

    A cell that a spreadsheet could take for a formula gets an apostrophe in front, and so does one that begins with an
    apostrophe: each cell of a file of rejects is read without its first apostrophe.
    """

    def __init__(self, stream: IO[bytes], headings: Sequence[str], delimiter: str) -> None:
        self._text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="", write_through=True)
        self._writer = csv.writer(self._text, delimiter=delimiter, lineterminator="\r\n")
        self._writer.writerow([REASON_HEADING, *map(inert, headings)])

    def add(self, record: Record) -> None:
        for cells in record.entry.rows if record.entry else ():
            self._writer.writerow([inert(reason_of(record.problems)), *(inert(_written(cell)) for cell in cells)])

    def finish(self) -> None:
        self._text.detach()


def _written(cell: Any) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime):
        return cell.isoformat(" ") if cell.time() != time.min else cell.date().isoformat()
    if isinstance(cell, Decimal):
        return format(cell, "f")
    if isinstance(cell, (dict, list)):  # a database knows JSON
        return json.dumps(cell, ensure_ascii=False, default=str)
    return "" if cell is None else str(cell)


class XlsxRejects:
    """A workbook: each row with values of the kinds that it had."""

    def __init__(self, stream: IO[bytes], headings: Sequence[str], sheet: str) -> None:
        self._rows = XlsxRows(stream, sheet)
        self._rows.add((REASON_HEADING, *headings))

    def add(self, record: Record) -> None:
        for cells in record.entry.rows if record.entry else ():
            self._rows.add((reason_of(record.problems), *cells))

    def finish(self) -> None:
        self._rows.finish()


class XlsxRows:
    """A workbook with one sheet, written row by row. Text stays text, and is never taken for a formula or a link."""

    def __init__(self, stream: IO[bytes], sheet: str) -> None:
        from xlsxwriter import Workbook  # noqa: PLC0415 - few books are workbooks

        settings = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book: Any = Workbook(stream, settings)
        self._book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - a moment that is none
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._moment = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._text = TextCells(self._book)
        self._sheet = self._book.add_worksheet(sheet)
        self._line = 0

    def add(self, cells: Sequence[Cell]) -> None:
        for column, cell in enumerate(cells):
            self._put(column, cell)
        self._line += 1

    def finish(self) -> None:
        from tamdocs.writers.xlsx_sheets import finish_workbook  # noqa: PLC0415 - likewise

        finish_workbook(self._book)

    def _put(self, column: int, cell: Cell) -> None:
        if isinstance(cell, bool):
            self._sheet.write_boolean(self._line, column, cell)
        elif isinstance(cell, (int, float, Decimal)) and isfinite(cell):
            self._sheet.write_number(self._line, column, cell)
        elif isinstance(cell, datetime):
            form = self._day if cell.time() == time.min else self._moment
            self._sheet.write_datetime(self._line, column, cell, form)
        elif isinstance(cell, (date, time)):
            self._sheet.write_datetime(self._line, column, cell, self._day)
        elif cell is not None and cell != "":
            self._text.write(self._sheet, self._line, column, str(cell))
