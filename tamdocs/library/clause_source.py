"""A clause file with the lines that each of its paragraphs takes, for those who change the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tamdocs.errors import LibraryError
from tamdocs.library.clause_blocks import split_options
from tamdocs.library.clause_context import ClauseContext
from tamdocs.library.clause_inlines import InlineReader
from tamdocs.library.clause_markdown import clause_markdown, lift_slots
from tamdocs.library.expressions import Expressions
from tamdocs.library.template import TemplateInlines

Role: TypeAlias = Literal["paragraph", "item", "term", "opening", "closing", "table", "whole"]
"""An opening and a closing are the lines of a directive; an item is the first paragraph of a list item. A directive
that becomes a picture, or text of another file, stands as one whole."""

_WHOLE = frozenset({"chart", "figures", "prose"})
MARKER = re.compile(r"( *)(\d+[.)]|[-*+])( +|$)")


@dataclass(frozen=True, slots=True)
class Container:
    """What a paragraph stands in."""

    kind: str
    """`ordered`, `bullet`, `meaning` (of a term), or the name of a directive."""
    indent: int
    """Column of the marker, from 0."""
    inner: int
    """Column where what it holds begins."""
    spaced: bool = False
    """Whether the items of the list have blank lines between them."""


@dataclass(frozen=True, slots=True)
class SourceUnit:
    """A paragraph, or a locked line, of a clause file. Lines count from 0; the last one is not taken any more."""

    role: Role
    first: int
    last: int
    containers: tuple[Container, ...]
    inlines: TemplateInlines = ()
    prefix: str = ""
    """What stands before the words on the first line: a marker, or the indent."""
    anchor: str = ""
    start: int = 0
    """The line of its marker or of its `(id)=`, where it has one; else the same as *first*."""
    end: int = 0
    """Of an item: where all of it ends. Of others the same as *last*."""
    label: str = ""
    """Of a directive: its name and argument, such as `{when} fee`."""
    figure: int = 0
    """Of an item of a numbered list: its number as written."""

    @property
    def lists(self) -> tuple[Container, ...]:
        return tuple(each for each in self.containers if each.kind in {"ordered", "bullet"})

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(each.kind for each in self.containers)


@dataclass(frozen=True, slots=True)
class ClauseSource:
    lines: tuple[str, ...]
    """With their line ends."""
    units: tuple[SourceUnit, ...]


def read_source(source: str, clause: str, text: str, expressions: Expressions) -> ClauseSource:
    """Return the units of the clause file *text*, which `parse_clause` accepts.

    Raises:
        LibraryError: A text in it cannot be read.
    """
    context = ClauseContext(source, clause, expressions)
    lifted = lift_slots(text, context)
    reader = _SourceReader(context, clause_markdown(), lifted.split("\n"))
    units = tuple(reader.read(reader.markdown.parse(lifted), 0, ()))
    if context.problems:
        raise LibraryError(context.problems)
    return ClauseSource(tuple(text.splitlines(keepends=True)), units)


@dataclass(slots=True)
class _SourceReader:
    context: ClauseContext
    markdown: MarkdownIt
    lines: Sequence[str]
    """With the values lifted out."""
    anchor: str = ""
    start: int | None = None
    """The line of the marker or of the id that the next paragraph has."""
    item: tuple[int, Container] | None = None
    """Where the item ends whose first paragraph comes next, and its list."""

    def read(self, tokens: Sequence[Token], offset: int, around: tuple[Container, ...]) -> Iterator[SourceUnit]:
        inside = list(around)
        depth: list[bool] = []
        for index, token in enumerate(tokens):
            line = offset + token.map[0] if token.map else 0
            match token.type:
                case "ordered_list_open" | "bullet_list_open":
                    depth.append(self._is_spaced(tokens, index, offset, len(depth)))
                case "ordered_list_close" | "bullet_list_close":
                    depth.pop()
                case "list_item_open":
                    inside.append(self._open_item(token, offset, inside, spaced=depth[-1]))
                case "dd_open":
                    inside.append(self._meaning(tokens[index + 1], offset, inside))
                case "list_item_close" | "dd_close":
                    inside.pop()
                case "myst_target":
                    self.anchor = token.content.strip()
                    self.start = line if self.start is None else self.start
                case "paragraph_open":
                    assert token.map
                    yield self._paragraph(tokens[index + 1], line, offset + token.map[1], tuple(inside))
                case "dt_open":
                    yield self._term(tokens[index + 1], line, tuple(inside))
                case "colon_fence":
                    yield from self._directive(token, offset, tuple(inside))
                case _:
                    pass

    def _is_spaced(self, tokens: Sequence[Token], index: int, offset: int, depth: int) -> bool:
        level = tokens[index].level + 1
        starts = []
        for token in tokens[index + 1 :]:
            if token.level < level:
                break
            if token.type == "list_item_open" and token.level == level and token.map:
                starts.append(offset + token.map[0])
        if len(starts) == 1:
            return depth == 0
        return any(not self.lines[start - 1].strip() for start in starts[1:])

    def _open_item(self, token: Token, offset: int, inside: Sequence[Container], *, spaced: bool) -> Container:
        assert token.map
        line, end = offset + token.map[0], offset + token.map[1]
        while end > line + 1 and not self.lines[end - 1].strip():
            end -= 1
        column = inside[-1].inner if inside else 0
        match = MARKER.match(self.lines[line], column)
        indent = column + len(match[1]) if match else column
        inner = indent + len(match[2]) + max(1, len(match[3])) if match else column
        kind = "ordered" if token.info or token.markup in {".", ")"} else "bullet"
        container = Container(kind, indent, inner, spaced)
        self.item, self.start = (end, container), line
        return container

    def _meaning(self, following: Token, offset: int, inside: Sequence[Container]) -> Container:
        column = inside[-1].inner if inside else 0
        line = offset + following.map[0] if following.map else 0
        text = self.lines[line]
        marked = re.match(r" *[:~] +", text[column:])
        return Container("meaning", column, column + (len(marked[0]) if marked else 2))

    def _paragraph(self, inline: Token, first: int, last: int, inside: tuple[Container, ...]) -> SourceUnit:
        start, anchor = first if self.start is None else self.start, self.anchor
        item, self.item, self.start, self.anchor = self.item, None, None, ""
        role: Role = "item" if item else "paragraph"
        end = item[0] if item else last
        inlines = InlineReader(self.context, first + 1).read(inline)
        prefix = self._prefix(inline.content, first)
        figure = self._figure(start, item[1]) if item else 0
        return SourceUnit(role, first, last, inside, inlines, prefix, anchor, start, end, figure=figure)

    def _figure(self, line: int, container: Container) -> int:
        match = MARKER.match(self.lines[line], container.indent)
        return int(match[2][:-1]) if match and match[2][:-1] else 0

    def _term(self, inline: Token, line: int, inside: tuple[Container, ...]) -> SourceUnit:
        start, anchor = line if self.start is None else self.start, self.anchor
        self.start, self.anchor = None, ""
        inlines, prefix = InlineReader(self.context, line + 1).read(inline), self._prefix(inline.content, line)
        return SourceUnit("term", line, line + 1, inside, inlines, prefix, anchor, start, line + 1)

    def _prefix(self, content: str, line: int) -> str:
        words = content.split("\n", maxsplit=1)[0].rstrip()
        text = self.lines[line].rstrip()
        return text.removesuffix(words)

    def _directive(self, token: Token, offset: int, inside: tuple[Container, ...]) -> Iterator[SourceUnit]:
        assert token.map
        first, last = offset + token.map[0], offset + token.map[1]
        name = (re.findall(r"\w+", token.info) or [""])[0]
        indent = len(self.lines[first]) - len(self.lines[first].lstrip())
        self.item = self.start = None
        label = token.info.strip()
        if name == "table":
            yield SourceUnit("table", first, last, inside, start=first, end=last, label=label)
            return
        if name in _WHOLE:
            yield SourceUnit("whole", first, last, inside, start=first, end=last, label=label)
            return
        _, content, skipped = split_options(token.content)
        inner = (*inside, Container(name, indent, indent))
        body = first + 1 + skipped
        yield SourceUnit("opening", first, body, inner, start=first, end=body, label=label)
        yield from self.read(self.markdown.parse(content), body, inner)
        yield SourceUnit("closing", last - 1, last, inside, start=last - 1, end=last, label=label)
