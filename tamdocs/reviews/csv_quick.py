"""A whole CSV file as a data frame, where a quick reader surely reads what the careful one does.

The data-frame library reads a well-formed file in a tenth of the time, and guesses at a broken one. So a file must
follow the grammar of RFC 4180, and what was read is counted up against its bytes: cells, delimiters, quotation marks
and line ends must make up all of them. Where they do not there is no answer: `tables.csv_table` reads the file and says
what is wrong.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

import polars as pl

from tamdocs.errors import WorkspaceError
from tamdocs.tables.csv_table import csv_table

LINE = "line"
"""Column with the line on which a row begins."""
_PLAIN = bytes(range(0x20, 0x7F)) + b"\r\n"


class QuickTable(NamedTuple):
    headings: tuple[str, ...]
    frame: pl.DataFrame
    """`LINE` and a column of text for each heading, named by its number; an empty cell is null."""
    is_plain: bool
    """Whether all text is printable ASCII, on one line a cell."""


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
        return QuickTable(table.headings, empty, is_plain=True)
    try:
        frame = pl.read_csv(
            body,
            has_header=False,
            skip_lines=1,
            schema=dict.fromkeys(names, pl.String),
            separator=table.delimiter,
            empty_string_is_null=False,
        )
    except pl.exceptions.PolarsError:
        return None
    lines = _lines(body, len(first), frame, table.delimiter)
    if lines is None:
        return None
    whole = frame.select(lines.alias(LINE), *(_null_if_empty(name) for name in names))
    is_plain = not body.translate(None, _PLAIN) and int(lines[-1]) == frame.height + 1
    return QuickTable(table.headings, whole, is_plain)


def _null_if_empty(name: str) -> pl.Expr:
    return pl.when(pl.col(name) != "").then(pl.col(name)).alias(name)


def _lines(body: bytes, heading: int, frame: pl.DataFrame, delimiter: str) -> pl.Series | None:
    """Return the line of each row of *frame*, from 2; None if it may not be all that stands in *body*.

    Args:
        heading: Bytes of the first line, which is not in the frame.
    """
    first = pl.int_range(2, frame.height + 2, eager=True)
    breaks = frame.height + body.endswith(b"\n")
    returns = _count(body, b"\r")
    if returns and returns != body.count(b"\r\n"):
        return None
    outside = heading + frame.height * (frame.width - 1) + breaks + returns
    """Bytes that are in no cell."""
    quotes = _count(body, b'"')
    if (quotes or (frame.to_series(-1) == "").any()) and not _is_well_formed(body, delimiter, frame.width):
        return None
    every = pl.all()
    signs = ('"', "\n", "\r") if quotes else ()
    held = frame.select(
        pl.sum_horizontal(every.str.len_bytes().sum()).alias("bytes"),
        *(pl.sum_horizontal(every.str.count_matches(sign, literal=True).sum()).alias(sign) for sign in signs),
    ).row(0, named=True)
    if not quotes:
        return first if outside + held["bytes"] == len(body) else None
    if _count(body, b"\n") != breaks + held["\n"]:
        return None
    around = quotes - 2 * held['"']
    """Quotation marks around cells; those inside are written twice."""
    if outside - held["\r"] + held["bytes"] + held['"'] + around != len(body):
        return None
    more = frame.select(pl.sum_horizontal(every.str.count_matches("\n", literal=True)).cast(pl.Int64)).to_series()
    return first + more.cum_sum() - more


def _count(body: bytes, sign: bytes) -> int:
    """Return how often *sign* stands in *body*: faster than `bytes.count` for one that is frequent, or is not there."""
    return len(body) - len(body.translate(None, sign)) if sign in body else 0


def _is_well_formed(body: bytes, delimiter: str, width: int) -> bool:
    """Return whether each row has *width* cells, and a quotation mark begins a cell, ends it, or stands in it twice."""
    sign = re.escape(delimiter)
    cell = rf'(?:"(?:[^"]|"")*"|[^"{sign}\n\r]*)'
    row = rf"{cell}(?:{sign}{cell}){{{width - 1}}}"
    return bool(pl.Series([body.decode()]).str.contains(rf"^(?:{row}\r?\n)*(?:{row})?$").item())
