"""One line of text with `{{ … }}`: titles of covers, closing lines, page marks."""

from __future__ import annotations

import re
from collections.abc import Mapping

from jinja2 import TemplateError

from tamdocs.errors import LibraryError, Problem
from tamdocs.library.expressions import Expressions
from tamdocs.library.names import DOCUMENT_NAMES, KNOWN_NAMES, unknown_name
from tamdocs.library.values import printed

_SLOT = re.compile(r"\{\{(.*?)\}\}")


def check_line(line: str, expressions: Expressions, where: Problem) -> None:
    """Refuse a line whose expressions cannot be read or name what nothing has.

    Raises:
        LibraryError: With the source and place of *where*.
    """
    for source in _SLOT.findall(line):
        expression = expressions.compile(source, where=where)
        unknown = sorted(expression.names - KNOWN_NAMES - DOCUMENT_NAMES)
        if unknown:
            raise LibraryError([unknown_name(name, where, None) for name in unknown])


def fill_line(line: str, expressions: Expressions, names: Mapping[str, object], where: Problem) -> str:
    """Return *line* with its values put in.

    Raises:
        LibraryError: A value is missing or cannot be printed.
    """

    def fill(match: re.Match[str]) -> str:
        expression = expressions.compile(match[1], where=where)
        try:
            return printed(expression.value(names))
        except (TemplateError, TypeError, ValueError) as error:
            raise LibraryError(
                Problem(where.source, "value", f"`{expression.source}`: {error}", place=where.place)
            ) from error

    return _SLOT.sub(fill, line)
