"""The words of a document, as a reader meets them, without any format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tamdocs.document.model import (
    Block,
    BulletList,
    Chart,
    Contents,
    Definitions,
    Document,
    Field,
    Inline,
    Inlines,
    Item,
    KeyFigures,
    Letter,
    LineBreak,
    Note,
    OrderedList,
    Paragraph,
    Reference,
    Section,
    Signature,
    Table,
    Text,
)


def document_text(document: Document, *, contents: bool = False) -> Iterator[str]:
    """Yield the text of *document*, a string for each paragraph, cell, heading and line, numbers included.

    What stands on every page (headers, footers) is left out, and so is a table of contents unless *contents* is set. Of
    a chart only its title is text: all else in it is a picture.
    """
    if document.letter:
        yield from _letter_text(document.letter)
    yield document.title
    if document.cover:
        yield from document.cover.lines
    yield from blocks_text(document.blocks, contents=contents)
    if document.closing:
        yield document.closing


def _letter_text(letter: Letter) -> Iterator[str]:
    if letter.sender:
        yield letter.sender
    yield from map(inlines_text, letter.address)
    for detail in letter.details:
        yield f"{inlines_text(detail.label)} {inlines_text(detail.value)}"


def blocks_text(blocks: Iterable[Block], *, contents: bool = False) -> Iterator[str]:
    """Yield the text of *blocks*, a string for each paragraph, cell and heading."""
    for block in blocks:
        yield from _block_text(block, contents=contents)


def inlines_text(inlines: Inlines) -> str:
    """Return the words of *inlines*; a line break is a line end."""
    return "".join(map(_inline_text, inlines))


def _block_text(block: Block, *, contents: bool) -> Iterator[str]:
    match block:
        case Section():
            yield _numbered(block.number, inlines_text(block.title))
            yield from blocks_text(block.blocks, contents=contents)
        case Paragraph():
            yield inlines_text(block.inlines)
        case OrderedList() | BulletList():
            for item in block.items:
                yield from _item_text(item, contents=contents)
        case Table():
            for row in (block.header, *block.rows):
                yield from map(inlines_text, row)
        case Definitions():
            for entry in block.entries:
                yield inlines_text(entry.term)
                yield from blocks_text(entry.blocks, contents=contents)
        case Note():
            yield from blocks_text(block.blocks, contents=contents)
        case Signature():
            for party in block.parties:
                yield inlines_text(party.name)
                yield from map(inlines_text, party.lines)
        case Chart() | KeyFigures():
            yield from _picture_text(block)
        case Contents():
            yield from _contents_text(block) if contents else ()


def _picture_text(block: Chart | KeyFigures) -> Iterator[str]:
    if isinstance(block, Chart):
        yield inlines_text(block.title)
        return
    for figure in block.figures:
        yield from filter(None, map(inlines_text, (figure.value, figure.label, figure.note)))


def _contents_text(block: Contents) -> Iterator[str]:
    yield inlines_text(block.title)
    for line in block.entries:
        yield _numbered(line.number, inlines_text(line.title))


def _item_text(item: Item, *, contents: bool) -> Iterator[str]:
    lines = blocks_text(item.blocks, contents=contents)
    yield _numbered(item.marker, next(lines, ""))
    yield from lines


def _numbered(number: str, words: str) -> str:
    return f"{number} {words}" if number else words


def _inline_text(inline: Inline) -> str:
    match inline:
        case Text() | Field() | Reference():
            return inline.text
        case LineBreak():
            return "\n"
        case _:
            return inlines_text(inline.inlines)
