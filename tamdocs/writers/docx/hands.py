"""Who made which tracked change: all of them are somebody's at first, and then those of a known hand are told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias
from xml.sax.saxutils import unescape

from tamdocs.writers.docx.comments import Written, clean, is_date, letters
from tamdocs.writers.docx.lookup import Lookup
from tamdocs.writers.docx.markup import escape

Side: TypeAlias = Literal["ins", "del"]

_MOST = 255
"""Characters of a name that Word takes."""
_LEAST_LETTERS = 8
_CHANGE = re.compile(r"(<w:(ins|del|moveFrom|moveTo) [^>]*>)(.*?)</w:\2>", re.DOTALL)
_MARK = re.compile(r"<w:(ins|del|moveFrom|moveTo) [^>]*/>")
_SAID = re.compile(r"<w:(?:t|delText)(?: [^>]*)?>([^<]*)<")
_SIDE: dict[str, Side] = {"ins": "ins", "moveTo": "ins", "del": "del", "moveFrom": "del"}


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody who tracked changes, and when."""

    author: str
    date: str
    """Such as `2018-03-01T09:30:00Z`; left out where Word could not read it."""

    def xml(self) -> str:
        date = f' w:date="{self.date}"' if is_date(self.date) else ""
        return f'w:author="{escape(clean(self.author)[:_MOST])}"{date}'


@dataclass(frozen=True, slots=True)
class Stroke:
    """Words of a paragraph that one hand has put in or taken out; without blanks, as are those of `HandLine`."""

    side: Side
    said: str
    hand: Hand


@dataclass(frozen=True, slots=True)
class HandLine:
    """A paragraph that was changed by a known hand: as it was, as it is, and who did what."""

    before: str
    after: str
    strokes: tuple[Stroke, ...]


def name_hands(out: list[str], paragraphs: Sequence[Written], lines: Sequence[HandLine], by: str) -> None:
    """Name in *out* those who made the changes that *lines* know; the others stay with *by*.

    Args:
        out: The XML of a draft, piece by piece.
        paragraphs: Those of its pieces that are paragraphs.
        lines: What is known.
        by: Attributes of all changes so far.
    """
    known, written = _Lines(lines), {each.index: each for each in paragraphs}
    waiting: list[int] = []  # rows and moves, which are changed by whoever changed the paragraph after them
    for index, xml in enumerate(out):
        if index not in written:
            if by in xml:
                waiting.append(index)
            continue
        paragraph = written[index]
        if not (paragraph.before or paragraph.after):
            continue
        line = known.find(paragraph) if by in xml or waiting else None
        if line:
            first = line.strokes[0].hand.xml()
            for each in waiting:
                out[each] = out[each].replace(by, first)
            out[index] = _head(xml[: paragraph.head], line, by) + _runs(xml[paragraph.head :], line, by)
        waiting.clear()


class _Lines:
    def __init__(self, lines: Sequence[HandLine]) -> None:
        self._lines = [line for line in lines if line.strokes]
        self._same = {(line.before, line.after): line for line in reversed(self._lines)}
        self._after = Lookup(line.after for line in self._lines)
        self._before = Lookup(line.before for line in self._lines)

    def find(self, paragraph: Written) -> HandLine | None:
        """Return the line that is *paragraph*, has one side in common with it, or holds it."""
        before, after = paragraph.before, paragraph.after
        if line := self._same.get((before, after)):
            return line
        found = [self._after.same(after), self._before.same(before)]
        if len(after or before) >= _LEAST_LETTERS:
            found.append(self._after.holding(after) if after else self._before.holding(before))
        return next((self._lines[index] for index in found if index is not None), None)


def _head(xml: str, line: HandLine, by: str) -> str:
    """Return the properties of a paragraph with the hand that has put its mark in or taken it out."""

    def named(found: re.Match[str]) -> str:
        side = _SIDE[found[1]]
        hand = next((stroke.hand for stroke in line.strokes if stroke.side == side), None)
        return found[0].replace(by, hand.xml()) if hand else found[0]

    return _MARK.sub(named, xml)


def _runs(xml: str, line: HandLine, by: str) -> str:
    def named(found: re.Match[str]) -> str:
        said = letters(unescape("".join(_SAID.findall(found[3])), {"&quot;": '"'}))
        hand = _hand_of(said, _SIDE[found[2]], line)
        return found[0].replace(found[1], found[1].replace(by, hand.xml()), 1) if hand else found[0]

    return _CHANGE.sub(named, xml)


def _hand_of(said: str, side: Side, line: HandLine) -> Hand | None:
    for stroke in line.strokes:
        if stroke.side == side and said and stroke.said and (said in stroke.said or stroke.said in said):
            return stroke.hand
    return None
