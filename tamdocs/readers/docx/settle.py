"""A Word file with all its changes accepted or all rejected (ISO/IEC 29500-1, 17.13.5), and its numbers worked out.

A paragraph whose mark goes joins the next one, which keeps its own properties; a row that goes takes all that is in it
with it, and a table without rows is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal, TypeAlias

from tamdocs.readers.docx.lists import Counting
from tamdocs.readers.docx.values import (
    Anchor,
    ReadBlock,
    ReadBlocks,
    ReadCell,
    ReadDocument,
    ReadParagraph,
    ReadRow,
    ReadTable,
    Run,
    Tracked,
    TrackedKind,
)

Verdict: TypeAlias = Literal["accepted", "rejected"]

_GONE: dict[Verdict, frozenset[TrackedKind]] = {
    "accepted": frozenset({"deleted", "moved-away"}),
    "rejected": frozenset({"inserted", "moved-here"}),
}


def settle(document: ReadDocument, verdict: Verdict) -> ReadBlocks:
    """Return the body of *document* with all its changes accepted or rejected, its paragraphs numbered."""
    return settle_blocks(document.blocks, document, verdict)


def settle_blocks(blocks: ReadBlocks, document: ReadDocument, verdict: Verdict) -> ReadBlocks:
    """Return *blocks*, a story of *document*, with all changes accepted or rejected, numbered from the start."""
    counting = Counting(document.lists)
    return tuple(_numbered(_settled(blocks, verdict), counting))


def _settled(blocks: Iterable[ReadBlock], verdict: Verdict) -> Iterator[ReadBlock]:
    waiting: ReadParagraph | None = None
    for block in blocks:
        if isinstance(block, ReadTable):
            if waiting is not None and waiting.runs:
                yield waiting
            waiting = None
            rows = tuple(_rows(block.rows, verdict))
            if rows:
                yield replace(block, rows=rows)
            continue
        paragraph = _paragraph(block, verdict)
        if waiting is not None:
            paragraph = _joined(waiting, paragraph)
        if _goes(block.mark, verdict):
            waiting = paragraph
        else:
            waiting = None
            yield paragraph
    if waiting is not None and waiting.runs:
        yield waiting


def _goes(tracked: Iterable[Tracked], verdict: Verdict) -> bool:
    return any(each.kind in _GONE[verdict] for each in tracked)


def _paragraph(paragraph: ReadParagraph, verdict: Verdict) -> ReadParagraph:
    shape = paragraph.old_shape if verdict == "rejected" and paragraph.old_shape else paragraph.shape
    kept: list[Run] = []
    dropped: list[Run] = []
    places: list[int] = []
    for run in paragraph.runs:
        places.append(len(kept))
        (dropped if _goes(run.tracked, verdict) else kept).append(run)
    places.append(len(kept))
    anchors = tuple(Anchor(anchor.name, places[anchor.run]) for anchor in paragraph.anchors)
    return replace(paragraph, shape=shape, runs=tuple(kept), anchors=anchors, dropped=tuple(dropped))


def _joined(first: ReadParagraph, second: ReadParagraph) -> ReadParagraph:
    """Return two paragraphs as one, which stands as the second one does; bookmarks of what went are gone."""
    shift = len(first.runs)
    own = tuple(Anchor(anchor.name, anchor.run + shift) for anchor in second.anchors)
    return replace(
        second,
        runs=first.runs + second.runs,
        anchors=(first.anchors if first.runs else ()) + own,
        dropped=first.dropped + second.dropped,
    )


def _rows(rows: Iterable[ReadRow], verdict: Verdict) -> Iterator[ReadRow]:
    for row in rows:
        if not _goes(row.tracked, verdict):
            cells = (replace(cell, blocks=tuple(_settled(cell.blocks, verdict))) for cell in row.cells)
            yield replace(row, cells=tuple(cells))


def _numbered(blocks: Iterable[ReadBlock], counting: Counting) -> Iterator[ReadBlock]:
    for block in blocks:
        if isinstance(block, ReadParagraph):
            yield replace(block, number=counting.next(block.shape.number))
        else:
            yield replace(block, rows=tuple(_numbered_rows(block.rows, counting)))


def _numbered_rows(rows: Iterable[ReadRow], counting: Counting) -> Iterator[ReadRow]:
    for row in rows:
        cells: list[ReadCell] = [replace(cell, blocks=tuple(_numbered(cell.blocks, counting))) for cell in row.cells]
        yield replace(row, cells=tuple(cells))
