"""The parts of a clause text in their order, each with its place, so that two texts can be held against each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tamdocs.document.model import Text
from tamdocs.library.expressions import Expression
from tamdocs.library.template import (
    ChartTemplate,
    CrossReference,
    DetailsTemplate,
    Each,
    EntriesTemplate,
    Entry,
    FiguresTemplate,
    ListTemplate,
    NoteTemplate,
    OutwardLink,
    ParagraphTemplate,
    ProseTemplate,
    Repeat,
    SignatureTemplate,
    Slot,
    TableTemplate,
    TemplateBlock,
    TemplateBlocks,
    TemplateInline,
    TemplateInlines,
    When,
    Wrapped,
)

VALUE = "value"
"""The kind of a unit that is a number of a chart, and is not printed where the order gives none."""
GAP = "\ufffc"
"""Stands in the words of a unit for a value or a reference."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph, cell, label or container of a clause text."""

    kind: str
    place: tuple[int, ...]
    """Counted from 1 at each level, as `2.1`."""
    line: int
    inlines: TemplateInlines = ()
    id: str = ""
    detail: str = ""
    """What must be the same in every language: a condition, a repeat, how many columns."""
    aside: str = ""
    """Words that nobody sees printed: the summary of a table."""
    guards: tuple[Expression, ...] = ()
    """The conditions around it."""
    loops: tuple[Repeat, ...] = ()
    """The repeats around it, from the outside in."""

    @property
    def words(self) -> str:
        return words_of(self.inlines) or self.aside

    @property
    def where(self) -> str:
        """The place in words, such as `item 2.1`."""
        return f"{self.kind} {'.'.join(map(str, self.place))}"


def words_of(inlines: TemplateInlines) -> str:
    """Return the words of *inlines*, with a gap for each value and each reference without words of its own."""
    return "".join(map(_words, inlines))


def _words(inline: TemplateInline) -> str:
    match inline:
        case Text():
            return inline.text
        case Slot():
            return GAP
        case Wrapped():
            return words_of(inline.inlines)
        case OutwardLink():
            return f" {words_of(inline.inlines)} "
        case CrossReference():
            return inline.words or GAP
        case _:
            return "\n"


def flat(inlines: TemplateInlines) -> Iterator[TemplateInline]:
    """Yield every inline of *inlines*, those inside others too."""
    for inline in inlines:
        yield inline
        if isinstance(inline, Wrapped | OutwardLink):
            yield from flat(inline.inlines)


def units_of(blocks: TemplateBlocks, frame: Unit | None = None) -> Iterator[Unit]:
    """Yield the units of *blocks* as they are read.

    Args:
        frame: What they stand in.
    """
    frame = frame or Unit("clause", (), 1)
    for count, block in enumerate(blocks, 1):
        yield from _block(block, replace(frame, place=(*frame.place, count), id="", detail="", inlines=(), aside=""))


def _block(block: TemplateBlock, frame: Unit) -> Iterator[Unit]:
    match block:
        case ParagraphTemplate():
            yield replace(frame, kind="paragraph", line=block.line, inlines=block.inlines, id=block.id)
        case ListTemplate():
            yield from _list(block, frame)
        case EntriesTemplate():
            yield replace(frame, kind="definitions", line=block.line)
            yield from _entries(block.entries, frame)
        case SignatureTemplate():
            yield replace(frame, kind="signature", line=block.line)
            yield from _entries(block.entries, frame)
        case DetailsTemplate():
            yield replace(frame, kind="details", line=block.line, aside=block.summary)
            yield from units_of(block.blocks, frame)
        case NoteTemplate():
            yield replace(frame, kind="note")
            yield from units_of(block.blocks, frame)
        case TableTemplate():
            yield from _table(block, frame)
        case ChartTemplate():
            yield from _chart(block, frame)
        case FiguresTemplate():
            yield replace(frame, kind="figures", line=block.line, detail=_repeat(block.repeat) if block.repeat else "")
            yield from _cells(block.rows, frame, block.repeat, block.line)
        case ProseTemplate():
            yield replace(frame, kind="prose", line=block.line, inlines=(Slot(block.expression, block.line),))
        case When():
            yield replace(frame, kind="condition", line=block.line, detail=block.condition.source)
            yield from units_of(block.blocks, replace(frame, guards=(*frame.guards, block.condition)))
        case Each():
            yield replace(frame, kind="repeat", line=block.line, detail=_repeat(block.repeat))
            yield from units_of(block.blocks, replace(frame, loops=(*frame.loops, block.repeat)))


def _list(block: ListTemplate, frame: Unit) -> Iterator[Unit]:
    yield replace(frame, kind="list", line=block.line, detail="numbered" if block.ordered else "bullets")
    line = block.line
    for count, item in enumerate(block.items, 1):
        inside = list(units_of(item.blocks, replace(frame, place=(*frame.place, count), line=line)))
        line = inside[0].line if inside else line
        yield replace(frame, kind="item", place=(*frame.place, count), line=line, id=item.id)
        yield from inside


def _entries(entries: tuple[Entry, ...], frame: Unit) -> Iterator[Unit]:
    for count, entry in enumerate(entries, 1):
        own = replace(frame, place=(*frame.place, count), line=entry.line)
        yield replace(own, kind="label", inlines=entry.term, id=entry.id)
        yield from units_of(entry.blocks, own)


def _table(table: TableTemplate, frame: Unit) -> Iterator[Unit]:
    detail = f"{len(table.columns)} columns"
    detail += f", {_repeat(table.repeat)}" if table.repeat else ""
    yield replace(frame, kind="table", line=table.line, detail=detail, aside=table.summary)
    inner = replace(frame, loops=(*frame.loops, table.repeat)) if table.repeat else frame
    for row, cells in enumerate((table.header, *table.rows)):
        for column, cell in enumerate(cells, 1):
            own = inner if row else frame
            yield replace(own, kind="cell", place=(*frame.place, row, column), line=table.line, inlines=cell)


def _chart(chart: ChartTemplate, frame: Unit) -> Iterator[Unit]:
    repeat = f", {_repeat(chart.repeat)}" if chart.repeat else ""
    detail = f"{chart.kind}, {len(chart.header)} columns{repeat}"
    yield replace(frame, kind="chart", line=chart.line, detail=detail)
    for count, words in enumerate(chart.options, 1):
        if words:
            yield replace(frame, kind="option", place=(*frame.place, 0, count), line=chart.line, inlines=words)
    for column, cell in enumerate(chart.header[1:], 2):
        yield replace(frame, kind="cell", place=(*frame.place, 1, column), line=chart.line, inlines=cell)
    for unit in _cells(chart.rows, frame, chart.repeat, chart.line, first=2):
        yield replace(unit, kind=VALUE) if unit.place[-1] > 1 else unit


def _cells(
    rows: tuple[tuple[TemplateInlines, ...], ...], frame: Unit, repeat: Repeat | None, line: int, *, first: int = 1
) -> Iterator[Unit]:
    inner = replace(frame, loops=(*frame.loops, repeat)) if repeat else frame
    for row, cells in enumerate(rows, first):
        for column, cell in enumerate(cells, 1):
            yield replace(inner, kind="cell", place=(*frame.place, row, column), line=line, inlines=cell)


def _repeat(repeat: Repeat) -> str:
    return f"{repeat.name} in {repeat.items.source}"
