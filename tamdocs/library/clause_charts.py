"""Reads the directives of a clause that become a picture: charts and key figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, get_args

from tamdocs.document.chart_look import MOST_SERIES
from tamdocs.document.model import ChartKind, Text
from tamdocs.library.clause_inlines import InlineReader
from tamdocs.library.hints import one_of
from tamdocs.library.template import ChartTemplate, FiguresTemplate, Repeat, Slot, TemplateInlines

if TYPE_CHECKING:
    from tamdocs.library.clause_blocks import BlockReader

MOST_FIGURES = 6
_FIGURE_CELLS = 3
_KINDS: Mapping[str, ChartKind] = {kind: kind for kind in get_args(ChartKind)}
_OPTIONS = ("kind", "title", "categories", "values", "summary", "empty")
_NEEDED = {
    "title": "say in words what the chart shows",
    "summary": "say in words what it shows, for those who cannot see it",
}


def read_chart(
    reader: BlockReader, repeat: Repeat | None, options: Mapping[str, str], line: int, *, repeats: bool
) -> Iterator[ChartTemplate]:
    """Yield the chart whose table *reader* holds, if it is one.

    Args:
        repeats: Whether the directive says that it repeats, be it well or badly.
    """
    for name in options.keys() - set(_OPTIONS):
        reader.context.complain(line, "option", f"`chart` has no option `:{name}:`", one_of(name, _OPTIONS))
    kind = _KINDS.get(options.get("kind", ""))
    if kind is None:
        reader.context.complain(
            line, "option", f"`:kind: {options.get('kind', '')}` is no kind of chart", one_of("", _KINDS)
        )
    needed = {**_NEEDED, "empty": "say what is printed where there is nothing to draw"} if repeats else _NEEDED
    for name, why in needed.items():
        if not options.get(name):
            reader.context.complain(line, "option", f"`:{name}:` is missing: {why}")
    rows = reader.table_rows(repeats=repeats)
    if rows is None or kind is None:
        return
    if not 2 <= len(rows.header) <= MOST_SERIES + 1:
        reader.complain("chart", f"a chart has a column of categories and 1 to {MOST_SERIES} of numbers")
    for cell in (*rows.header, *(cell for row in rows.body for cell in row)):
        if not _is_plain(cell):
            reader.complain("chart", "a chart holds words and values only: no links, references or bold words")
    if not all(rows.header[1:]):
        reader.complain("chart", "each column of numbers has a heading: the name of its series")
    words = InlineReader(reader.context, line)
    title, categories, values, summary, empty = (words.plain(options.get(name, "")) for name in _OPTIONS[1:])
    yield ChartTemplate(repeat, kind, title, (categories, values), summary, empty, rows.header, rows.body, line)


def read_figures(reader: BlockReader, repeat: Repeat | None, line: int, *, repeats: bool) -> Iterator[FiguresTemplate]:
    """Yield the key figures that the table of *reader* holds, if they are some."""
    rows = reader.table_rows(repeats=repeats)
    if rows is None:
        return
    if len(rows.header) != _FIGURE_CELLS:
        reader.complain("figures", "key figures have three columns: the value, what it is, what it is held against")
        return
    if not repeats and len(rows.body) > MOST_FIGURES:
        reader.complain("figures", f"there are {len(rows.body)} key figures; {MOST_FIGURES} are the most")
    if any(not cell for row in rows.body for cell in row[:2]):
        reader.complain("figures", "each key figure has a value and a label")
    yield FiguresTemplate(repeat, rows.body, line)


def _is_plain(inlines: TemplateInlines) -> bool:
    """Return whether *inlines* are words and values only."""
    return all(isinstance(inline, Text | Slot) for inline in inlines)
