"""A part of notes that is one table: a record for each row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from markdown_it.token import Token

from tamdocs.errors import Problem
from tamdocs.library.hints import one_of
from tamdocs.library.model import NotePart
from tamdocs.orders.words import as_json, listed

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_note_table(
    part: NotePart, language: str, source: str, line: int, tokens: Sequence[Token]
) -> tuple[list[dict[str, str]], list[Problem]]:
    """Return the rows of the one table in *tokens* by the ids of the columns, with what is wrong with them.

    Args:
        line: Of the heading that the table stands below.
    """
    names = {words[language].casefold(): column for column, words in part.columns.items()}
    header = f"| {' | '.join(words[language] for words in part.columns.values())} |"
    where = Problem(source, "notes", "", line)
    kinds = [token.type for token in tokens if token.level == 0]
    if kinds != ["table_open", "table_close"]:
        message = f"{as_json(part.heading[language])} is one table and nothing else"
        return [], [_at(where, line, message, f"it begins with: {header}")]
    (head_line, head), *rows = _rows(tokens)
    columns = [names.get(cell.casefold(), "") for cell in head]
    if sorted(columns) != sorted(part.columns):
        unknown = next((cell for cell, column in zip(head, columns, strict=True) if not column), None)
        known = [words[language] for words in part.columns.values()]
        message = f"the table has other columns than {listed(known, 'and')}"
        hint = one_of(unknown, known) if unknown and len(columns) == len(known) else f"it begins with: {header}"
        return [], [_at(where, head_line, message, hint)]
    problems = [
        problem for number, cells in rows for problem in _row_problems(part, columns, (head, cells), number, where)
    ]
    if not rows:
        problems.append(_at(where, head_line, "the table has no rows", "write one for each, or take the part out"))
    return [dict(zip(columns, cells, strict=True)) for _, cells in rows], problems


def _rows(tokens: Sequence[Token]) -> Iterator[tuple[int, list[str]]]:
    """Yield line and cells of each row, the heading row first."""
    line = 0
    cells: list[str] = []
    for token in tokens:
        if token.type == "tr_open":
            line, cells = (token.map[0] + 1 if token.map else line), []
        elif token.type == "inline":
            cells.append(_plain(token))
        elif token.type == "tr_close":
            yield line, cells


def _plain(cell: Token) -> str:
    """Return the words of *cell*, whatever their emphasis."""
    children = cell.children or ()
    words = (" " if each.type.endswith("break") else each.content for each in children if each.type != "html_inline")
    return " ".join("".join(words).split())


def _row_problems(
    part: NotePart, columns: Sequence[str], written: tuple[Sequence[str], Sequence[str]], line: int, where: Problem
) -> Iterator[Problem]:
    for column, heading, cell in zip(columns, *written, strict=True):
        if not cell:
            yield _at(where, line, f"there is nothing below {as_json(heading)}")
        elif column in part.days and not _is_day(cell):
            yield _at(where, line, f"{as_json(cell)} is no day", "write it as year-month-day, such as 2018-11-30")


def _is_day(cell: str) -> bool:
    try:
        return bool(_DAY.fullmatch(cell)) and bool(date.fromisoformat(cell))
    except ValueError:
        return False


def _at(where: Problem, line: int, message: str, hint: str | None = None) -> Problem:
    return Problem(where.source, where.code, message, line, hint=hint)
