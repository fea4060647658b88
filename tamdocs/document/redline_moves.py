"""Where the moved nodes of a redline come from and go to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tamdocs.document.redline import (
    MarkedBlocks,
    MarkedDefinitions,
    MarkedList,
    MarkedNote,
    MarkedParagraph,
    MarkedSection,
    Move,
)


def other_ends(blocks: MarkedBlocks) -> Mapping[Move, str]:
    """Return the number at the other end of each move, by the end in question; empty where nothing has a number."""
    numbers = dict(_ends(blocks))
    return {move: numbers.get(Move(move.name, not move.here), "") for move in numbers}


def _ends(blocks: MarkedBlocks) -> Iterator[tuple[Move, str]]:
    for block in blocks:
        match block:
            case MarkedSection(pair=pair, blocks=inner):
                if pair.move:
                    yield pair.move, pair.shown.number
                yield from _ends(inner)
            case MarkedParagraph(pair=paragraph):
                if paragraph.move:
                    yield paragraph.move, ""
            case MarkedList(items=items):
                for item in items:
                    if item.pair.move:
                        yield item.pair.move, item.pair.shown.marker
                    yield from _ends(item.blocks)
            case MarkedDefinitions(entries=entries):
                for entry in entries:
                    if entry.pair.move:
                        yield entry.pair.move, ""
                    yield from _ends(entry.blocks)
            case MarkedNote(blocks=inner):
                yield from _ends(inner)
            case _:
                pass
