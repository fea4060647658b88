"""Reads the blocks of a clause: paragraphs, lists, definitions and directives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tamdocs.document.model import Column
from tamdocs.library.clause_charts import read_chart, read_figures
from tamdocs.library.clause_context import ClauseContext
from tamdocs.library.clause_inlines import InlineReader
from tamdocs.library.template import (
    DetailsTemplate,
    Each,
    EntriesTemplate,
    Entry,
    ItemTemplate,
    ListTemplate,
    NoteTemplate,
    ParagraphTemplate,
    ProseTemplate,
    Repeat,
    SignatureTemplate,
    TableTemplate,
    TemplateBlock,
    TemplateBlocks,
    TemplateInlines,
    When,
)

_DIRECTIVE = re.compile(r"\{(\w+)\}\s*(.*)", re.DOTALL)
_REPEAT = re.compile(r"([A-Za-z_]\w*)\s+in\s+(.+)")
_OPTION = re.compile(r":(\w+):\s*(.*)")


_WITH_OPTIONS = frozenset({"table", "details", "chart"})


class TableRows(NamedTuple):
    """A Markdown table."""

    header: tuple[TemplateInlines, ...]
    body: tuple[tuple[TemplateInlines, ...], ...]
    align: tuple[Literal["left", "right"], ...]


class BlockReader:
    """Reads one run of tokens: the clause, or the content of a directive."""

    def __init__(self, context: ClauseContext, markdown: MarkdownIt, tokens: Sequence[Token], first_line: int) -> None:
        self.context = context
        self.markdown = markdown
        self.tokens = tokens
        self.at = 0
        self.first_line = first_line
        """How many lines of the file stand before the first line of this run."""
        self.line = first_line + 1
        self.target = ""

    def read(self, until: str = "") -> TemplateBlocks:
        """Return the blocks up to the token of type *until*, which is taken too."""
        blocks: list[TemplateBlock] = []
        while self.at < len(self.tokens):
            token = self._next()
            if token.type == until:
                break
            blocks += self._block(token)
        if self.target:
            self.complain("target", f"`({self.target})=` stands before nothing that it could name")
            self.target = ""
        return tuple(blocks)

    def _next(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        if token.map:
            self.line = self.first_line + token.map[0] + 1
        return token

    def _block(self, token: Token) -> Iterator[TemplateBlock]:
        line = self.line
        match token.type:
            case "paragraph_open":
                identity = self._take_target()
                yield ParagraphTemplate(self._inlines(self._next()), identity, line)
                self._next()
            case "ordered_list_open" | "bullet_list_open":
                yield self._list(token, line)
            case "dl_open":
                yield EntriesTemplate(tuple(self._entries()), line)
            case "colon_fence":
                yield from self._directive(token, line)
            case "myst_target":
                self._set_target(token)
            case "table_open":
                self._skip("table_close")
                self.complain("bare-table", "a table stands in a :::{table} directive, which says what it holds")
            case _:
                self.context.refuse(token.type, self.line)

    def _set_target(self, token: Token) -> None:
        self.target = token.content.strip()
        if not re.fullmatch(r"[a-z][a-z0-9-]*", self.target):
            self.complain("target", f"`{self.target}` is not an id: small letters, digits and hyphens")

    def _take_target(self) -> str:
        target, self.target = self.target, ""
        return target

    def _list(self, opened: Token, line: int) -> ListTemplate:
        ordered = opened.type == "ordered_list_open"
        items = []
        while (token := self._next()).type == "list_item_open":
            items.append(self._item())
        assert token.type == opened.type.replace("open", "close")
        return ListTemplate(ordered, tuple(items), line)

    def _item(self) -> ItemTemplate:
        """The id that is set at the head of an item names the item, so that a reference gives its number."""
        blocks = self.read("list_item_close")
        if blocks and isinstance(first := blocks[0], ParagraphTemplate) and first.id:
            return ItemTemplate((replace(first, id=""), *blocks[1:]), first.id)
        if not blocks:
            self.complain("empty-item", "the list item is empty")
        return ItemTemplate(blocks, "")

    def _entries(self) -> Iterator[Entry]:
        identity, line = self._take_target(), self.line
        term: TemplateInlines = ()
        blocks: TemplateBlocks = ()
        while (token := self._next()).type != "dl_close":
            if token.type == "dt_open":
                if term:
                    yield Entry(term, blocks, identity, line)
                    identity = ""
                line, blocks = self.line, ()
                term = self._inlines(self._next())
            elif token.type == "dd_open":
                blocks += self.read("dd_close")
        yield Entry(term, blocks, identity, line)

    def _skip(self, until: str) -> list[Token]:
        start = self.at
        while self.tokens[self.at].type != until:
            self.at += 1
        self.at += 1
        return list(self.tokens[start : self.at - 1])

    def complain(self, code: str, message: str, hint: str | None = None) -> None:
        self.context.complain(self.line, code, message, hint)

    def _inlines(self, token: Token) -> TemplateInlines:
        if token.map:
            self.line = self.first_line + token.map[0] + 1
        return InlineReader(self.context, self.line).read(token)

    # Directives

    def _directive(self, token: Token, line: int) -> Iterator[TemplateBlock]:
        match = _DIRECTIVE.fullmatch(token.info.strip())
        name, argument = (match[1], match[2].strip()) if match else ("", "")
        options, content, skipped = split_options(token.content)
        inner = BlockReader(self.context, self.markdown, self.markdown.parse(content), line + skipped)
        if not self._is_closed(token):
            self.complain("open-directive", f"`{token.markup}{token.info}` is not closed")
        if name not in _WITH_OPTIONS and options:
            self.complain("option", f"`{name}` takes no options")
        match name:
            case "when":
                if condition := self.context.compile(argument, line):
                    yield When(condition, inner.read(), line)
            case "each":
                if repeat := self._repeat(argument, line):
                    yield Each(repeat, inner.read(), line)
            case "table":
                yield from inner.table(self._repeat(argument, line) if argument else None, options, line)
            case "details":
                yield DetailsTemplate(inner.read(), self._summary(options), line)
            case "chart":
                repeat = self._repeat(argument, line) if argument else None
                yield from read_chart(inner, repeat, options, line, repeats=bool(argument))
            case "figures":
                repeat = self._repeat(argument, line) if argument else None
                yield from read_figures(inner, repeat, line, repeats=bool(argument))
            case "prose":
                yield from self._prose(argument, content, line)
            case "note":
                yield NoteTemplate(inner.read())
            case "signature":
                yield from inner.signature(line)
            case _:
                self.complain(
                    "directive",
                    f"`{token.markup}{token.info}` is not a directive",
                    "the directives are when, each, table, details, chart, figures, prose, note, signature",
                )

    def _is_closed(self, token: Token) -> bool:
        """The fence rule closes an open directive at the end without a word; its map then ends without a fence."""
        assert token.map
        return token.map[1] - token.map[0] - token.content.count("\n") >= 2

    def _repeat(self, argument: str, line: int) -> Repeat | None:
        match = _REPEAT.fullmatch(argument)
        if not match:
            self.complain("repeat", f"`{argument}` does not say what is repeated", "write NAME in EXPRESSION")
            return None
        items = self.context.compile(match[2], line)
        return Repeat(match[1], items) if items else None

    def _summary(self, options: Mapping[str, str]) -> str:
        if not options.get("summary"):
            self.complain("summary", "`:summary:` is missing: say in words what it holds, for those who cannot see it")
        return options.get("summary", "")

    def signature(self, line: int) -> Iterator[SignatureTemplate]:
        blocks = self.read()
        entries = tuple(entry for block in blocks if isinstance(block, EntriesTemplate) for entry in block.entries)
        if not entries or any(not isinstance(block, EntriesTemplate) for block in blocks):
            self.complain("signature", "a signature holds parties and lines, written as definitions")
        yield SignatureTemplate(entries, line)

    def table(self, repeat: Repeat | None, options: Mapping[str, str], line: int) -> Iterator[TableTemplate]:
        summary = self._summary(options)
        if not (rows := self.table_rows(repeats=repeat is not None)):
            return
        shares = self._shares(options.get("widths", ""), len(rows.header))
        columns = tuple(map(Column, shares, rows.align))
        yield TableTemplate(repeat, columns, rows.header, rows.body, summary, line)

    def table_rows(self, *, repeats: bool) -> TableRows | None:
        """Return the table that the directive holds; note the problem and return None where there is none."""
        if not self.tokens or self.tokens[0].type != "table_open" or self.tokens[-1].type != "table_close":
            self.complain("table", "the directive holds no table, or more than a table")
            return None
        rows = self._rows(self.tokens)
        if not rows.body or (repeats and len(rows.body) != 1):
            self.complain("table", "a table has rows; one that repeats has exactly one")
        return rows

    def _rows(self, tokens: Sequence[Token]) -> TableRows:
        rows: list[list[TemplateInlines]] = []
        align: list[Literal["left", "right"]] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "th_open":
                align.append("right" if "right" in str(token.attrs.get("style", "")) else "left")
            elif token.type == "inline":
                rows[-1].append(self._inlines(token))
        header, *body = (tuple(row) for row in rows)
        return TableRows(header, tuple(body), tuple(align))

    def _prose(self, argument: str, content: str, line: int) -> Iterator[ProseTemplate]:
        if content.strip():
            self.complain("prose", "`prose` holds nothing: its text comes with the order")
        if expression := self.context.compile(argument, line):
            if ".".join(expression.path) != expression.source:
                self.complain("prose", f"`{argument}` is not the name of a value", "write a name such as notes.summary")
            yield ProseTemplate(expression, line)

    def _shares(self, widths: str, columns: int) -> list[float]:
        figures = widths.split() or ["1"] * columns
        if len(figures) != columns or not all(re.fullmatch(r"[1-9]\d{0,3}", figure) for figure in figures):
            self.complain("widths", f"`:widths: {widths}` does not give a whole number for each of {columns} columns")
            figures = ["1"] * columns
        total = sum(map(int, figures))
        return [int(figure) / total for figure in figures]


def split_options(content: str) -> tuple[dict[str, str], str, int]:
    """Split the `:name: value` lines at the head of a directive off, and count the lines that they take."""
    lines = content.split("\n")
    options = {}
    count = 0
    while count < len(lines) and (match := _OPTION.fullmatch(lines[count].strip())):
        options[match[1]] = match[2].strip()
        count += 1
    return options, "\n".join(lines[count:]), count
