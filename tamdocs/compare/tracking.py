"""Which edits of a returned file were tracked, by whom and when, and which were typed without tracking."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Literal, TypeAlias

from tamdocs.compare.edits import Edit
from tamdocs.compare.letter_index import LetterIndex
from tamdocs.readers.docx.values import ReadBlock, ReadDocument, ReadParagraph, Tracked, TrackedKind

How: TypeAlias = Literal["tracked", "partly tracked", "not tracked"]

_GONE = frozenset({"deleted", "moved-away"})
_NEW = frozenset({"inserted", "moved-here"})
_LEAST_LETTERS = 8
_NUMBER = re.compile(r"^\S{1,12} ")


@dataclass(frozen=True, slots=True)
class Author:
    name: str
    date: str
    """As in the file, such as `2018-03-01T09:30:00Z`; may be empty."""


@dataclass(frozen=True, slots=True)
class TrackedWords:
    """What one author has put in or taken out of a paragraph."""

    kind: TrackedKind
    said: str
    """Without blanks."""
    author: Author


@dataclass(frozen=True, slots=True)
class TrackedLine:
    """A paragraph of the file: its letters with all changes rejected, and with all accepted; who changed it."""

    before: str
    after: str
    changes: tuple[TrackedWords, ...]

    @property
    def authors(self) -> tuple[Author, ...]:
        return tuple(dict.fromkeys(each.author for each in self.changes))


class Tracking:
    """Knows the tracked changes of one returned file."""

    def __init__(self, read: ReadDocument) -> None:
        stories = (block for story in read.stories.values() for block in story)
        lines = [*_lines(read.blocks, ()), *_lines(stories, ())]
        self.lines = tuple(line for line in lines if line.changes)
        """The paragraphs with tracked changes."""
        self._untouched = frozenset(line.after for line in lines if not line.changes)

    def of(self, edit: Edit) -> tuple[How, tuple[Author, ...]]:
        """Return whether *edit* was tracked, and who made it if so."""
        if not self.lines:
            return "not tracked", ()
        if edit.what == "changed":
            return self._of_change(_letters(edit.before), _letters(edit.after))
        side = edit.before if edit.what == "removed" else edit.after
        found = [self._of_line(line, gone=edit.what == "removed") for line in side.split("\n") if line.strip()]
        authors = tuple(dict.fromkeys(author for line in found if line for author in line.authors))
        if found and all(found):
            return "tracked", authors
        return ("partly tracked", authors) if authors else ("not tracked", ())

    def _of_change(self, before: str, after: str) -> tuple[How, tuple[Author, ...]]:
        equal = self._by_letters.get((before, after))
        # A term and its meaning are one paragraph of the file.
        if equal or (equal := next(self._within(before, after), None)):
            return "tracked", equal.authors
        partly = next(self._saying(after), None)
        if partly and after not in self._untouched:
            return "partly tracked", partly.authors
        return "not tracked", ()

    def _of_line(self, text: str, *, gone: bool) -> TrackedLine | None:
        """Return the paragraph that came or went as the line *text*, whose number may stand before it."""
        for words in (_letters(text), _letters(_NUMBER.sub("", text)), *map(_letters, text.split(" | "))):
            for number in (self._before if gone else self._after).holding(words) if words else ():
                line = self.lines[number]
                if words not in (line.after if gone else line.before):
                    return line
        return None

    def _within(self, before: str, after: str) -> Iterator[TrackedLine]:
        """Yield the paragraphs that hold *before* and *after*, both long enough to stand there by no chance."""
        if len(before) >= _LEAST_LETTERS and len(after) >= _LEAST_LETTERS:
            for number in self._before.holding(before):
                if after in self.lines[number].after:
                    yield self.lines[number]

    def _saying(self, after: str) -> Iterator[TrackedLine]:
        """Yield the paragraphs that say *after*, or hold it if it is long enough."""
        for number in self._after.holding(after):
            if len(after) >= _LEAST_LETTERS or self.lines[number].after == after:
                yield self.lines[number]

    @cached_property
    def _by_letters(self) -> dict[tuple[str, str], TrackedLine]:
        """The first paragraph with these letters before and after."""
        return {(line.before, line.after): line for line in reversed(self.lines)}

    @cached_property
    def _before(self) -> LetterIndex:
        return LetterIndex([line.before for line in self.lines])

    @cached_property
    def _after(self) -> LetterIndex:
        return LetterIndex([line.after for line in self.lines])


def _lines(blocks: Iterable[ReadBlock], outer: tuple[Tracked, ...]) -> Iterator[TrackedLine]:
    for block in blocks:
        if isinstance(block, ReadParagraph):
            yield _line(block, outer)
            continue
        for row in block.rows:
            for cell in row.cells:
                yield from _lines(cell.blocks, (*outer, *row.tracked))


def _line(paragraph: ReadParagraph, outer: tuple[Tracked, ...]) -> TrackedLine:
    def letters(kinds: frozenset[str]) -> str:
        kept = (run.text for run in paragraph.runs if not any(each.kind in kinds for each in (*outer, *run.tracked)))
        return _letters("".join(kept))

    return TrackedLine(letters(_NEW), letters(_GONE), tuple(_changes(paragraph, outer)))


def _changes(paragraph: ReadParagraph, outer: tuple[Tracked, ...]) -> Iterator[TrackedWords]:
    """Yield who changed which words; runs that follow one another by one hand are one."""
    told = [(run.text, each) for run in paragraph.runs for each in (*outer, *run.tracked)]
    told += [("", each) for each in outer if not paragraph.runs]
    for each, words in groupby(told, key=lambda pair: pair[1]):
        said = _letters("".join(text for text, _ in words))
        yield TrackedWords(each.kind, said, Author(each.author, each.date))


def _letters(text: str) -> str:
    """Return *text* without blanks."""
    return "".join(text.split())
