"""A whole CSV file as a data frame, where a quick reader surely reads what the careful one does.

The data-frame library reads a well-formed file in a tenth of the time, and guesses at a broken one. So a file must
follow the grammar of RFC 4180, and what was read is counted up against its bytes: cells, delimiters, quotation marks
and line ends must make up all of them. Where they do not there is no answer: `tables.csv_table` reads the file and says
what is wrong.
"""

from __future__ import annotations

import codecs
from typing import NamedTuple

import polars as pl

from tamdocs.errors import WorkspaceError
from tamdocs.reviews.flat_bytes import flat_bytes
from tamdocs.tables.csv_table import csv_table

LINE = "line"
"""Column with the line on which a row begins."""


class QuickTable(NamedTuple):
    headings: tuple[str, ...]
    frame: pl.DataFrame
    """`LINE` and a column of text for each heading, named by its number; an empty cell is null."""


def quick_csv(data: bytes, delimiter: str = "") -> QuickTable | None:
    """Return the rows of a CSV file in UTF-8, or None where the careful way must tell."""
    body = data.removeprefix(codecs.BOM_UTF8)
    if body.endswith((b"\n\n", b"\n\r\n")):
        body = body.rstrip(b"\r\n")
    end = body.find(b"\n")
    first = body[: end if end >= 0 else len(body)].rstrip(b"\r")
    if not first.strip() or b'"' in first or first.startswith((b"tamdocs:", b"\xff\xfe", b"\xfe\xff")):
        return None
    try:
        table = csv_table("", iter([first + b"\n"]), delimiter=delimiter)
    except WorkspaceError:
        return None
    names = [str(number) for number in range(len(table.headings))]
    if not 0 <= end < len(body) - 1:
        empty = pl.DataFrame(schema={LINE: pl.Int64, **dict.fromkeys(names, pl.String)})
        return QuickTable(table.headings, empty)
    if len(table.delimiter.encode()) > 1:
        return None
    try:
        frame = pl.read_csv(
            body, has_header=False, skip_lines=1, schema=dict.fromkeys(names, pl.String), separator=table.delimiter
        )
    except pl.exceptions.PolarsError:
        return None
    signs = _signs(body, len(first), table.delimiter)
    lines = None if signs is None else _lines(signs, len(first), frame)
    if signs is None or lines is None:
        return None
    cells = (_null_if_empty(name) if signs.has_empty else pl.col(name) for name in names)
    return QuickTable(table.headings, frame.select(lines.alias(LINE), *cells))


def _null_if_empty(name: str) -> pl.Expr:
    return pl.when(pl.col(name) != "").then(pl.col(name)).alias(name)


class _Signs(NamedTuple):
    """What stands in a file, counted."""

    bytes: int
    breaks: int
    returns: int
    """All of them stand before a line break."""
    quotes: int
    doubled: int
    """Pairs of quotation marks that mean one, in a cell."""
    has_empty: bool
    """A cell may be two quotation marks with nothing between."""
    ends_with_break: bool


def _signs(body: bytes, heading: int, delimiter: str) -> _Signs | None:
    """Return the signs of *body*; None if they are no CSV.

    Every other quotation mark opens a cell: it stands behind a delimiter, a line break, or the mark that it doubles.
    The others close one, and stand before such a sign.

    Args:
        heading: Bytes of the first line, in which there is no quotation mark.
    """
    returns = body.count(b"\r") if b"\r" in body else 0
    if returns and returns != body.count(b"\r\n"):
        return None
    breaks = 0
    before, behind = [_NONE], [_NONE]
    for start in range(heading, len(body), _PIECE):
        # A sign more on each side; the end of the file is as good as the end of a line.
        cut = body[start - 1 : start + _PIECE + 1]
        piece = flat_bytes(pl.Series([cut if len(cut) == _PIECE + 2 else cut + b"\n"]))
        signs = piece[1:-1]
        breaks += int((signs == _BREAK).sum())
        marks = signs == _QUOTE
        if marks.any():
            before.append(piece[:-2].filter(marks))
            behind.append(piece[2:].filter(marks))
    opens, inside = pl.concat(before).gather_every(2), pl.concat(behind).gather_every(2)
    closes = pl.concat(behind).gather_every(2, 1)
    beside = [ord(delimiter), _BREAK, _QUOTE]
    if len(opens) != len(closes) or not opens.is_in(beside).all() or not closes.is_in([*beside, _RETURN]).all():
        return None
    has_empty = bool(((opens != _QUOTE) & (inside == _QUOTE) & (closes != _QUOTE)).any())
    doubled = int((closes == _QUOTE).sum())
    return _Signs(len(body), breaks, returns, 2 * len(opens), doubled, has_empty, body.endswith(b"\n"))


_PIECE = 1 << 20
_NONE = pl.Series(dtype=pl.UInt8)
_BREAK, _RETURN, _QUOTE = b'\n\r"'


def _lines(signs: _Signs, heading: int, frame: pl.DataFrame) -> pl.Series | None:
    """Return the line of each row of *frame*, from 2; None if it is not all that stands in the file.

    A row that is too long is refused when it is read; one that is too short lacks a delimiter.

    Args:
        heading: Bytes of the first line, which is not in the frame.
    """
    first = pl.int_range(2, frame.height + 2, eager=True)
    breaks = frame.height + signs.ends_with_break
    held = int(frame.select(pl.sum_horizontal(pl.all().str.len_bytes().sum())).item())
    around = signs.quotes - signs.doubled
    outside = heading + frame.height * (frame.width - 1) + breaks + around
    """Bytes that are in no cell, but for carriage returns."""
    if signs.breaks == breaks:  # no cell has several lines, and there is no blank one
        return first if outside + signs.returns + held == signs.bytes else None
    every = pl.all()
    more = frame.select(_in_each(every, "\n")).to_series()
    returns = int(frame.select(_in_each(every, "\r").sum()).item()) if signs.returns else 0
    if signs.breaks != breaks + more.sum() or outside + signs.returns - returns + held != signs.bytes:
        return None
    return first + more.cum_sum() - more


def _in_each(cells: pl.Expr, sign: str) -> pl.Expr:
    """Return how often *sign* stands in the cells of a row."""
    return pl.sum_horizontal(cells.str.count_matches(sign, literal=True).fill_null(0).cast(pl.Int64))
