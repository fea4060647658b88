"""Cases in JSON, one object each, as a table: a list in a file, or JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from tamdocs.errors import Problem, WorkspaceError
from tamdocs.orders.encoding import NotText, decode_utf8
from tamdocs.tables.streams import LongLine, lines
from tamdocs.tables.table import Table, TableRow

MOST_LINE = 1_000_000
"""Bytes of one case."""


def json_lines_table(source: str, pieces: Iterator[bytes], known: Iterable[str]) -> Table:
    """Return the table of JSON Lines: its headings are the members of all objects in the file.

    Args:
        known: The headings where no object has a member.

    Raises:
        WorkspaceError: There is no line: the export broke off, or it is of something else.
    """
    rows = [_parsed(source, number, line) for number, line in enumerate(lines(pieces, MOST_LINE), 1)]
    if not any(row is not None for row in rows):
        hint = "an export without a case is a list without members, [] in a file *.json"
        raise WorkspaceError(Problem(source, "empty-file", "the file has no row", 1, 1, hint=hint))
    return _table(source, rows, known)


def json_table(source: str, data: bytes, known: Iterable[str]) -> Table:
    """Return the table of a JSON file that is a list of objects; its rows are counted from 1.

    Args:
        known: The headings where no object has a member, as in a list without a case.

    Raises:
        WorkspaceError: It is no such file.
    """
    text = decode_utf8(data)
    if isinstance(text, NotText):
        raise WorkspaceError(Problem(source, text.code, text.message, text.line, text.column, hint=text.hint))
    try:
        content = json.loads(text, parse_constant=str)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise WorkspaceError(Problem(source, "bad-json", f"this is no JSON: {error}", line)) from error
    if not isinstance(content, list):
        hint = "a history in JSON is a list of objects, one for each case; JSON Lines are named *.jsonl"
        raise WorkspaceError(Problem(source, "bad-json", "this is no list of cases", 1, hint=hint))
    rows: list[dict[str, Any] | Problem | None] = [
        each if isinstance(each, dict) else _no_case(source, number) for number, each in enumerate(content, 1)
    ]
    return _table(source, rows, known)


def _parsed(source: str, number: int, line: bytes | LongLine) -> dict[str, Any] | Problem | None:
    if isinstance(line, LongLine):
        return Problem(source, "too-large", f"the line is longer than {MOST_LINE // 1_000_000} MB", number)
    text = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
    if not text.strip():
        return None
    try:
        value = json.loads(text.decode(), parse_constant=str)
    except UnicodeDecodeError:
        return Problem(source, "not-utf-8", "this line is not UTF-8", number)
    except (ValueError, RecursionError) as error:
        return Problem(source, "bad-json", f"this line is no JSON: {error}", number)
    return value if isinstance(value, dict) else _no_case(source, number)


def _no_case(source: str, number: int) -> Problem:
    return Problem(source, "bad-json", "a case is an object, in braces", number)


def _table(source: str, rows: list[dict[str, Any] | Problem | None], known: Iterable[str]) -> Table:
    headings: dict[str, None] = {}
    for row in rows:
        if isinstance(row, Mapping) and len(headings) < _MOST_MEMBERS:
            headings.update(dict.fromkeys(islice(row, _MOST_MEMBERS)))
    names = tuple(headings) or tuple(dict.fromkeys(known))
    return Table(source, names, _table_rows(names, rows))


_MOST_MEMBERS = 200


def _table_rows(names: tuple[str, ...], rows: list[dict[str, Any] | Problem | None]) -> Iterator[TableRow]:
    for number, row in enumerate(rows, start=1):
        if isinstance(row, Problem):
            yield TableRow(number, (), row)
        elif row is not None:
            yield TableRow(number, tuple(row.get(name) for name in names))
