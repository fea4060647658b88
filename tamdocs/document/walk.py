"""All nodes of a tree, and of a redline, in reading order: for whoever looks for some wherever they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from tamdocs.document.model import Block, BulletList, Definition, Definitions, Item, Note, OrderedList, Section
from tamdocs.document.redline import (
    MarkedBlock,
    MarkedDefinition,
    MarkedDefinitions,
    MarkedItem,
    MarkedList,
    MarkedNote,
    MarkedSection,
)

Node: TypeAlias = Block | Item | Definition
MarkedNode: TypeAlias = MarkedBlock | MarkedItem | MarkedDefinition


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield *nodes* and all that stand in them."""
    for node in nodes:
        yield node
        match node:
            case Section(blocks=blocks) | Item(blocks=blocks) | Definition(blocks=blocks) | Note(blocks=blocks):
                yield from walk(blocks)
            case OrderedList(items=items) | BulletList(items=items):
                yield from walk(items)
            case Definitions(entries=entries):
                yield from walk(entries)
            case _:
                pass


def walk_marked(nodes: Iterable[MarkedNode]) -> Iterator[MarkedNode]:
    """Yield *nodes* of a redline and all that stand in them."""
    for node in nodes:
        yield node
        match node:
            case MarkedSection() | MarkedItem() | MarkedDefinition() | MarkedNote():
                yield from walk_marked(node.blocks)
            case MarkedList(items=items):
                yield from walk_marked(items)
            case MarkedDefinitions(entries=entries):
                yield from walk_marked(entries)
            case _:
                pass
