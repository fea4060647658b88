"""Where the moved nodes of a redline come from and go to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tamdocs.document.redline import (
    MarkedBlocks,
    MarkedDefinition,
    MarkedItem,
    MarkedParagraph,
    MarkedSection,
    Move,
)
from tamdocs.document.walk import walk_marked


def other_ends(blocks: MarkedBlocks) -> Mapping[Move, str]:
    """Return the number at the other end of each move, by the end in question; empty where nothing has a number."""
    numbers = dict(_ends(blocks))
    return {move: numbers.get(Move(move.name, not move.here), "") for move in numbers}


def _ends(blocks: MarkedBlocks) -> Iterator[tuple[Move, str]]:
    for node in walk_marked(blocks):
        match node:
            case MarkedSection(pair=section) if section.move:
                yield section.move, section.shown.number
            case MarkedItem(pair=item) if item.move:
                yield item.move, item.shown.marker
            case MarkedParagraph() | MarkedDefinition() if node.pair.move:
                yield node.pair.move, ""
            case _:
                pass
