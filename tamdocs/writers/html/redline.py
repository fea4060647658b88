"""A redline as one HTML page that needs nothing else: no server, no script of others, no font from the network."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TypeVar, assert_never

from tamdocs.document.ids import ids_of
from tamdocs.document.model import Definition, Item, OrderedList, Paragraph, Section
from tamdocs.document.redline import (
    MarkedBlock,
    MarkedBlocks,
    MarkedContents,
    MarkedDefinition,
    MarkedDefinitions,
    MarkedItem,
    MarkedList,
    MarkedNote,
    MarkedParagraph,
    MarkedRow,
    MarkedSection,
    MarkedSignature,
    MarkedTable,
    Pair,
    Redline,
    Standing,
    Words,
)
from tamdocs.document.redline_moves import other_ends
from tamdocs.document.redline_names import renamed
from tamdocs.writers.html.page_sources import page_source, security_policy
from tamdocs.writers.html.redline_words import Changes, anchor, number_html, words_html

_Node = TypeVar("_Node", bound=Section | Paragraph | Item | Definition)
_DEEPEST = 6


def write_redline_html(redline: Redline, names: tuple[str, str], note: str) -> str:
    """Return *redline* as a page.

    Args:
        redline: Two composed documents.
        names: What the documents are called, before and after, such as `americas` and `emea`.
        note: Stands below the title, such as who compared what and as of which day.
    """
    page = _Page(redline)
    style, script = page_source("redline.css"), page_source("redline.js")
    body = "".join(page.document())
    title = escape(f"{redline.after.title}: {names[0]} → {names[1]}")
    number = page.changes.count
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{security_policy(style, script)}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>{style}</style>\n</head>\n<body>\n{_header(redline, names, note, number)}\n"
        f'<main lang="{escape(redline.after.language)}">\n{body}</main>\n<script>{script}</script>\n</body>\n</html>\n'
    )


def _header(redline: Redline, names: tuple[str, str], note: str, number: int) -> str:
    language = escape(redline.after.language)
    before, after = map(escape, names)
    count = f"{number} change{'' if number == 1 else 's'}"
    return (
        f'<header>\n<h1><span lang="{language}">{escape(redline.after.title)}</span>: '
        f"from {before} to {after}</h1>\n<p>{escape(note)}</p>\n"
        f"<p>In the text, <ins>inserted</ins> words are underlined and <del>deleted</del> ones struck; "
        f'what <ins class="moved">moved</ins> is underlined twice where it is now, and '
        f'<del class="moved">struck twice</del> where it was.</p>\n'
        f'<nav aria-label="Changes"><button type="button" id="previous">Previous change (p)</button>'
        f'<button type="button" id="next">Next change (n)</button>'
        f'<output id="where" aria-live="polite">{count}</output></nav>\n</header>'
    )


class _Page:
    def __init__(self, redline: Redline) -> None:
        self.redline = redline
        self.changes = Changes()
        self._after = frozenset(ids_of(redline.after.blocks))
        self._renamed = renamed(redline)
        self._named: set[str] = set()
        self._other_ends = other_ends(redline.blocks)

    def document(self) -> Iterator[str]:
        yield f'<p class="title">{self._words(self.redline.title, "kept")}</p>\n'
        for line in self.redline.cover:
            yield f"<p>{self._words(line.words, line.pair.standing)}</p>\n"
        yield from self._blocks(self.redline.blocks, "kept")
        if self.redline.closing:
            yield f'<p class="closing">{self._words(self.redline.closing, "kept")}</p>\n'

    def _blocks(self, blocks: MarkedBlocks, outer: Standing) -> Iterator[str]:
        for block in blocks:
            yield from self._block(block, block.pair.standing_in(outer), outer)

    def _block(self, block: MarkedBlock, standing: Standing, outer: Standing) -> Iterator[str]:
        match block:
            case MarkedSection():
                yield from self._section(block, standing, outer)
            case MarkedParagraph():
                words = self._words(block.words, standing)
                yield f"<p{self._attributes(block, standing, outer)}>{self._note(block.pair)}{words}</p>\n"
            case MarkedList():
                yield f'<ul class="items{"" if standing == outer else f" {standing}"}" role="list">\n'
                for item in block.items:
                    ordered = isinstance(block.pair.shown, OrderedList)
                    yield from self._item(item, item.pair.standing_in(standing), standing, ordered=ordered)
                yield "</ul>\n"
            case MarkedTable():
                yield from self._table(block, standing, outer)
            case MarkedDefinitions():
                yield "<dl>\n"
                for entry in block.entries:
                    yield from self._definition(entry, entry.pair.standing_in(standing), standing)
                yield "</dl>\n"
            case MarkedNote():
                yield f'<div class="note" role="note">{"".join(self._blocks(block.blocks, standing))}</div>\n'
            case MarkedSignature():
                yield from self._signature(block, standing, outer)
            case MarkedContents():
                yield from self._contents(block, standing)
            case _:
                assert_never(block)

    def _section(self, section: MarkedSection, standing: Standing, outer: Standing) -> Iterator[str]:
        before, after = section.pair.before, section.pair.after
        level = min(section.pair.shown.level + 1, _DEEPEST)
        number = number_html(before.number if before else None, after.number if after else None, standing)
        title = self._words(section.title, standing)
        yield f"<section{self._attributes(section, standing, outer)}>\n"
        yield f"<h{level}>{self._note(section.pair)}{number} {title}</h{level}>\n"
        yield from self._blocks(section.blocks, standing)
        yield "</section>\n"

    def _item(self, item: MarkedItem, standing: Standing, outer: Standing, *, ordered: bool) -> Iterator[str]:
        before, after = item.pair.before, item.pair.after
        number = number_html(before.marker if before else None, after.marker if after else None, standing)
        yield f"<li{self._attributes(item, standing, outer)}>"
        yield f'<span class="marker">{number if ordered else "•"}</span>\n<div class="body">{self._note(item.pair)}\n'
        yield from self._blocks(item.blocks, standing)
        yield "</div></li>\n"

    def _table(self, table: MarkedTable, standing: Standing, outer: Standing) -> Iterator[str]:
        yield f'<table aria-label="{escape(table.pair.shown.summary)}"{_class(standing, outer)}>\n'
        for row in table.rows:
            yield from self._row(row, table, row.pair.standing_in(standing), standing)
        yield "</table>\n"

    def _row(self, row: MarkedRow, table: MarkedTable, standing: Standing, outer: Standing) -> Iterator[str]:
        shown = table.pair.shown
        yield f"<tr{_class(standing, outer)}>"
        for index, (words, column) in enumerate(zip(row.cells, shown.columns, strict=True)):
            scope = "col" if row.heading else "row" if shown.row_headers and index == 0 else ""
            name, attribute = ("th", f' scope="{scope}"') if scope else ("td", "")
            align = ' class="right"' if column.align == "right" else ""
            yield f"<{name}{attribute}{align}>{self._words(words, standing)}</{name}>"
        yield "</tr>\n"

    def _definition(self, entry: MarkedDefinition, standing: Standing, outer: Standing) -> Iterator[str]:
        term = self._words(entry.term, standing)
        yield f"<dt{self._attributes(entry, standing, outer)}>{self._note(entry.pair)}{term}</dt>\n"
        yield f"<dd{_class(standing, outer)}>"
        yield from self._blocks(entry.blocks, standing)
        yield "</dd>\n"

    def _signature(self, block: MarkedSignature, standing: Standing, outer: Standing) -> Iterator[str]:
        yield f'<div class="parties{"" if standing == outer else f" {standing}"}">\n'
        for party in block.parties:
            yield f"<div><p><strong>{self._words(party.name, standing)}</strong></p>"
            yield from (f'<p class="rule">{self._words(line, standing)}</p>' for line in party.lines)
            yield "</div>\n"
        yield "</div>\n"

    def _contents(self, contents: MarkedContents, standing: Standing) -> Iterator[str]:
        yield f'<nav class="contents"><h2>{self._words(contents.title, standing)}</h2>\n'
        yield '<ul class="items" role="list">\n'
        for entry in contents.entries:
            before, after = entry.pair.before, entry.pair.after
            own = entry.pair.standing_in(standing)
            number = number_html(before.number if before else None, after.number if after else None, own)
            link = f'<a href="#{escape(anchor(entry.pair.shown.target))}">{self._words(entry.title, own)}</a>'
            yield f'<li{_class(own, standing)}><span class="marker">{number}</span>'
            yield f'<span class="body">{link}</span></li>\n'
        yield "</ul></nav>\n"

    def _words(self, words: Words, standing: Standing) -> str:
        return words_html(words, standing, self.changes)

    def _attributes(
        self,
        node: MarkedSection | MarkedParagraph | MarkedItem | MarkedDefinition,
        standing: Standing,
        outer: Standing,
    ) -> str:
        """Return the id that links lead to, where it is this place, and the class that says how the node stands."""
        name = node.pair.shown.id
        gone = standing in {"deleted", "moved-away"}
        if not name or name in self._named or (gone and name in self._after):
            return _class(standing, outer)
        self._named.add(name)
        return f' id="{escape(anchor(name))}"' + _class(standing, outer)

    def _note(self, pair: Pair[_Node]) -> str:
        """Return what says where a moved node came from or went to, with a link there; and the id that it lost."""
        if pair.move is None:
            return self._lost_name(pair.before.id) if pair.before and pair.after else ""
        here, there = ("to", "from") if pair.move.here else ("from", "to")
        words = "moved here from" if pair.move.here else "moved to"
        number = escape(self._other_ends[pair.move] or "another place")
        return (
            f'<span class="moved-note" lang="en" id="{pair.move.name}-{here}">[{words} '
            f'<a href="#{pair.move.name}-{there}">{number}</a>]</span> '
        )

    def _lost_name(self, name: str) -> str:
        if name not in self._renamed or name in self._named:
            return ""
        self._named.add(name)
        return f'<span id="{escape(anchor(name))}"></span>'


def _class(standing: Standing, outer: Standing) -> str:
    """Return the class that says how a node stands; all inside it stands likewise."""
    return "" if standing == outer else f' class="{standing}"'
