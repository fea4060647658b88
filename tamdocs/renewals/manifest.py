"""What was issued in a batch, as CSV, XLSX and JSON Lines: no cell is a formula, equal batches have equal bytes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

import xlsxwriter

from tamdocs.renewals.issued import IssuedNotice
from tamdocs.writers.xlsx_text import TextCells

_WIDTHS: Mapping[str, int] = MappingProxyType(
    {
        "order_number": 22, "notice": 10, "recipient": 10, "issue": 7, "term_end": 12, "letter_date": 12, "post_by": 12,
        "receive_by": 12, "delivery": 10, "country": 9, "language": 10, "print_run": 28, "first_page": 11, "pages": 7,
        "organisation": 34, "name": 26, "email": 30, "address": 60, "files": 60, "sha256": 66, "reason": 30,
    }
)  # fmt: skip

COLUMNS = tuple(_WIDTHS)

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet may take for the beginning of a formula."""
_ANY_DAY = datetime(2017, 11, 1)  # noqa: DTZ001 - stands in the file as it is
_MOST_ROWS = 1_000_000
"""On one sheet."""


@dataclass(frozen=True, slots=True)
class Printed:
    """Where in the print runs a letter stands."""

    print_run: str = ""
    first_page: int = 0
    pages: int = 0


def manifest_row(notice: IssuedNotice, printed: Printed) -> dict[str, object]:
    who = notice.addressee
    return {
        "order_number": notice.order_number,
        "notice": notice.key.step,
        "recipient": notice.key.recipient,
        "issue": notice.key.issue,
        "term_end": str(notice.key.term_end),
        "letter_date": str(notice.letter_date),
        "post_by": str(notice.post_by),
        "receive_by": str(notice.receive_by),
        "delivery": notice.delivery,
        "country": notice.country,
        "language": notice.language,
        "print_run": printed.print_run,
        "first_page": printed.first_page,
        "pages": printed.pages,
        "organisation": who.organisation,
        "name": who.name,
        "email": who.email,
        "address": [*who.lines, who.city, who.region, who.postal_code, who.country],
        "files": [file.path for file in notice.files],
        "sha256": [file.sha256 for file in notice.files],
        "reason": notice.reason,
    }


def write_manifest(rows: Iterable[Mapping[str, object]]) -> dict[str, bytes]:
    """Return *rows* as files, by their names."""
    table, lines, book = io.StringIO(newline=""), io.StringIO(newline=""), _Sheets()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    for row in rows:
        lines.write(json.dumps(row, ensure_ascii=False) + "\n")
        cells = list(_cells(row))
        writer.writerow(map(_inert, cells))
        book.add(cells)
    return {
        "manifest.csv": table.getvalue().encode("utf-8-sig"),
        "manifest.jsonl": lines.getvalue().encode(),
        "manifest.xlsx": book.finish(),
    }


class _Sheets:
    """A workbook whose cells are text, with as many sheets as it needs."""

    def __init__(self) -> None:
        self._data = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._data, {"constant_memory": True})
        self._book.set_properties({"title": "Notices", "created": _ANY_DAY})
        self._bold, self._text = TextCells(self._book, {"bold": True}), TextCells(self._book)
        self._begin_sheet()

    def add(self, cells: Sequence[str]) -> None:
        if self._row > _MOST_ROWS:
            self._begin_sheet()
        for column, cell in enumerate(cells):
            self._text.write(self._sheet, self._row, column, cell)
        self._row += 1

    def finish(self) -> bytes:
        self._book.close()
        return self._data.getvalue()

    def _begin_sheet(self) -> None:
        self._sheet = self._book.add_worksheet()
        self._sheet.freeze_panes(1, 0)
        for column, (name, width) in enumerate(_WIDTHS.items()):
            self._sheet.set_column(column, column, width)
            self._bold.write(self._sheet, 0, column, name)
        self._row = 1


def _cells(row: Mapping[str, object]) -> Iterator[str]:
    for value in row.values():
        yield ", ".join(filter(None, value)) if isinstance(value, list) else str(value)


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
