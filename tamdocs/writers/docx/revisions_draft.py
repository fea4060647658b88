"""The body of a redline while it is written: each paragraph as it was and as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar
from xml.sax.saxutils import unescape

from tamdocs.document.redline import Deleted, Inserted, Kept, Pair, Piece, Standing, Words
from tamdocs.writers.docx.comments import Written, letters
from tamdocs.writers.docx.draft import Draft
from tamdocs.writers.docx.numbers import Lists, Numbers
from tamdocs.writers.docx.revisions import Revision, Track, Tracks, track_of
from tamdocs.writers.docx.runs import Look
from tamdocs.writers.docx.scheme import Scheme
from tamdocs.writers.docx.skin import Base, WordSkin

_Node = TypeVar("_Node")
_SAID = re.compile(r"<(/?)w:(ins|del|moveFrom|moveTo)[ >]|<w:(?:t|delText)(?: [^>]*)?>([^<]*)<")
_SIDE = {"ins": "ins", "moveTo": "ins", "del": "del", "moveFrom": "del"}


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph stands on one side: the id of its style, and what comes on top of it, as XML."""

    style: str
    properties: str = ""

    def xml(self) -> str:
        return f'<w:pStyle w:val="{self.style}"/>{self.properties}'


@dataclass(frozen=True, slots=True)
class Sides:
    """A paragraph before and after; one of the two is missing where it came or went."""

    before: Shape | None
    after: Shape | None

    @property
    def shown(self) -> Shape:
        shape = self.after or self.before
        assert shape is not None
        return shape


class SharedLists(Lists):
    """The lists of both sides: one that starts in one place on both sides is one list."""

    __slots__ = ("_of_place", "_used", "place", "side")

    def __init__(self, scheme: Scheme) -> None:
        super().__init__(scheme)
        self.place = 0
        """Number of the list in the redline."""
        self.side = ""
        self._of_place: dict[tuple[int, int, int, int], int] = {}
        self._used: set[tuple[str, int]] = set()

    def add(self, abstract: int, level: int, start: int) -> int:
        key = (self.place, abstract, level, start)
        number = self._of_place.get(key)
        if number is None or (self.side, number) in self._used:
            number = self._of_place[key] = super().add(abstract, level, start)
        self._used.add((self.side, number))
        return number


class RedlineDraft(Draft):
    __slots__ = ("_after_ids", "_lists", "_named", "_places", "_sides", "clause", "pages_before", "tracks", "written")

    def __init__(
        self,
        skin: WordSkin,
        base: Base,
        revision: Revision,
        pages: tuple[Mapping[str, int], Mapping[str, int]],
        after_ids: frozenset[str],
    ) -> None:
        """Begin a redline.

        Args:
            skin: A compiled Word skin.
            base: What all documents of the language share.
            revision: Who changed what is changed, and when.
            pages: Page that each section starts on, by its id, before and after.
            after_ids: All ids of the document after: where a node stands twice, links lead to where it is now.
        """
        super().__init__(skin, base, pages[1])
        self.pages_before = pages[0]
        self.tracks = Tracks(revision, self.next_id)
        self.clause = ""
        """Id of the section that the next paragraph stands in."""
        self.written: list[Written] = []
        """The paragraphs so far."""
        self._lists = SharedLists(base.scheme)
        self._sides = {side: Numbers(base.scheme, self._lists) for side in ("before", "after")}
        self.numbers = self._sides["after"]
        self._places = 0
        self._after_ids = after_ids
        self._named: set[str] = set()

    def next_id(self) -> int:
        """Return a number for a change; bookmarks count with them."""
        self._bookmarks += 1
        return self._bookmarks

    def numbers_of(self, side: str) -> Numbers:
        self._lists.side = side
        return self._sides[side]

    def new_list(self) -> int:
        """Return the number of a list of the redline."""
        self._places += 1
        return self._places

    def in_list(self, place: int) -> None:
        """Note that the next numbers are those of the list *place*."""
        self._lists.place = place

    def revised(
        self, standing: Standing, sides: Sides, runs: str, ids: tuple[str, ...] = (), section: str = ""
    ) -> None:
        """Add a paragraph.

        Args:
            standing: Whether it came, went, moved or stayed.
            sides: How it looks before and after.
            runs: What it says, as XML with its changes marked.
            ids: Ids that lead to it.
            section: Properties of the section that ends with it, as XML.
        """
        track = track_of(standing)
        mark = f"<w:rPr>{self.tracks.mark(track)}</w:rPr>" if track else ""
        old = sides.before if sides.after and sides.before != sides.after else None
        change = self.tracks.properties(old.xml()) if old else ""
        runs = self.bookmarked_here(runs, standing, ids)
        head = f"<w:p><w:pPr>{sides.shown.xml()}{mark}{section}{change}</w:pPr>"
        self.written.append(Written(len(self.out), len(head), self.clause, *_sides_of(runs)))
        self.out.append(f"{head}{runs}</w:p>")

    def bookmarked_here(self, runs: str, standing: Standing, ids: tuple[str, ...]) -> str:
        """Return *runs* with a bookmark for each of *ids* that leads to this place."""
        return self.bookmarked(runs, self._names(standing, ids))

    def words(self, words: Words, look: Look, standing: Standing) -> str:
        """Return *words* of a node with that standing as runs."""
        return "".join(
            self.tracks.runs(self.runs.write(piece.inlines, look, self.link_id), track)
            for piece, track in _tracked(words, standing)
        )

    def same_runs(self, runs: str, standing: Standing) -> str:
        """Return *runs*, which come and go with their paragraph."""
        return self.tracks.runs(runs, track_of(standing))

    def changed_runs(self, before: str | None, after: str | None, standing: Standing) -> str:
        """Return the runs of the side that stands there, or of both where they differ."""
        if standing != "kept" or before == after:
            stands = before if standing in {"deleted", "moved-away"} else after
            return self.same_runs(stands or "", standing)
        return self.tracks.runs(before or "", "del" if before else None) + self.tracks.runs(
            after or "", "ins" if after else None
        )

    @contextmanager
    def moving(self, pair: Pair[_Node]) -> Iterator[None]:
        """Put what is written inside between the marks of a move, if *pair* was moved."""
        if pair.move is None:
            yield
            return
        track: Track = "moveTo" if pair.move.here else "moveFrom"
        self.out.append(self.tracks.range_start(track, pair.move.name))
        yield
        self.out.append(self.tracks.range_end(track, pair.move.name))

    def _names(self, standing: Standing, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of *ids* that lead here and nowhere else."""
        gone = standing in {"deleted", "moved-away"}
        names = tuple(
            dict.fromkeys(name for name in ids if name not in self._named and not (gone and name in self._after_ids))
        )
        self._named.update(names)
        return names


def _tracked(words: Words, standing: Standing) -> Iterator[tuple[Piece, Track | None]]:
    """Yield the pieces that stand in this place. What was lost on the way of a move stands where it came from."""
    for piece in words:
        match piece:
            case Kept():
                yield piece, track_of(standing)
            case Inserted():
                yield piece, "ins"
            case Deleted():
                if standing not in {"moved-here", "inserted"}:
                    yield piece, track_of(standing) or "del"


def _sides_of(runs: str) -> tuple[str, str]:
    """Return what *runs* say without blanks, before and after."""
    said = {"del": "", "ins": ""}
    track = ""
    for end, change, text in _SAID.findall(runs):
        if change:
            track = "" if end else _SIDE[change]
        for side in said:
            said[side] += letters(unescape(text, {"&quot;": '"'})) if track in {"", side} else ""
    return said["del"], said["ins"]


def inner(outer: Standing, pair: Pair[_Node]) -> Standing | None:
    """Return how a node stands inside another one, or None if it does not stand in this place."""
    lost = pair.standing == "deleted" and outer == "moved-here"
    return None if lost else pair.standing_in(outer)


def present(pair: Pair[_Node], standing: Standing) -> tuple[_Node | None, _Node | None]:
    """Return *pair* as it stands in this place, before and after."""
    before = None if standing in {"inserted", "moved-here"} else pair.before
    after = None if standing in {"deleted", "moved-away"} else pair.after
    return before, after
