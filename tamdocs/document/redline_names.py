"""Where references to the text before lead in a redline, if the node is still there and its id is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tamdocs.document.ids import ids_of
from tamdocs.document.model import Definition, Item, Paragraph, Section
from tamdocs.document.redline import (
    MarkedBlocks,
    MarkedDefinitions,
    MarkedList,
    MarkedNote,
    MarkedParagraph,
    MarkedSection,
    Pair,
    Redline,
)

_Named = Section | Paragraph | Item | Definition


def renamed(redline: Redline) -> Mapping[str, str]:
    """Return the ids that kept nodes have before, and nothing has after, with the node's id after; "" if it has none.

    A node that moved is left out: it stands where it was too, under the id before.
    """
    after = frozenset(ids_of(redline.after.blocks))
    return {old: new for old, new in _names(redline.blocks) if old not in after}


def _names(blocks: MarkedBlocks) -> Iterator[tuple[str, str]]:
    for block in blocks:
        match block:
            case MarkedSection(pair=pair, blocks=inner) if not pair.move:
                yield from _name(pair)
                yield from _names(inner)
            case MarkedParagraph(pair=paragraph):
                yield from _name(paragraph)
            case MarkedList(items=items):
                for item in items:
                    yield from _name(item.pair)
                    yield from () if item.pair.move else _names(item.blocks)
            case MarkedDefinitions(entries=entries):
                for entry in entries:
                    yield from _name(entry.pair)
                    yield from () if entry.pair.move else _names(entry.blocks)
            case MarkedNote(blocks=inner):
                yield from _names(inner)
            case _:
                pass


def _name(pair: Pair[Section] | Pair[Paragraph] | Pair[Item] | Pair[Definition]) -> Iterator[tuple[str, str]]:
    before: _Named | None = pair.before
    after: _Named | None = pair.after
    if pair.move is None and before and after and before.id:
        yield before.id, after.id
