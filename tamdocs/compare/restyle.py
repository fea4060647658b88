"""Paragraphs that only look otherwise: a heading that became plain text reads as it did."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from tamdocs.document.model import (
    Block,
    BulletList,
    Definitions,
    Document,
    OrderedList,
    Paragraph,
    Section,
)
from tamdocs.document.text import blocks_text, inlines_text


def restyled(before: Document, after: Document) -> Document:
    """Return *after* with each paragraph of the kind that it has in *before*, where it says the same as there.

    A program that saves a file anew may give a paragraph the style of one that was deleted before it. Its number stays
    as it is now. Both documents are flat; see `plain.flat`.
    """
    first, second = ({id(each): _words(each) for each in side.blocks} for side in (before, after))
    counts = Counter(first.values())
    known = {words: block for block in before.blocks if counts[words := first[id(block)]] == 1 and words}
    there = {(_kind(block), second[id(block)]) for block in after.blocks}
    blocks: list[Block] = []
    for block in after.blocks:
        meant = known.get(second[id(block)])
        if meant is None or (_kind(meant), second[id(block)]) in there:
            blocks.append(block)
        else:
            blocks.append(_as_now(meant, _number(block)))
    return replace(after, blocks=tuple(blocks))


def _kind(block: Block) -> tuple[type[Block], int]:
    """Return what a node is, and how deep it stands in lists."""
    return type(block), block.level if isinstance(block, OrderedList) else 0


def _as_now(block: Block, number: str) -> Block:
    match block:
        case Section():
            return replace(block, number=number)
        case OrderedList(items=(item,)):
            return replace(block, items=(replace(item, marker=number),))
        case _:
            return block


def _number(block: Block) -> str:
    match block:
        case Section(number=number):
            return number
        case OrderedList(items=(item,)):
            return item.marker
        case _:
            return ""


def _words(block: Block) -> str:
    """Return what *block* says, without its number."""
    match block:
        case Section(title=title):
            text = inlines_text(title)
        case OrderedList(items=items) | BulletList(items=items):
            text = " ".join(line for item in items for line in blocks_text(item.blocks))
        case Definitions() | Paragraph():
            text = " ".join(blocks_text((block,)))
        case _:
            return ""
    return " ".join(text.split())
