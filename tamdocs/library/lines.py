"""One line of text with `{{ … }}`: titles of covers, closing lines, page marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tamdocs.errors import LibraryError, Problem
from tamdocs.library.expressions import Expressions
from tamdocs.library.kinds import Kinds, known_kinds, page_kinds
from tamdocs.library.names import check_printed
from tamdocs.library.values import printed, value_of
from tamdocs.orders.words import as_json, listed

_SLOT = re.compile(r"\{\{(.*?)\}\}")
_BRACES = re.compile(r"\{[^{}]*\}|[{}]")


def check_line(line: str, expressions: Expressions, where: Problem, names: Kinds | None = None) -> None:
    """Refuse a line whose expressions cannot be read or name what nothing has.

    Args:
        names: As `check_names` takes them.

    Raises:
        LibraryError: With the source and place of *where*.
    """
    known = page_kinds(known_kinds() if names is None else names)
    for source in _SLOT.findall(line):
        check_printed(expressions.compile(source, where=where), where, known)


def check_marks(lines: Mapping[str, str], marks: tuple[str, ...], where: Problem) -> None:
    """Refuse *lines*, by language, if one does not hold each of *marks* exactly once, or has other single braces.

    Args:
        marks: Such as `{page}`.

    Raises:
        LibraryError: With the source of *where*, and the language below its place.
    """
    problems = [problem for code, line in lines.items() for problem in _mark_problems(line, marks, where, code)]
    if problems:
        raise LibraryError(problems)


def _mark_problems(line: str, marks: tuple[str, ...], where: Problem, language: str) -> Iterator[Problem]:
    found = _BRACES.findall(_SLOT.sub("", line))
    hint = f"write {listed(marks, 'and')}, {'each ' if len(marks) > 1 else ''}once"
    messages = [f"`{each}` is nothing that is filled in here" for each in dict.fromkeys(found) if each not in marks]
    messages += [
        f"`{mark}` stands here {found.count(mark)} times" if found.count(mark) else f"`{mark}` is missing"
        for mark in marks
        if found.count(mark) != 1
    ]
    for message in messages:
        place = f"{where.place}.{language}"
        yield Problem(where.source, "marks", f"{message}: {as_json(line)}", place=place, hint=hint)


def fill_line(line: str, expressions: Expressions, names: Mapping[str, object], where: Problem) -> str:
    """Return *line* with its values put in.

    Raises:
        LibraryError: A value is missing or cannot be printed.
    """

    def fill(match: re.Match[str]) -> str:
        expression = expressions.compile(match[1], where=where)
        try:
            return printed(value_of(expression, names))
        except (TypeError, ValueError) as error:
            raise LibraryError(
                Problem(where.source, "value", f"`{expression.source}`: {error}", place=where.place)
            ) from error

    return _SLOT.sub(fill, line)
