"""Puts the nodes of two trees side by side, from the outside in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from tamdocs.compare.align import align
from tamdocs.compare.nodes import Node, Nodes
from tamdocs.compare.words import mark_words
from tamdocs.document.model import (
    Block,
    Blocks,
    BulletList,
    Contents,
    Definition,
    Definitions,
    Inlines,
    Item,
    Note,
    OrderedList,
    Paragraph,
    Section,
    Signature,
    SignatureParty,
    Table,
)
from tamdocs.document.redline import (
    MarkedBlock,
    MarkedBlocks,
    MarkedContents,
    MarkedContentsEntry,
    MarkedDefinition,
    MarkedDefinitions,
    MarkedItem,
    MarkedList,
    MarkedNote,
    MarkedParagraph,
    MarkedParty,
    MarkedRow,
    MarkedSection,
    MarkedSignature,
    MarkedTable,
    Pair,
    Words,
)

_Node = TypeVar("_Node", bound=Node)


class Marker:
    """Marks what differs between nodes of two documents. A side that is missing stands for nothing at all."""

    def __init__(self, nodes: Nodes) -> None:
        self.nodes = nodes

    def blocks(self, before: Blocks, after: Blocks) -> MarkedBlocks:
        return tuple(self.block(*pair) for pair in self._pairs(before, after))

    def block(self, before: Block | None, after: Block | None) -> MarkedBlock:
        """Return the marked twin of a block; both sides are of one kind and shape."""
        match before or after:
            case Section():
                return self.section(Pair(_as(Section, before), _as(Section, after)))
            case Paragraph():
                return self.paragraph(Pair(_as(Paragraph, before), _as(Paragraph, after)))
            case OrderedList() | BulletList():
                return self._list(Pair(_as_list(before), _as_list(after)))
            case Table():
                return self._table(Pair(_as(Table, before), _as(Table, after)))
            case Definitions():
                return self._definitions(Pair(_as(Definitions, before), _as(Definitions, after)))
            case Note():
                note = Pair(_as(Note, before), _as(Note, after))
                return MarkedNote(note, self.blocks(_blocks_of(note.before), _blocks_of(note.after)))
            case Signature():
                return self._signature(Pair(_as(Signature, before), _as(Signature, after)))
            case _:
                return self._contents(Pair(_as(Contents, before), _as(Contents, after)))

    def section(self, pair: Pair[Section]) -> MarkedSection:
        before, after = pair.before, pair.after
        title = mark_words(before.title if before else (), after.title if after else ())
        return MarkedSection(pair, title, self.blocks(_blocks_of(before), _blocks_of(after)))

    def paragraph(self, pair: Pair[Paragraph]) -> MarkedParagraph:
        before, after = pair.before, pair.after
        return MarkedParagraph(pair, mark_words(before.inlines if before else (), after.inlines if after else ()))

    def item(self, pair: Pair[Item]) -> MarkedItem:
        return MarkedItem(pair, self._led_blocks(_blocks_of(pair.before), _blocks_of(pair.after)))

    def definition(self, pair: Pair[Definition]) -> MarkedDefinition:
        before, after = pair.before, pair.after
        term = mark_words(before.term if before else (), after.term if after else ())
        return MarkedDefinition(pair, term, self._led_blocks(_blocks_of(before), _blocks_of(after)))

    def _led_blocks(self, before: Blocks, after: Blocks) -> MarkedBlocks:
        """Mark the blocks of an item: the paragraph that begins it, which carries its number, is that of both sides."""
        first = before[0] if before and isinstance(before[0], Paragraph) else None
        second = after[0] if after and isinstance(after[0], Paragraph) else None
        lead = (self.paragraph(Pair(first, second)),) if first or second else ()
        return (*lead, *self.blocks(before[1:] if first else before, after[1:] if second else after))

    def _list(self, pair: Pair[OrderedList | BulletList]) -> MarkedList:
        before, after = (side.items if side else () for side in (pair.before, pair.after))
        return MarkedList(pair, tuple(self.item(Pair(*each)) for each in self._pairs(before, after)))

    def _table(self, pair: Pair[Table]) -> MarkedTable:
        before, after = pair.before, pair.after
        headers = Pair(before.header or None if before else None, after.header or None if after else None)
        header = (self._row(headers, heading=True),) if headers.before or headers.after else ()
        rows = self._pairs(before.rows if before else (), after.rows if after else ())
        return MarkedTable(pair, (*header, *(self._row(Pair(*each), heading=False) for each in rows)))

    def _row(self, pair: Pair[tuple[Inlines, ...]], *, heading: bool) -> MarkedRow:
        nothing: tuple[Inlines, ...] = ((),) * len(pair.shown)
        cells = zip(pair.before or nothing, pair.after or nothing, strict=True)
        return MarkedRow(pair, tuple(mark_words(*each) for each in cells), heading)

    def _definitions(self, pair: Pair[Definitions]) -> MarkedDefinitions:
        before, after = (side.entries if side else () for side in (pair.before, pair.after))
        return MarkedDefinitions(pair, tuple(self.definition(Pair(*each)) for each in self._pairs(before, after)))

    def _signature(self, pair: Pair[Signature]) -> MarkedSignature:
        before, after = (
            side.parties if side else (None,) * len(pair.shown.parties) for side in (pair.before, pair.after)
        )
        return MarkedSignature(pair, tuple(_party(Pair(*each)) for each in zip(before, after, strict=True)))

    def _contents(self, pair: Pair[Contents]) -> MarkedContents:
        before, after = pair.before, pair.after
        title = mark_words(before.title if before else (), after.title if after else ())
        entries = [
            MarkedContentsEntry(
                Pair(first, second), mark_words(*(each.title if each else () for each in (first, second)))
            )
            for first, second in self._pairs(before.entries if before else (), after.entries if after else ())
        ]
        return MarkedContents(pair, title, tuple(entries))

    def _pairs(self, before: Sequence[_Node], after: Sequence[_Node]) -> Iterator[tuple[_Node | None, _Node | None]]:
        for first, second in align(before, after, self.nodes.key, self.nodes.likeness):
            yield (None if first is None else before[first], None if second is None else after[second])


def _party(pair: Pair[SignatureParty]) -> MarkedParty:
    before, after = pair.before, pair.after
    nothing: tuple[Inlines, ...] = ((),) * len(pair.shown.lines)
    lines = zip(before.lines if before else nothing, after.lines if after else nothing, strict=True)
    name: Words = mark_words(before.name if before else (), after.name if after else ())
    return MarkedParty(pair, name, tuple(mark_words(*each) for each in lines))


def _blocks_of(node: Section | Item | Note | Definition | None) -> Blocks:
    return node.blocks if node else ()


_Kind = TypeVar("_Kind")


def _as(kind: type[_Kind], node: object) -> _Kind | None:
    assert node is None or isinstance(node, kind)
    return node


def _as_list(node: object) -> OrderedList | BulletList | None:
    assert node is None or isinstance(node, OrderedList | BulletList)
    return node
