"""A redline with all its changes accepted or all rejected: the two documents that it holds, put together again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal, TypeAlias, TypeVar

from tamdocs.document.model import (
    Block,
    Blocks,
    Contents,
    Cover,
    Definitions,
    Document,
    Inlines,
    Item,
    Note,
    Signature,
    Table,
)
from tamdocs.document.redline import (
    Deleted,
    Inserted,
    Kept,
    MarkedBlock,
    MarkedBlocks,
    MarkedContents,
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
    Words,
)
from tamdocs.document.text import inlines_text

Side: TypeAlias = Literal["before", "after"]
_Node = TypeVar("_Node")


def rejected(redline: Redline) -> Document:
    """Return the document before, from the pieces that stand there."""
    return _document(redline, redline.before, "before")


def accepted(redline: Redline) -> Document:
    """Return the document after, from the pieces that stand there."""
    return _document(redline, redline.after, "after")


def words_of(words: Words, side: Side) -> Inlines:
    """Return the words that stand on *side*."""
    gone = Inserted if side == "before" else Deleted
    return tuple(inline for piece in words if not isinstance(piece, gone) for inline in piece.inlines)


def node_of(pair: Pair[_Node], side: Side) -> _Node | None:
    """Return the node that stands in this place on *side*, if any does."""
    if side == "before":
        return None if pair.standing == "moved-here" else pair.before
    return pair.after


def is_changed(words: Words) -> bool:
    """Return whether *words* are not the same on both sides."""
    return not all(isinstance(piece, Kept) for piece in words)


def _document(redline: Redline, document: Document, side: Side) -> Document:
    lines = tuple(
        inlines_text(words_of(line.words, side)) for line in redline.cover if node_of(line.pair, side) is not None
    )
    return replace(
        document,
        title=inlines_text(words_of(redline.title, side)),
        cover=Cover(lines) if document.cover else None,
        blocks=_blocks(redline.blocks, side),
        closing=inlines_text(words_of(redline.closing, side)),
    )


def _blocks(blocks: MarkedBlocks, side: Side) -> Blocks:
    return tuple(found for block in blocks if (found := _block(block, side)) is not None)


def _block(block: MarkedBlock, side: Side) -> Block | None:
    match block:
        case MarkedSection(pair=sections):
            section = node_of(sections, side)
            return section and replace(section, title=words_of(block.title, side), blocks=_blocks(block.blocks, side))
        case MarkedParagraph(pair=paragraphs):
            paragraph = node_of(paragraphs, side)
            return paragraph and replace(paragraph, inlines=words_of(block.words, side))
        case MarkedList(pair=lists):
            items = node_of(lists, side)
            return items and replace(items, items=tuple(_items(block.items, side)))
        case MarkedTable():
            return _table(block, side)
        case MarkedDefinitions(pair=definitions):
            return node_of(definitions, side) and _definitions(block, side)
        case MarkedNote(pair=notes):
            return node_of(notes, side) and Note(_blocks(block.blocks, side))
        case MarkedSignature():
            return _signature(block, side)
        case MarkedContents(pair=contents):
            return node_of(contents, side) and _contents(block, side)


def _items(items: Iterable[MarkedItem], side: Side) -> Iterator[Item]:
    for item in items:
        node = node_of(item.pair, side)
        if node is not None:
            yield replace(node, blocks=_blocks(item.blocks, side))


def _table(block: MarkedTable, side: Side) -> Table | None:
    def cells(row: MarkedRow) -> tuple[Inlines, ...]:
        return tuple(words_of(words, side) for words in row.cells)

    node = node_of(block.pair, side)
    if node is None:
        return None
    standing = [row for row in block.rows if node_of(row.pair, side) is not None]
    header = next((cells(row) for row in standing if row.heading), ())
    return replace(node, header=header, rows=tuple(cells(row) for row in standing if not row.heading))


def _definitions(block: MarkedDefinitions, side: Side) -> Definitions:
    found = []
    for entry in block.entries:
        node = node_of(entry.pair, side)
        if node is not None:
            found.append(replace(node, term=words_of(entry.term, side), blocks=_blocks(entry.blocks, side)))
    return Definitions(tuple(found))


def _signature(block: MarkedSignature, side: Side) -> Signature | None:
    node = node_of(block.pair, side)
    if node is None:
        return None
    parties = tuple(
        replace(
            party,
            name=words_of(marked.name, side),
            lines=tuple(words_of(line, side) for line in marked.lines),
        )
        for party, marked in zip(node.parties, block.parties, strict=True)
    )
    return Signature(parties)


def _contents(block: MarkedContents, side: Side) -> Contents:
    found = []
    for entry in block.entries:
        node = node_of(entry.pair, side)
        if node is not None:
            found.append(replace(node, title=words_of(entry.title, side)))
    return Contents(words_of(block.title, side), tuple(found))
