"""A workbook of rows of text, written row by row: memory does not grow with them. Equal rows have equal bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from traceback import walk_tb
from typing import IO, Any
from zipfile import ZipFile

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from tamdocs.writers.xlsx_text import TextCells

_ANY_DAY = datetime(2017, 11, 1)  # noqa: DTZ001 - stands in the file as it is
_MOST_ROWS = 1_000_000
"""On one sheet."""


class TextSheets:
    """A workbook whose cells are text, with as many sheets as it needs."""

    def __init__(self, file: IO[bytes], title: str, widths: Mapping[str, int], folder: str) -> None:
        """Begin it.

        Args:
            file: Open to be written.
            title: Of the workbook.
            widths: Of the columns, in letters, by their headings.
            folder: For temporary files, of which some are left where there is no room.

        Raises:
            OSError: There is no room for them; also in `add` and `finish`.
        """
        self._book = xlsxwriter.Workbook(file, {"constant_memory": True, "tmpdir": folder})
        self._book.set_properties({"title": title, "created": _ANY_DAY})
        self._bold, self._text = TextCells(self._book, {"bold": True}), TextCells(self._book)
        self._widths = widths
        self._begin_sheet()

    def add(self, cells: Sequence[str]) -> None:
        if self._row > _MOST_ROWS:
            self._begin_sheet()
        for column, cell in enumerate(cells):
            self._text.write(self._sheet, self._row, column, cell)
        self._row += 1

    def finish(self) -> None:
        finish_workbook(self._book)

    def close(self) -> None:
        """Let go of the temporary files; XlsxWriter does so only for a book that it can finish."""
        for sheet in self._book.worksheets():
            with suppress(OSError):
                sheet.row_data_fh.close()

    def _begin_sheet(self) -> None:
        self._sheet = self._book.add_worksheet()
        self._sheet.freeze_panes(1, 0)
        for column, (name, width) in enumerate(self._widths.items()):
            self._sheet.set_column(column, column, width)
            self._bold.write(self._sheet, 0, column, name)
        self._row = 1


def finish_workbook(book: Any) -> None:
    """End a workbook of XlsxWriter.

    Raises:
        OSError: The disk does not take it.
    """
    try:
        book.close()
    except FileCreateError as error:
        (refusal,) = error.args  # what the disk said
        for frame, _ in walk_tb(refusal.__traceback__):
            if isinstance(archive := frame.f_locals.get("xlsx_file"), ZipFile):
                archive.fp = None  # or Python would try to end it once more, and print that this fails
        raise refusal from error
