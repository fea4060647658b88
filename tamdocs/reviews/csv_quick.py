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
    return QuickTable(table.headings, whole)


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
    if b'"' not in body:
        held = int(frame.select(pl.sum_horizontal(pl.all().str.len_bytes().sum())).item())
        if outside + held == len(body) and not (frame.to_series(-1) == "").any():
            return first
    if _each_line_is_a_row(body, frame, delimiter):
        return first
    return _lines_of_quoted(body, outside, frame, delimiter)


def _each_line_is_a_row(body: bytes, frame: pl.DataFrame, delimiter: str) -> bool:
    """Return whether each line is a row as it stands. Only those with a sign that can be misread need a closer look."""
    if b"\x01" in body:  # the sign that is taken for a delimiter, so that a line has one cell
        return False
    lines = pl.read_csv(
        body, has_header=False, skip_lines=1, separator="\x01", quote_char=None, schema={"line": pl.String}
    )
    if lines.height != frame.height:
        return False
    # Without one of them a row that is too short has an empty cell at its end, and one that is too long is refused.
    special = (
        pl.col("line").str.contains('"', literal=True)
        | pl.col("line").str.ends_with(delimiter)
        | (pl.col("last") == "")
        | pl.col("line").is_null()
    )
    doubtful = lines.with_columns(frame.to_series(-1).alias("last")).filter(special)
    rows = doubtful.select(pl.col("line").fill_null("").str.contains(rf"^{_row(delimiter, frame.width)}\r?$").all())
    return bool(rows.item())


def _lines_of_quoted(body: bytes, outside: int, frame: pl.DataFrame, delimiter: str) -> pl.Series | None:
    """Return the line of each row where a cell may have several lines."""
    row = _row(delimiter, frame.width)
    if not pl.Series([body.decode()]).str.contains(rf"^(?:{row}\r?\n)*(?:{row})?$").item():
        return None
    signs = ('"', "\n", "\r")
    every = pl.all()
    held = frame.select(
        pl.sum_horizontal(every.str.len_bytes().sum()).alias("bytes"),
        *(pl.sum_horizontal(every.str.count_matches(sign, literal=True).sum()).alias(sign) for sign in signs),
    ).row(0, named=True)
    around = _count(body, b'"') - 2 * held['"']
    """Quotation marks around cells; those inside are written twice."""
    if _count(body, b"\n") != frame.height + body.endswith(b"\n") + held["\n"]:
        return None
    if outside - held["\r"] + held["bytes"] + held['"'] + around != len(body):
        return None
    more = frame.select(pl.sum_horizontal(every.str.count_matches("\n", literal=True)).cast(pl.Int64)).to_series()
    return pl.int_range(2, frame.height + 2, eager=True) + more.cum_sum() - more


def _row(delimiter: str, width: int) -> str:
    """Return the pattern of a row of *width* cells: a quotation mark begins one, ends it, or stands in it twice."""
    sign = re.escape(delimiter)
    cell = rf'(?:"(?:[^"]|"")*"|[^"{sign}\n\r]*)'
    return rf"{cell}(?:{sign}{cell}){{{width - 1}}}"


def _count(body: bytes, sign: bytes) -> int:
    """Return how often *sign* stands in *body*: faster than `bytes.count` for one that is frequent, or is not there."""
    return len(body) - len(body.translate(None, sign)) if sign in body else 0
