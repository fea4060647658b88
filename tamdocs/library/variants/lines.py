"""The text of a clause as lines, so that two variants of it can be compared.

What is compared is what the clause says, not what becomes of it: a number that shifts because another clause came
before, or a value of the order, is no difference of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from tamdocs.document.model import (
    Block,
    Blocks,
    BulletList,
    Chart,
    Contents,
    Definitions,
    Field,
    Inline,
    Inlines,
    KeyFigures,
    LineBreak,
    Note,
    OrderedList,
    Paragraph,
    Reference,
    Section,
    Signature,
    Table,
    Text,
)
from tamdocs.document.text import inlines_text
from tamdocs.library.numbering import counters_in, print_number

Role = Literal["title", "text", "term", "row", "note"]

CELL_BREAK = " | "
"""Stands between the cells of a row."""

_NOT_OF_THE_ORDER = re.compile(r"/(?:service|channel/kind|edition(?:/.*)?)")
"""What follows from region, channel, service and edition, although the order names it."""
_INDEX = re.compile(r"/\d+(?=/|$)")


@dataclass(frozen=True, slots=True)
class Line:
    """A heading, a paragraph, a term, or a row of a table."""

    cells: tuple[Inlines, ...]
    """More than one in a row of a table. There are texts, references and values only. A reference shows the title of
    what it leads to, a value where in the order it stands."""
    role: Role = "text"
    depth: int = 0
    """How many lists it stands in."""
    marker: str = field(default="", compare=False)
    """What stands before it, such as `(a)`."""
    optional: bool = False
    """There are orders without it."""

    @property
    def text(self) -> str:
        return CELL_BREAK.join(map(inlines_text, self.cells))


Lines: TypeAlias = tuple[Line, ...]


def plain_line(text: str) -> Line:
    return Line(((Text(text),),))


def clause_lines(title: str, blocks: Blocks, patterns: Sequence[str], titles: Mapping[str, str]) -> Lines:
    """Return the lines of a clause.

    Args:
        title: Its heading; empty for none.
        blocks: As `expand_clause` makes them: not numbered, references without words.
        patterns: How the outline numbers lists, by level.
        titles: What a reference shows, by its target.
    """
    reader = _Reader(patterns, titles)
    heading = (Line(((Text(title),),), "title"),) if title else ()
    return (*heading, *reader.blocks(blocks, 0, "text"))


class _Reader:
    def __init__(self, patterns: Sequence[str], titles: Mapping[str, str]) -> None:
        self.patterns = patterns
        self.titles = titles

    def blocks(self, blocks: Iterable[Block], depth: int, role: Role) -> Iterator[Line]:
        for block in blocks:
            yield from self._block(block, depth, role)

    def _block(self, block: Block, depth: int, role: Role) -> Iterator[Line]:
        match block:
            case Paragraph():
                yield self._line(block.inlines, role, depth)
            case OrderedList() | BulletList():
                for count, item in enumerate(block.items, 1):
                    marker = self._marker(block, count)
                    for line in self.blocks(item.blocks, depth + 1, role):
                        yield replace(line, marker=line.marker or marker)
                        marker = ""
            case Definitions():
                for entry in block.entries:
                    yield self._line(entry.term, "term", depth)
                    yield from self.blocks(entry.blocks, depth + 1, role)
            case Table():
                rows = (block.header, *block.rows) if block.header else block.rows
                for row in rows:
                    yield self._row(row, depth)
            case Note():
                yield from self.blocks(block.blocks, depth, "note")
            case Signature():
                for party in block.parties:
                    yield self._row((party.name, *party.lines), depth)
            case Chart() | KeyFigures():
                yield from self._picture(block, depth)
            case Section() | Contents():
                raise AssertionError("a clause makes no section and no contents of its own")

    def _picture(self, block: Chart | KeyFigures, depth: int) -> Iterator[Line]:
        """Yield what a clause says of a picture; the numbers are the order's."""
        if isinstance(block, KeyFigures):
            for figure in block.figures:
                yield self._row((figure.value, figure.label, figure.note), depth)
            return
        yield self._line(block.title, "text", depth)
        names = (block.category_axis, block.value_axis, *(each.name for each in block.series))
        yield self._row([(Text(name),) for name in names if name], depth)

    def _marker(self, block: OrderedList | BulletList, count: int) -> str:
        if isinstance(block, BulletList):
            return "•"
        pattern = self.patterns[block.level] if block.level < len(self.patterns) else "1."
        return print_number(pattern, [count]) if counters_in(pattern) == 1 else f"{count}."

    def _line(self, inlines: Inlines, role: Role, depth: int) -> Line:
        return Line((_joined(self._flat(inlines)),), role, depth)

    def _row(self, cells: Iterable[Inlines], depth: int) -> Line:
        return Line(tuple(_joined(self._flat(cell)) for cell in cells), "row", depth)

    def _flat(self, inlines: Inlines) -> Iterator[_Plain]:
        """Yield the words of *inlines*; the lines of a value that takes several are one."""
        before = ""
        for index, inline in enumerate(inlines):
            after = inlines[index + 1] if index + 1 < len(inlines) else None
            if isinstance(inline, LineBreak) and isinstance(after, Field) and after.pointer == before != "":
                continue
            if isinstance(inline, Field) and _of_the_order(inline):
                if inline.pointer != before:
                    yield Field(_placeholder(inline.pointer), "")
                before = inline.pointer
            else:
                before = ""
                yield from self._plain(inline)

    def _plain(self, inline: Inline) -> Iterator[_Plain]:
        match inline:
            case Text() | Field():
                yield Text(inline.text)
            case Reference():
                yield Reference("", inline.text or f"§ {self.titles.get(inline.target, inline.target)}")
            case LineBreak():
                yield Text(" ")
            case _:
                yield from self._flat(inline.inlines)


_Plain: TypeAlias = Text | Reference | Field


def _joined(inlines: Iterable[_Plain]) -> Inlines:
    """Return *inlines* with texts that follow one another as one."""
    joined: list[_Plain] = []
    for inline in inlines:
        if joined and isinstance(inline, Text) and isinstance(last := joined[-1], Text):
            joined[-1] = Text(last.text + inline.text)
        else:
            joined.append(inline)
    return tuple(joined)


def _of_the_order(value: Field) -> bool:
    return value.pointer.startswith(("/", "data:/")) and not _NOT_OF_THE_ORDER.fullmatch(value.pointer)


def _placeholder(pointer: str) -> str:
    return "‹" + _INDEX.sub("", pointer).removeprefix("data:").strip("/").replace("/", ".") + "›"
