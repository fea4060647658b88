"""What follows from a Word file as a whole: its language, its day, how its numbers look."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from tamdocs.document.model import Block, Blocks, BulletList, Item, Numbering, OrderedList, Section
from tamdocs.readers.docx.values import ReadDocument, ReadParagraph

_CHINESE = re.compile("[\u4e00-\u9fff]")
_FIRST_DAY = date(2000, 1, 1)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_HEADINGS, _LISTS = 4, 5
_COUNTERS = ((re.compile(r"\d+"), "1"), (re.compile(r"(?<![a-z])[ivxl]+(?![a-z])"), "i"), (re.compile(r"[a-z]+"), "a"))


def language_of(read: ReadDocument) -> str:
    """Return the language that the file names, or the one that its letters speak for."""
    if read.language:
        return read.language
    text = "".join(block.text for block in read.blocks if isinstance(block, ReadParagraph))
    return "zh-Hans" if len(_CHINESE.findall(text)) * 5 > len(text) else "en"


def day_of(read: ReadDocument) -> date:
    """Return the day on which the file was made, as it says itself."""
    found = _DAY.match(read.created)
    try:
        return date.fromisoformat(found[0]) if found else _FIRST_DAY
    except ValueError:
        return _FIRST_DAY


def numbering_of(blocks: Blocks) -> Numbering:
    """Return how the numbers of a document look, by the first of each level."""
    headings: dict[int, str] = {}
    lists: dict[int, str] = {}
    for level, printed, is_heading in _numbers(blocks):
        (headings if is_heading else lists).setdefault(level, _pattern(printed))
    return Numbering(_whole(headings, 1, _HEADINGS), _whole(lists, 0, _LISTS))


def _numbers(blocks: Iterable[Block | Item]) -> Iterator[tuple[int, str, bool]]:
    for block in blocks:
        match block:
            case Section(number=number, level=level, blocks=inner):
                if number:
                    yield level, number, True
                yield from _numbers(inner)
            case OrderedList(level=level, items=items):
                yield from ((level, item.marker, False) for item in items if item.marker)
                yield from _numbers(items)
            case BulletList(items=items):
                yield from _numbers(items)
            case Item(blocks=inner):
                yield from _numbers(inner)
            case _:
                pass


def _pattern(printed: str) -> str:
    """Return the pattern of a first number: `2.1` follows `1.1`, `(a)` follows `(a)`."""
    for counter, sign in _COUNTERS:
        if counter.search(printed):
            return counter.sub(sign, printed)
    return printed


def _whole(found: dict[int, str], first: int, count: int) -> tuple[str, ...]:
    """Return the patterns of the levels from *first*; a level that was not seen looks like a plain one."""
    last = max((level for level in found if level < first + count), default=first - 1)
    return tuple(found.get(level, "1.") for level in range(first, last + 1))
