"""The head of a letter: the address where a window shows it, and lines such as date and reference."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from tamdocs.document.model import (
    Blocks,
    Detail,
    Inline,
    Inlines,
    Letter,
    LineBreak,
    Paragraph,
    Table,
)
from tamdocs.document.text import inlines_text
from tamdocs.errors import LibraryError, Problem
from tamdocs.library.model import Part
from tamdocs.library.windows import Habit

_LINE_MM = 4.4
_LETTER_MM = 1.95
"""Of type of the usual size: what a letter takes on average, and a Chinese character twice."""
_CAPITAL = 1.3
"""Letters that a capital counts as."""


def make_letter(parts: Mapping[Part, Blocks], habit: Habit, sender: str, where: Problem) -> Letter:
    """Return the head of a letter.

    Args:
        parts: What the clauses of a part say: of `address` paragraphs, of `details` labels and values.
        sender: Name and address of the sender in a line.
        where: Its source stands in messages.

    Raises:
        LibraryError: A part holds other blocks than those.
    """
    address = tuple(line for block in parts.get("address", ()) for line in _lines(block, where))
    details = tuple(detail for block in parts.get("details", ()) for detail in _details(block, where))
    if not address:
        raise LibraryError(Problem(where.source, "letter", "the letter has no address", place="outline"))
    window = habit.window
    rows = sum(-(-_letters(line) * _LETTER_MM // window.width_mm) for line in address)
    return Letter(window, sender if habit.sender else "", address, rows * _LINE_MM > window.height_mm, details)


def _lines(block: object, where: Problem) -> Iterator[Inlines]:
    if not isinstance(block, Paragraph):
        raise LibraryError(Problem(where.source, "letter", "an address is made of paragraphs only", place="outline"))
    yield from _broken(block.inlines)


def _details(block: object, where: Problem) -> Iterator[Detail]:
    if not isinstance(block, Table) or not block.row_headers:
        message = "the details of a letter are labels and values, in :::{details}"
        raise LibraryError(Problem(where.source, "letter", message, place="outline"))
    yield from (Detail(label, value) for label, value in block.rows)


def _broken(inlines: Inlines) -> Iterator[Inlines]:
    """Yield the lines of *inlines*."""
    line: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, LineBreak):
            yield tuple(line)
            line = []
        else:
            line.append(inline)
    yield tuple(line)


def _letters(line: Inlines) -> float:
    return sum(map(_width, inlines_text(line))) or 1


def _width(char: str) -> float:
    return 2 if unicodedata.east_asian_width(char) in "WF" else _CAPITAL if char.isupper() else 1
