"""The text of two PDFs held against each other, word by word, wherever their lines and pages break."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from tamdocs.compare.hunks import Hunk, hunks_of
from tamdocs.compare.text_change import TextChange
from tamdocs.compare.tokens import split_words

Pages: TypeAlias = Sequence[Sequence[str]]
"""The lines of each page."""

_EDGE = 3
"""Lines at the top and at the bottom of a page that may stand on every page."""
_FIGURES = re.compile(r"\d+")
_APART = 3
"""Words between two differences that are told as one."""
_CONTEXT = 12
"""Words that are shown of what stands before a change."""
_MOST_WORDS = 60_000
"""Of a text whose differences are looked for; a longer one is cut."""


@dataclass(frozen=True, slots=True)
class Heading:
    clause: str
    text: str
    """With its number, as printed."""


def page_changes(before: Pages, after: Pages, headings: Sequence[Heading]) -> tuple[TextChange, ...]:
    """Return how the pages *after* read differently from those *before*.

    Args:
        before: Pages that we have made.
        after: Others.
        headings: Those that stand in *before*, in their order.
    """
    old, new = _Text(before), _Text(after)
    places = old.places(headings)
    found = [
        _change(hunk, old.words, new.words, places)
        for hunk in _merged(hunks_of(old.words[:_MOST_WORDS], new.words[:_MOST_WORDS]))
    ]
    return (*found, *_furniture_changes(old.furniture, new.furniture))


class _Text:
    """The words of pages, and apart from them what stands at the edge of several pages."""

    def __init__(self, pages: Pages) -> None:
        edges = Counter(line for page in pages for line in {*map(_bare, _edge(page))})
        shown = {_bare(line): line for page in reversed(pages) for line in _edge(page)}
        self.furniture = {line: shown[line] for line, count in edges.items() if count > 1}
        """By what they are without their figures."""
        self.lines = [line for page in pages for line in self._own(page)]
        self.words: list[str] = []
        self._starts: list[int] = []
        for line in self.lines:
            self._starts.append(len(self.words))
            self.words += [word for word in split_words(line) if not word.isspace()]

    def places(self, headings: Sequence[Heading]) -> list[tuple[int, Heading]]:
        """Return before which word each heading stands: the last line like it, for a table of contents comes first."""
        found: list[tuple[int, Heading]] = []
        end = len(self.lines)
        for heading in reversed(headings):
            wanted = _squeezed(heading.text)
            at = next((at for at in range(end - 1, -1, -1) if self._begins(at, wanted)), None)
            if at is not None:
                found.append((self._starts[at], heading))
                end = at
        return found[::-1]

    def _begins(self, at: int, wanted: str) -> bool:
        """Return whether the heading *wanted*, which may take several lines, begins with the line *at*."""
        have = ""
        for line in self.lines[at : at + 4]:
            have += _squeezed(line)
            if have == wanted:
                return True
            if not wanted.startswith(have):
                return False
        return False

    def _own(self, page: Sequence[str]) -> Iterator[str]:
        last = len(page) - _EDGE
        for index, line in enumerate(page):
            if not ((index < _EDGE or index >= last) and _bare(line) in self.furniture):
                yield line


def _edge(page: Sequence[str]) -> Sequence[str]:
    return page if len(page) <= 2 * _EDGE else (*page[:_EDGE], *page[-_EDGE:])


def _bare(line: str) -> str:
    """Return *line* without its figures: page numbers differ."""
    return _FIGURES.sub("#", _squeezed(line))


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _merged(hunks: Sequence[Hunk]) -> list[Hunk]:
    """Return *hunks* with those that stand close together as one."""
    found: list[Hunk] = []
    for hunk in hunks:
        if found and hunk.left - found[-1].left_end <= _APART:
            found.append(found.pop().joined(hunk))
        else:
            found.append(hunk)
    return found


def _change(hunk: Hunk, old: Sequence[str], new: Sequence[str], places: Sequence[tuple[int, Heading]]) -> TextChange:
    heading = next((heading for at, heading in reversed(places) if at <= hunk.left), Heading("", ""))
    return TextChange(
        clause=heading.clause,
        number="",
        before=_line(old[hunk.left : hunk.left_end]),
        after=_line(new[hunk.right : hunk.right_end]),
        context=_line(old[max(0, hunk.left - _CONTEXT) : hunk.left]),
    )


def _line(words: Sequence[str]) -> str:
    """Return *words* as a line; blanks stand between words of letters that need them."""
    line = ""
    for word in words:
        apart = line and _needs_blank(line[-1], word[0])
        line += f" {word}" if apart else word
    return line


def _needs_blank(left: str, right: str) -> bool:
    return left < "\u2e80" and right < "\u2e80" and right not in ".,;:!?)]”’%" and left not in "([“‘"


def _furniture_changes(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[TextChange]:
    gone = [line for bare, line in old.items() if bare not in new]
    came = [line for bare, line in new.items() if bare not in old]
    if gone or came:
        yield TextChange("every page", "", " … ".join(gone), " … ".join(came), "")
