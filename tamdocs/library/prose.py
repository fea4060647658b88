"""Reads prose: Markdown that a person wrote into data, as the closed list of what it may be.

Paragraphs, lists, tables, emphasis and links; a heading becomes a bold paragraph. It is read by the reader of clauses,
with all that only a clause has switched off: to prose, `{{ }}`, `:::` and `(id)=` are letters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tamdocs.document.model import Column
from tamdocs.errors import LibraryError, Problem
from tamdocs.library.clause_blocks import BlockReader
from tamdocs.library.clause_context import ClauseContext
from tamdocs.library.expressions import Expressions
from tamdocs.library.template import (
    CrossReference,
    OutwardLink,
    ParagraphTemplate,
    TableTemplate,
    TemplateBlock,
    TemplateBlocks,
    TemplateInlines,
    Wrapped,
)

_DEEPEST = 24
"""Of Markdown's own levels; a list in a list takes two."""
_TAB = " " * 4


def read_prose(text: str, where: Problem, pointer: str) -> TemplateBlocks:
    """Return the blocks of the Markdown *text*.

    Args:
        where: Its source, line and place stand in the problems.
        pointer: Where the text comes from, as `Field.pointer` has it.

    Raises:
        LibraryError: There is something in it that prose cannot hold; each line is named, and the place is *pointer*.
    """
    context = _ProseContext(where, pointer)
    plain = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").expandtabs(len(_TAB))
    tokens = _markdown().parse(plain)
    blocks = _ProseReader(context, _markdown(), tokens, 0).read()
    if context.problems:
        raise LibraryError(dict.fromkeys(context.problems))
    return blocks


@cache
def _markdown() -> MarkdownIt:
    # What is nested deeper than its limit is left out by the parser without a word: so the limit is above ours.
    return MarkdownIt("commonmark", {"html": True, "maxNesting": _DEEPEST * 2}).enable("table")


class _ProseContext(ClauseContext):
    what = "prose"
    ways_out: Mapping[str, str] = MappingProxyType({})

    def __init__(self, where: Problem, pointer: str) -> None:
        super().__init__(where.source, where.place or "", _no_expressions())
        self._where, self._pointer = where, pointer

    def complain(self, line: int, code: str, message: str, hint: str | None = None) -> None:  # noqa: ARG002 - one code
        words = f"line {line} of the prose: {message}"
        hint = hint or "docs/clauses.md says what prose may hold"
        place = self._pointer or self.clause
        self.problems.append(Problem(self.source, "prose", words, self._where.line, None, place, hint))


@cache
def _no_expressions() -> Expressions:
    return Expressions({})


class _ProseReader(BlockReader):
    def _next(self) -> Token:
        token = super()._next()
        if token.level == _DEEPEST and token.nesting == 1:
            self.complain("prose", "this is nested too deep")
        return token

    def _block(self, token: Token) -> Iterator[TemplateBlock]:
        line = self.line
        match token.type:
            case "heading_open":
                words = self._inlines(self._next())
                self._next()
                if words:
                    yield ParagraphTemplate((Wrapped("strong", words),), "", line)
            case "table_open":
                yield from self._table(self._skip("table_close"), line)
            case _:
                yield from super()._block(token)

    def _table(self, tokens: Sequence[Token], line: int) -> Iterator[TableTemplate]:
        rows = self._rows(tokens)
        if not rows.body:
            self.complain("prose", "the table has no rows")
            return
        columns = tuple(Column(1 / len(rows.header), align) for align in rows.align)
        yield TableTemplate(None, columns, rows.header, rows.body, "", line)

    def _inlines(self, token: Token) -> TemplateInlines:
        inlines = super()._inlines(token)
        for target in _references(inlines):
            self.complain("prose", f"`#{target}` leads to a place in the document, and prose knows of none")
        return inlines


def _references(inlines: TemplateInlines) -> Iterator[str]:
    for inline in inlines:
        match inline:
            case CrossReference(target=target):
                yield target
            case Wrapped(inlines=inner) | OutwardLink(inlines=inner):
                yield from _references(inner)
            case _:
                pass
