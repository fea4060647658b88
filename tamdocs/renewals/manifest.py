"""What was issued in a batch, as CSV, XLSX and JSON Lines: no cell is a formula, equal batches have equal bytes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType, TracebackType
from typing import IO, Self

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

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

MANIFEST_FILES = _TABLE, _BOOK, _LINES = "manifest.csv", "manifest.xlsx", "manifest.jsonl"

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


class ManifestFiles:
    """The files of a manifest, written row by row."""

    def __init__(self, files: Mapping[str, IO[bytes]], folder: str) -> None:
        """Begin them.

        Args:
            files: Open to be written, by name: each of `MANIFEST_FILES`.
            folder: For temporary files, of which some are left where there is no room.

        Raises:
            OSError: There is no room for them; also in `add` and `finish`.
        """
        self._table = io.TextIOWrapper(files[_TABLE], "utf-8-sig", newline="")
        self._lines = io.TextIOWrapper(files[_LINES], "utf-8", newline="")
        self._writer, self._book = csv.writer(self._table), _Sheets(files[_BOOK], folder)
        self._writer.writerow(COLUMNS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for text in (self._table, self._lines):
            with suppress(OSError):  # it is told already
                text.close()
        self._book.close()

    def add(self, row: Mapping[str, object]) -> None:
        self._lines.write(json.dumps(row, ensure_ascii=False) + "\n")
        cells = list(_cells(row))
        self._writer.writerow(map(_inert, cells))
        self._book.add(cells)

    def finish(self) -> None:
        """End the files; then each is whole, though not closed."""
        self._table.flush()
        self._lines.flush()
        self._book.finish()


class _Sheets:
    """A workbook whose cells are text, with as many sheets as it needs."""

    def __init__(self, file: IO[bytes], folder: str) -> None:
        self._book = xlsxwriter.Workbook(file, {"constant_memory": True, "tmpdir": folder})
        self._book.set_properties({"title": "Notices", "created": _ANY_DAY})
        self._bold, self._text = TextCells(self._book, {"bold": True}), TextCells(self._book)
        self._begin_sheet()

    def add(self, cells: Sequence[str]) -> None:
        if self._row > _MOST_ROWS:
            self._begin_sheet()
        for column, cell in enumerate(cells):
            self._text.write(self._sheet, self._row, column, cell)
        self._row += 1

    def finish(self) -> None:
        try:
            self._book.close()
        except FileCreateError as error:
            raise error.args[0] from error  # what the disk said

    def close(self) -> None:
        """Let go of the temporary files; XlsxWriter does so only for a book that it can finish."""
        for sheet in self._book.worksheets():
            with suppress(OSError):
                sheet.row_data_fh.close()

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
