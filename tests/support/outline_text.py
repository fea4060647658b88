"""A document as a lawyer reads it through: its outline and its words, a line each, indented by level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tamdocs.document.charts import blocks_in_words
from tamdocs.document.model import (
    Block,
    BulletList,
    Chart,
    Contents,
    Definitions,
    Document,
    Inlines,
    Item,
    KeyFigures,
    Note,
    OrderedList,
    Paragraph,
    Section,
    Signature,
    Table,
)
from tamdocs.document.text import inlines_text

_STEP = "    "


def outline_text(document: Document) -> str:
    """Return the words of *document*, page marks first; the cells of a table row stand between bars."""
    marks = [f"{name}: {words}" for name, words in sorted(document.marks.items())]
    cover = [f"cover: {line}" for line in document.cover.lines] if document.cover else []
    head = [f"window: {inlines_text(line)}" for line in document.letter.address] if document.letter else []
    head += [
        f"{inlines_text(each.label)}: {inlines_text(each.value)}"
        for each in (document.letter.details if document.letter else ())
    ]
    lines = [
        *marks,
        "",
        *head,
        document.title,
        *cover,
        *_blocks(document.blocks),
        *(("", document.closing) if document.closing else ()),
    ]
    return "".join(f"{line}\n" for line in lines)


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Chart() | KeyFigures():
            yield from _blocks(blocks_in_words((block,)))
        case Section():
            yield ""
            yield f"{block.number} {inlines_text(block.title)}".strip()
            yield from _below(_blocks(block.blocks))
        case Paragraph():
            yield from _words(block.inlines)
        case OrderedList() | BulletList():
            for item in block.items:
                yield from _item(item)
        case Table():
            yield f"[{block.summary}]"
            for row in (block.header, *block.rows):
                if row:
                    yield f"| {' | '.join(inlines_text(cell).replace(chr(10), ' / ') for cell in row)} |"
        case Definitions():
            for entry in block.entries:
                yield from _words(entry.term)
                yield from _below(_blocks(entry.blocks))
        case Note():
            yield "[note]"
            yield from _below(_blocks(block.blocks))
        case Signature():
            for party in block.parties:
                yield from _words(party.name)
                yield from _below(line for words in party.lines for line in _words(words))
        case Contents():
            yield f"[{inlines_text(block.title)}]"


def _item(item: Item) -> Iterator[str]:
    """Yield the marker with the first line of the item; what follows is indented."""
    first, *rest = list(_blocks(item.blocks))
    yield f"{item.marker or '-'} {first}"
    yield from _below(rest)


def _words(inlines: Inlines) -> Iterator[str]:
    yield from inlines_text(inlines).split("\n")


def _below(lines: Iterable[str]) -> Iterator[str]:
    return (f"{_STEP}{line}" if line else "" for line in lines)
