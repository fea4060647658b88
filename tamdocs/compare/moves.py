"""Finds what was not deleted in one place and inserted in another, but moved: a clause, an item, a paragraph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeAlias, TypeVar

from tamdocs.compare.hunks import similarity
from tamdocs.compare.marking import Marker
from tamdocs.document.redline import (
    MarkedBlock,
    MarkedBlocks,
    MarkedDefinition,
    MarkedDefinitions,
    MarkedItem,
    MarkedList,
    MarkedNote,
    MarkedParagraph,
    MarkedSection,
    Move,
    Pair,
)

Movable: TypeAlias = MarkedSection | MarkedItem | MarkedDefinition | MarkedParagraph

_LEAST_ALIKE = 0.8
_FEWEST_WORDS = 6
"""A shorter text stands in more than one place by chance."""
_MOST_COMPARED = 20_000


def with_moves(blocks: MarkedBlocks, marker: Marker) -> MarkedBlocks:
    """Return *blocks* with each pair of a deleted and an inserted node that are one marked as moved."""
    found = list(_movable(blocks))
    gone = [node for node in found if node.pair.standing == "deleted"]
    new = [node for node in found if node.pair.standing == "inserted"]
    if not gone or not new or len(gone) * len(new) > _MOST_COMPARED:
        return blocks
    origins = _origins(gone, new, marker)
    replaced: dict[int, Movable] = {}
    for number, node in enumerate((each for each in found if id(each) in origins), 1):
        origin, name = origins[id(node)], f"move-{number}"
        replaced[id(origin)] = _with_move(origin, Move(name, here=False))
        replaced[id(node)] = _with_move(_marked_both(origin, node, marker), Move(name, here=True))
    return _Replacer(replaced).blocks(blocks) if replaced else blocks


def _movable(blocks: MarkedBlocks) -> Iterator[Movable]:
    """Yield all that may have been moved, in reading order. What begins an item moves with it only."""
    for block in blocks:
        match block:
            case MarkedSection():
                yield block
                yield from _movable(block.blocks)
            case MarkedParagraph():
                yield block
            case MarkedList(items=items):
                for item in items:
                    yield item
                    yield from _movable(_after_lead(item.blocks))
            case MarkedDefinitions(entries=entries):
                for entry in entries:
                    yield entry
                    yield from _movable(_after_lead(entry.blocks))
            case MarkedNote():
                yield from _movable(block.blocks)
            case _:
                pass


def _after_lead(blocks: MarkedBlocks) -> MarkedBlocks:
    return blocks[1:] if blocks and isinstance(blocks[0], MarkedParagraph) else blocks


def _origins(gone: list[Movable], new: list[Movable], marker: Marker) -> dict[int, Movable]:
    """Return where moved nodes come from, by the identity of the node that is new. The largest go first."""
    chances = [
        (alike, len(marker.nodes.words(after.pair.shown)), -row, -column, before, after)
        for column, after in enumerate(new)
        for row, before in enumerate(gone)
        if type(before) is type(after) and (alike := _alike(before, after, marker))
    ]
    chances.sort(key=lambda chance: (chance[0] > 1, chance[1], *chance[:1], *chance[2:4]), reverse=True)
    origins: dict[int, Movable] = {}
    taken: set[int] = set()
    for *_, before, after in chances:
        if id(before) not in taken and id(after) not in taken:
            origins[id(after)] = before
            taken |= {*_identities(before), *_identities(after)}
    return origins


def _alike(before: Movable, after: Movable, marker: Marker) -> float:
    """Return how much the two are one, from 0: not at all; more than 1 where both have the same id."""
    left, right = before.pair.shown, after.pair.shown
    if left.id and left.id == right.id:
        return 2.0
    if left.id and right.id and isinstance(before, MarkedSection):
        return 0.0
    first, second = marker.nodes.words(left), marker.nodes.words(right)
    if min(len(first), len(second)) < _FEWEST_WORDS:
        return 0.0
    alike = similarity(first, second)
    return alike if alike >= _LEAST_ALIKE else 0.0


def _identities(node: Movable) -> Iterator[int]:
    yield id(node)
    match node:
        case MarkedSection(blocks=blocks) | MarkedItem(blocks=blocks) | MarkedDefinition(blocks=blocks):
            yield from (identity for inner in _movable(blocks) for identity in _identities(inner))
        case _:
            pass


def _marked_both(before: Movable, after: Movable, marker: Marker) -> Movable:
    match before, after:
        case MarkedSection(), MarkedSection():
            return marker.section(Pair(before.pair.before, after.pair.after))
        case MarkedItem(), MarkedItem():
            return marker.item(Pair(before.pair.before, after.pair.after))
        case MarkedDefinition(), MarkedDefinition():
            return marker.definition(Pair(before.pair.before, after.pair.after))
        case MarkedParagraph(), MarkedParagraph():
            return marker.paragraph(Pair(before.pair.before, after.pair.after))
        case _:
            raise AssertionError("only nodes of one kind are one")


def _with_move(node: Movable, move: Move) -> Movable:
    match node:
        case MarkedSection():
            return replace(node, pair=replace(node.pair, move=move))
        case MarkedItem():
            return replace(node, pair=replace(node.pair, move=move))
        case MarkedDefinition():
            return replace(node, pair=replace(node.pair, move=move))
        case MarkedParagraph():
            return replace(node, pair=replace(node.pair, move=move))


_Child = TypeVar("_Child", MarkedBlock, MarkedItem, MarkedDefinition)


class _Replacer:
    """Puts other nodes in the place of some, known by their identity."""

    def __init__(self, replaced: dict[int, Movable]) -> None:
        self.replaced = replaced

    def blocks(self, blocks: MarkedBlocks) -> MarkedBlocks:
        return self._each(blocks, self._block)

    def _each(self, nodes: Iterable[_Child], inside: Callable[[_Child], _Child]) -> tuple[_Child, ...]:
        return tuple(self.replaced.get(id(node)) or inside(node) for node in nodes)  # type: ignore[misc]

    def _block(self, block: MarkedBlock) -> MarkedBlock:
        match block:
            case MarkedSection() | MarkedNote():
                return replace(block, blocks=self.blocks(block.blocks))
            case MarkedList():
                return replace(block, items=self._each(block.items, self._item))
            case MarkedDefinitions():
                return replace(block, entries=self._each(block.entries, self._definition))
            case _:
                return block

    def _item(self, item: MarkedItem) -> MarkedItem:
        return replace(item, blocks=self.blocks(item.blocks))

    def _definition(self, entry: MarkedDefinition) -> MarkedDefinition:
        return replace(entry, blocks=self.blocks(entry.blocks))
