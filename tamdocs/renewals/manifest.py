"""What was issued in a batch, as CSV, XLSX and JSON Lines: no cell is a formula, equal batches have equal bytes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType, TracebackType
from typing import IO, Self

from tamdocs.renewals.issued import IssuedNotice
from tamdocs.writers.csv_text import inert
from tamdocs.writers.xlsx_sheets import TextSheets

_WIDTHS: Mapping[str, int] = MappingProxyType(
    {
        "order_number": 22, "notice": 10, "recipient": 10, "issue": 7, "term_end": 12, "letter_date": 12, "post_by": 12,
        "receive_by": 12, "delivery": 10, "country": 9, "language": 10, "print_run": 28, "first_page": 11, "pages": 7,
        "organisation": 34, "name": 26, "email": 30, "address": 60, "files": 60, "sha256": 66, "reason": 30,
    }
)  # fmt: skip

COLUMNS = tuple(_WIDTHS)

MANIFEST_FILES = _TABLE, _BOOK, _LINES = "manifest.csv", "manifest.xlsx", "manifest.jsonl"


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
        self._writer, self._book = csv.writer(self._table), TextSheets(files[_BOOK], "Notices", _WIDTHS, folder)
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
        self._writer.writerow(map(inert, cells))
        self._book.add(cells)

    def finish(self) -> None:
        """End the files; then each is whole, though not closed."""
        self._table.flush()
        self._lines.flush()
        self._book.finish()


def _cells(row: Mapping[str, object]) -> Iterator[str]:
    for value in row.values():
        yield ", ".join(filter(None, value)) if isinstance(value, list) else str(value)
