"""What a clause sets for references to name, the references that it makes, and its numbered lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tamdocs.library.template import (
    CrossReference,
    DetailsTemplate,
    EntriesTemplate,
    FiguresTemplate,
    ListTemplate,
    OutwardLink,
    ParagraphTemplate,
    SignatureTemplate,
    TableTemplate,
    TemplateBlock,
    TemplateBlocks,
    TemplateInlines,
    Wrapped,
    child_blocks,
)


class Anchor(NamedTuple):
    id: str
    line: int
    numbered: bool
    """Whether a reference to it can print a number."""


class DeepList(NamedTuple):
    depth: int
    """How many numbered lists it stands in."""
    line: int


def anchors(blocks: TemplateBlocks) -> Iterator[Anchor]:
    """Yield what `(id)=` names in *blocks*. What stands in details or a signature becomes a table and keeps no id."""
    for block in blocks:
        match block:
            case ParagraphTemplate() if block.id:
                yield Anchor(block.id, block.line, numbered=False)
            case ListTemplate():
                for item in block.items:
                    if item.id:
                        yield Anchor(item.id, _line_of(item.blocks, block.line), block.ordered)
            case EntriesTemplate():
                for entry in block.entries:
                    if entry.id:
                        yield Anchor(entry.id, entry.line, numbered=False)
            case _:
                pass
        if not isinstance(block, DetailsTemplate | SignatureTemplate):
            yield from anchors(tuple(child_blocks(block)))


def cross_references(blocks: TemplateBlocks) -> Iterator[CrossReference]:
    for block in blocks:
        for inlines in _words(block):
            yield from _in_words(inlines)
        yield from cross_references(tuple(child_blocks(block)))


def numbered_lists(blocks: TemplateBlocks, depth: int = 0) -> Iterator[DeepList]:
    for block in blocks:
        ordered = isinstance(block, ListTemplate) and block.ordered
        if isinstance(block, ListTemplate) and block.ordered:
            yield DeepList(depth, block.line)
        yield from numbered_lists(tuple(child_blocks(block)), depth + ordered)


def _line_of(blocks: TemplateBlocks, line: int) -> int:
    first = blocks[0] if blocks else None
    return first.line if isinstance(first, ParagraphTemplate) else line


def _words(block: TemplateBlock) -> Iterator[TemplateInlines]:
    match block:
        case ParagraphTemplate():
            yield block.inlines
        case EntriesTemplate() | SignatureTemplate():
            for entry in block.entries:
                yield entry.term
        case TableTemplate():
            yield from block.header
            for row in block.rows:
                yield from row
        case FiguresTemplate():
            for row in block.rows:
                yield from row
        case _:
            pass


def _in_words(inlines: TemplateInlines) -> Iterator[CrossReference]:
    for inline in inlines:
        match inline:
            case CrossReference():
                yield inline
            case Wrapped() | OutwardLink():
                yield from _in_words(inline.inlines)
            case _:
                pass
