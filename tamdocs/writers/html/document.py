"""A document as one HTML page that needs nothing else: for an e-mail or an intranet, with no script and no network."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import assert_never

from tamdocs.document.charts import values_table
from tamdocs.document.model import (
    Block,
    Blocks,
    BulletList,
    Chart,
    Column,
    Contents,
    Definition,
    Definitions,
    Document,
    Inlines,
    Item,
    KeyFigures,
    Letter,
    Note,
    OrderedList,
    Paragraph,
    Section,
    Signature,
    SignatureParty,
    Table,
)
from tamdocs.writers.html.chart_svg import chart_svg
from tamdocs.writers.html.page_sources import page_source, security_policy
from tamdocs.writers.html.redline_words import anchor, inlines_html

_DEEPEST = 6
_VALUES = {"zh": "数值"}
"""What opens the table behind a chart, by language; else it is in English."""
_ABOVE, _BELOW = ("family", "role"), ("marking", "copyright", "trademarks")
"""Marks that stand above and below the text, where a printed page has its header and footer."""


def write_html(document: Document) -> str:
    """Return *document* as a page. Equal documents give equal pages."""
    style = page_source("document.css")
    language, title = escape(document.language), escape(document.title, quote=False)
    body = "".join(_Page(document).body())
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{security_policy(style)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="author" content="{escape(document.author)}">\n'
        f'<meta name="description" content="{escape(document.subject)}">\n<title>{title}</title>\n'
        f"<style>{style}</style>\n</head>\n<body>\n{_marks('header', document, _ABOVE)}<main>\n{body}</main>\n"
        f"{_marks('footer', document, _BELOW)}</body>\n</html>\n"
    )


def _marks(name: str, document: Document, marks: tuple[str, ...]) -> str:
    said = [escape(document.marks[mark], quote=False) for mark in marks if document.marks.get(mark)]
    return f"<{name}>{''.join(f'<p>{each}</p>' for each in said)}</{name}>\n" if said else ""


class _Page:
    def __init__(self, document: Document) -> None:
        self.document = document
        self._charts = 0

    def body(self) -> Iterator[str]:
        document = self.document
        if document.letter:
            yield from _letter(document.letter)
        yield f"<h1>{escape(document.title, quote=False)}</h1>\n"
        if document.cover:
            yield from (f'<p class="cover">{escape(line, quote=False)}</p>\n' for line in document.cover.lines)
        yield from self._blocks(document.blocks)
        if document.closing:
            yield f'<p class="closing">{escape(document.closing, quote=False)}</p>\n'

    def _blocks(self, blocks: Blocks) -> Iterator[str]:
        for block in blocks:
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Section():
                yield from self._section(block)
            case Paragraph():
                yield f"<p{_id(block.id)}>{inlines_html(block.inlines)}</p>\n"
            case OrderedList() | BulletList():
                yield from self._list(block)
            case Table():
                yield from _table(block)
            case Definitions():
                yield f"<dl>\n{''.join(map(self._definition, block.entries))}</dl>\n"
            case Note():
                yield f'<div class="note" role="note">\n{"".join(self._blocks(block.blocks))}</div>\n'
            case Signature():
                yield f'<div class="parties">\n{"".join(map(_party, block.parties))}</div>\n'
            case Chart():
                yield from self._chart(block)
            case KeyFigures():
                yield from _key_figures(block)
            case Contents():
                yield from _contents(block)
            case _:
                assert_never(block)

    def _section(self, section: Section) -> Iterator[str]:
        level = min(section.level + 1, _DEEPEST)
        number = f'<span class="number">{escape(section.number)}</span> ' if section.number else ""
        yield f"<section{_id(section.id)}>\n<h{level}>{number}{inlines_html(section.title)}</h{level}>\n"
        yield from self._blocks(section.blocks)
        yield "</section>\n"

    def _list(self, block: OrderedList | BulletList) -> Iterator[str]:
        """Yield a list. The numbers are printed as they are, so that a reference finds them."""
        name = "ol" if isinstance(block, OrderedList) else "ul"
        numbered = ' class="numbered" role="list"' if name == "ol" else ""
        yield f"<{name}{numbered}>\n"
        for item in block.items:
            yield from self._item(item)
        yield f"</{name}>\n"

    def _item(self, item: Item) -> Iterator[str]:
        marker = f'<span class="marker">{escape(item.marker)}</span>\n' if item.marker else ""
        yield f'<li{_id(item.id)}>{marker}<div class="body">\n'
        yield from self._blocks(item.blocks)
        yield "</div></li>\n"

    def _definition(self, entry: Definition) -> str:
        meaning = "".join(self._blocks(entry.blocks))
        return f"<dt{_id(entry.id)}>{inlines_html(entry.term)}</dt>\n<dd>\n{meaning}</dd>\n"

    def _chart(self, chart: Chart) -> Iterator[str]:
        self._charts += 1
        words = _VALUES.get(self.document.language.split("-", maxsplit=1)[0], "Values")
        yield f'<figure class="chart">\n<figcaption>{inlines_html(chart.title)}</figcaption>\n'
        picture = chart_svg(chart, f"chart-{self._charts}")
        yield f'<div class="wide">{picture}</div>\n<details><summary>{words}</summary>\n'
        yield from _table(values_table(chart), described=False)
        yield "</details>\n</figure>\n"


def _id(name: str) -> str:
    return f' id="{escape(anchor(name))}"' if name else ""


def _letter(letter: Letter) -> Iterator[str]:
    sender = f'<p class="sender">{escape(letter.sender, quote=False)}</p>\n' if letter.sender else ""
    address = "<br>".join(map(inlines_html, letter.address))
    yield f'<div class="letter">\n{sender}<address>{address}</address>\n'
    if letter.details:
        yield '<dl class="details">\n'
        for detail in letter.details:
            yield f"<div><dt>{inlines_html(detail.label)}</dt><dd>{inlines_html(detail.value)}</dd></div>\n"
        yield "</dl>\n"
    yield "</div>\n"


def _table(table: Table, *, described: bool = True) -> Iterator[str]:
    label = f' aria-label="{escape(table.summary)}"' if table.summary and described else ""
    yield f'<div class="wide"><table{label}>\n'
    if table.header:
        yield f"<thead><tr>{_cells(table.header, table.columns, 'col', len(table.columns))}</tr></thead>\n"
    yield "<tbody>\n"
    for row in table.rows:
        yield f"<tr>{_cells(row, table.columns, 'row', int(table.row_headers))}</tr>\n"
    yield "</tbody></table></div>\n"


def _cells(cells: tuple[Inlines, ...], columns: tuple[Column, ...], scope: str, headings: int) -> str:
    """Return the cells of a row, of which the first *headings* head the others."""
    parts = []
    for index, (cell, column) in enumerate(zip(cells, columns, strict=True)):
        name, attribute = ("th", f' scope="{scope}"') if index < headings else ("td", "")
        align = ' class="right"' if column.align == "right" else ""
        parts.append(f"<{name}{attribute}{align}>{inlines_html(cell)}</{name}>")
    return "".join(parts)


def _party(party: SignatureParty) -> str:
    lines = "".join(f'<p class="rule">{inlines_html(line)}</p>' for line in party.lines)
    return f"<div><p><strong>{inlines_html(party.name)}</strong></p>{lines}</div>\n"


def _key_figures(block: KeyFigures) -> Iterator[str]:
    yield '<ul class="figures" role="list">\n'
    for figure in block.figures:
        note = f'<p class="remark">{inlines_html(figure.note)}</p>' if figure.note else ""
        yield f'<li><p class="value">{inlines_html(figure.value)}</p><p>{inlines_html(figure.label)}</p>{note}</li>\n'
    yield "</ul>\n"


def _contents(contents: Contents) -> Iterator[str]:
    yield f'<nav class="contents">\n<h2>{inlines_html(contents.title)}</h2>\n<ol class="numbered" role="list">\n'
    for entry in contents.entries:
        number = f'<span class="marker">{escape(entry.number)}</span> ' if entry.number else ""
        link = f'<a href="#{escape(anchor(entry.target))}">{inlines_html(entry.title)}</a>'
        yield f'<li class="level-{entry.level}">{number}<span class="body">{link}</span></li>\n'
    yield "</ol>\n</nav>\n"
