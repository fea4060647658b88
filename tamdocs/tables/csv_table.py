"""A CSV file as a table: streamed, with limits, and a broken row does not end it."""

from __future__ import annotations

import codecs
import csv
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple, get_args

from tamdocs.errors import Problem, WorkspaceError
from tamdocs.orders.encoding import another_encoding
from tamdocs.tables.column_map import Encoding
from tamdocs.tables.streams import LongLine, lines
from tamdocs.tables.table import REASON_HEADING, Table, TableRow, without_reasons

MOST_LINE = 1_000_000
"""Bytes of one line."""

_DELIMITERS = (",", ";", "\t", "|")
_INERT = ("=", "+", "-", "@", "\t", "\r", "'")
"""What a spreadsheet takes for the beginning of a formula, and the sign that keeps it from that."""


class OtherEncodingError(WorkspaceError):
    """A file is no text in UTF-8."""

    def __init__(self, problems: Problem | Iterable[Problem], encoding: Encoding | None = None) -> None:
        """Take the encoding that it probably has, as a map names it; None where nobody can tell."""
        super().__init__(problems)
        self.encoding = encoding


def inert(text: str) -> str:
    """Return *text* so that no spreadsheet runs it: with an apostrophe in front of what could begin a formula."""
    return f"'{text}" if text.startswith(_INERT) else text


def csv_table(source: str, pieces: Iterator[bytes], encoding: Encoding = "utf-8", delimiter: str = "") -> Table:
    """Return the table in *pieces*; its rows are read as they are asked for.

    Args:
        source: Name of the file, for the problems.
        encoding: Where no byte order mark tells.
        delimiter: Between cells; empty for the one that the first line has most of.

    Raises:
        WorkspaceError: There is no text of that encoding, or no row.
    """
    head = b""
    for piece in pieces:
        head += piece
        if len(head) >= _HEAD:
            break
    codec, decoded = _decoded(source, head, pieces, encoding)
    read = _Rows(source, lines(decoded, MOST_LINE), codec)
    first = read.first_line()
    delimiter = delimiter or max(_DELIMITERS, key=first.count)
    rows = read.rows(delimiter)
    heading = next((row for row in rows if row.cells), None)
    if heading is None:
        raise WorkspaceError(Problem(source, "empty-file", "the file has no row", 1, 1))
    if heading.fault:
        raise WorkspaceError(heading.fault)
    names = tuple(str(cell).strip() for cell in heading.cells)
    even = (_even(source, row, len(names)) for row in rows if row.cells or row.fault)
    table = Table(source, names, even, delimiter)
    if REASON_HEADING not in names:
        return table
    plain = (TableRow(row.line, tuple(map(_as_it_was, row.cells)), row.fault) for row in even)
    return without_reasons(Table(source, tuple(map(_as_it_was, names)), plain, delimiter))


def _as_it_was(cell: object) -> str:
    return str(cell).removeprefix("'")


def _decoded(source: str, head: bytes, pieces: Iterator[bytes], encoding: Encoding) -> tuple[str, Iterator[bytes]]:
    """Return the codec of the lines of a file and its bytes; UTF-16, whose lines end in two bytes, as UTF-8."""
    whole = chain([head], pieces)
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8", chain([head[3:]], pieces)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-8", _from_utf16(source, whole, "utf-16")
    if encoding == "utf-16":  # without a mark; a heading begins with a letter whose first or second byte is zero
        return "utf-8", _from_utf16(source, whole, "utf-16-be" if head.startswith(b"\x00") else "utf-16-le")
    if encoding == "utf-8":
        _check_utf8(source, head[:_HEAD])
    return encoding, whole


_HEAD = 1 << 16
"""Bytes by which the encoding of a file is judged."""


def _check_utf8(source: str, head: bytes) -> None:
    """Refuse a file that is of another encoding or no text; single rows that are none are told as they are read."""
    found = another_encoding(head[: head.rfind(b"\n") + 1] or head)
    if found is None:
        return
    guess: Encoding | None = next((each for each in get_args(Encoding) if each == found.encoding), None)
    message, hint = found.message, found.hint
    if found.kind:
        message, hint = f"this is {found.kind}, not CSV", "export the table as CSV; a workbook may be named as it is"
    elif guess:
        hint = f'{hint}, or name its encoding in the map: encoding = "{guess}", for example'
    raise OtherEncodingError(Problem(source, found.code, message, found.line, found.column, hint=hint), guess)


def _from_utf16(source: str, pieces: Iterator[bytes], codec: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        for piece in pieces:
            yield decoder.decode(piece).encode("utf-8", "replace")
        yield decoder.decode(b"", final=True).encode("utf-8", "replace")
    except UnicodeError as error:
        raise WorkspaceError(Problem(source, "not-utf-16", "this file is not UTF-16, or breaks off")) from error


def _even(source: str, row: TableRow, width: int) -> TableRow:
    """Return *row* with a fault if it has not *width* cells; empty ones beyond are nothing."""
    cells = row.cells
    while len(cells) > width and not cells[-1]:
        cells = cells[:-1]
    if row.fault or len(cells) == width:
        return TableRow(row.line, cells, row.fault)
    message = f"this row has {len(cells)} cells, and the heading {width}"
    hint = "a cell with the delimiter, a quotation mark or a line break in it stands in quotation marks"
    return TableRow(row.line, cells, Problem(source, "ragged-row", message, row.line, hint=hint))


class _Line(NamedTuple):
    text: str
    number: int
    fault: Problem | None


class _Rows:
    """Rows out of lines. After a row that cannot be told into cells, reading goes on with the line after its first."""

    def __init__(self, source: str, found: Iterator[bytes | LongLine], encoding: str) -> None:
        self._source, self._encoding = source, encoding
        self._ahead: deque[_Line] = deque()
        """Lines that were read and are to be read again."""
        self._lines = self._decoded(found)
        self._held: list[_Line] = []
        """Lines of the row that is read."""

    def first_line(self) -> str:
        """Return the first line that has something on it, without taking it."""
        for line in self._lines:
            if line.text.strip():
                self._ahead.append(line)
                return line.text
        return ""

    def rows(self, delimiter: str) -> Iterator[TableRow]:
        reader = csv.reader(self, delimiter=delimiter, strict=True)
        while True:
            self._held = []
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                first, *later = self._held
                self._ahead.extendleft(reversed(later))
                untold = first.fault or self._untold(first.number, error)
                yield TableRow(first.number, (first.text.strip("\r\n"),), untold)
                continue
            fault = next((line.fault for line in self._held if line.fault), None)
            if cells or fault:
                yield TableRow(self._held[0].number, tuple(cells), fault)

    def _untold(self, line: int, error: csv.Error) -> Problem:
        words = str(error)
        words = "a cell is longer than 131,072 characters" if "field larger" in words else words
        message = f"this row cannot be told into cells: {words}"
        hint = "look for a quotation mark that is not closed, or a very long cell"
        return Problem(self._source, "bad-row", message, line, hint=hint)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._ahead.popleft() if self._ahead else next(self._lines)
        self._held.append(line)
        return line.text

    def _decoded(self, found: Iterator[bytes | LongLine]) -> Iterator[_Line]:
        for number, line in enumerate(found, start=1):
            if isinstance(line, LongLine):
                fault = Problem(
                    self._source, "too-large", f"the line is longer than {MOST_LINE // 1_000_000} MB", number
                )
                yield _Line(line.beginning.decode(self._encoding, "replace").replace('"', "'") + "\n", number, fault)
                continue
            try:
                yield _Line(line.decode(self._encoding) + "\n", number, None)
            except UnicodeDecodeError as error:
                fault = self._broken(line, number, error)
                yield _Line(line.decode(self._encoding, "replace") + "\n", number, fault)

    def _broken(self, line: bytes, number: int, error: UnicodeDecodeError) -> Problem:
        byte = f"byte {error.start + 1} of this line, 0x{line[error.start]:02X}"
        message = f"{byte}, is not {self._encoding.upper()}"
        column = len(line[: error.start].decode(self._encoding)) + 1
        hint = "save this line anew, or name the encoding of the file in the map"
        return Problem(self._source, "not-utf-8", message, number, column, hint=hint)
