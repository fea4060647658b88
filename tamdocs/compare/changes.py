"""The changes of a redline, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tamdocs.document.redline import (
    MarkedBlocks,
    MarkedContents,
    MarkedDefinitions,
    MarkedList,
    MarkedNote,
    MarkedParagraph,
    MarkedSection,
    MarkedSignature,
    MarkedTable,
    Redline,
    Standing,
    Words,
)
from tamdocs.document.redline_sides import is_changed


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph, heading or cell that does not read the same on both sides."""

    clause: str
    """Id of the innermost section that it stands in; empty above the first one."""
    number: str
    """The number of the item or section that it stands in, as printed after, or before if that is gone."""
    standing: Standing
    """`kept` for a paragraph that only reads differently."""
    words: Words


def changes_of(redline: Redline) -> Iterator[Change]:
    """Yield the changes of *redline*, in reading order.

    What was moved is told at both ends. A table of contents is left out, for it only repeats headings, and so is a
    number that is another one only because something before it came or went.
    """
    yield from _changed(redline.title, "", "", "kept")
    for line in redline.cover:
        yield from _changed(line.words, "", "", line.pair.standing)
    yield from _in_blocks(redline.blocks, "", "", "kept")
    yield from _changed(redline.closing, "", "", "kept")


def _in_blocks(blocks: MarkedBlocks, clause: str, number: str, outer: Standing) -> Iterator[Change]:
    for block in blocks:
        standing = block.pair.standing_in(outer)
        match block:
            case MarkedSection(pair=pair):
                inner = pair.shown.clause or pair.shown.id
                yield from _changed(block.title, inner, pair.shown.number, standing)
                yield from _in_blocks(block.blocks, inner, pair.shown.number, standing)
            case MarkedList(items=items):
                for item in items:
                    own = item.pair.standing_in(standing)
                    yield from _in_blocks(item.blocks, clause, item.pair.shown.marker or number, own)
            case MarkedDefinitions(entries=entries):
                for entry in entries:
                    own = entry.pair.standing_in(standing)
                    yield from _changed(entry.term, clause, number, own)
                    yield from _in_blocks(entry.blocks, clause, number, own)
            case MarkedNote():
                yield from _in_blocks(block.blocks, clause, number, standing)
            case _:
                for words, own in _own_words(block, standing):
                    yield from _changed(words, clause, number, own)


def _own_words(
    block: MarkedParagraph | MarkedTable | MarkedSignature | MarkedContents, standing: Standing
) -> Iterator[tuple[Words, Standing]]:
    match block:
        case MarkedParagraph(words=words):
            yield words, standing
        case MarkedTable(rows=rows):
            for row in rows:
                yield from ((words, row.pair.standing_in(standing)) for words in row.cells)
        case MarkedSignature(parties=parties):
            for party in parties:
                yield from ((words, standing) for words in (party.name, *party.lines))
        case MarkedContents():
            pass


def _changed(words: Words, clause: str, number: str, standing: Standing) -> Iterator[Change]:
    if words and (standing != "kept" or is_changed(words)):
        yield Change(clause, number, standing, words)
