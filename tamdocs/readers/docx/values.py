"""A Word file as plain values, as it stands: with its changes, before any of them is accepted or rejected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from tamdocs.errors import Problem

TrackedKind: TypeAlias = Literal["inserted", "deleted", "moved-here", "moved-away"]


@dataclass(frozen=True, slots=True)
class Tracked:
    """A tracked change: who made it and when, in the words of the file."""

    kind: TrackedKind
    author: str
    date: str
    """Such as `2018-03-01T09:30:00Z`; may be empty."""


@dataclass(frozen=True, slots=True)
class Run:
    text: str
    """What is printed; a tab is a tab, a line break a line end."""
    link: str = ""
    """Address of a link, or `#` and the name of a bookmark."""
    strong: bool = False
    emphasis: bool = False
    tracked: tuple[Tracked, ...] = ()
    """Changes around it, from the outermost."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a bookmark starts."""

    name: str
    run: int
    """How many runs of the paragraph stand before it."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph stands: its style, and its place in a list."""

    style: str
    """Name, in small letters, such as `heading 1`; whatever language Word speaks, the file has the English one."""
    basis: tuple[str, ...]
    """Names of the styles that it is based on, the nearest first."""
    outline: int | None
    """From 1 for the highest heading; None for text."""
    number: tuple[str, int] | None
    """Id of its list and level there, from 0."""


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """What Word prints before a paragraph of a list."""

    text: str
    """Empty for a bullet."""
    level: int
    """In its list, from 0."""
    bullet: bool


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    shape: Shape
    runs: tuple[Run, ...]
    anchors: tuple[Anchor, ...] = ()
    mark: tuple[Tracked, ...] = ()
    """Changes of its mark: where it was deleted, the next paragraph joins it."""
    old_shape: Shape | None = None
    """How it stood before a tracked change of that."""
    in_contents: bool = False
    """Whether it belongs to a table of contents."""
    number: PrintedNumber | None = None
    """Known once changes are accepted or rejected: see `settle`."""
    dropped: tuple[Run, ...] = ()
    """Runs that went when changes were accepted or rejected."""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class ReadCell:
    blocks: tuple[ReadBlock, ...]
    span: int = 1
    """How many columns it takes."""
    merged: bool = False
    """Whether it is only the lower part of the cell above it."""


@dataclass(frozen=True, slots=True)
class ReadRow:
    cells: tuple[ReadCell, ...]
    heading: bool = False
    tracked: tuple[Tracked, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadTable:
    rows: tuple[ReadRow, ...]
    style: str = ""
    """Name, in small letters."""
    summary: str = ""
    widths: tuple[int, ...] = ()
    """Of its columns, in twips."""
    first_column: bool = False
    """Whether the first cell of each row is its heading."""


ReadBlock: TypeAlias = ReadParagraph | ReadTable
ReadBlocks: TypeAlias = tuple[ReadBlock, ...]


@dataclass(frozen=True, slots=True)
class Comment:
    id: str
    author: str
    date: str
    text: str
    quoted: str
    """The words that it is about."""
    initials: str = ""
    answers: str = ""
    """Id of the comment that it answers; empty for one that begins a thread."""
    resolved: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list."""

    start: int
    word_format: str
    """Of its own counter, such as `lowerLetter`."""
    text: str
    """What is printed, with `%1` for the counter of the first level and so on."""
    figures: bool
    """Whether the counters of levels above are printed as figures."""
    restart: int | None
    """Which level (from 1) starts it anew; None for any level above, 0 for none."""


@dataclass(frozen=True, slots=True)
class List:
    abstract: str
    """Lists with the same one count on together."""
    levels: Mapping[int, Level]
    starts: Mapping[int, int]
    """Where levels start anew when the list is first used, for those that do."""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    source: str
    blocks: ReadBlocks
    lists: Mapping[str, List]
    stories: Mapping[str, ReadBlocks]
    """Other texts: page headers and footers (`header 1`), notes (`footnote 2`), in the order of the file."""
    comments: tuple[Comment, ...]
    commented: Mapping[str, int]
    """Index in `blocks` of the block that a comment is about, by the id of the comment."""
    noted: Mapping[str, int]
    """Index in `blocks` of the block that a note belongs to, by the name of the story."""
    language: str
    """As the file says; may be empty."""
    title: str
    author: str
    created: str
    """When, such as `2017-11-01T00:00:00Z`; may be empty."""
    remarks: tuple[Problem, ...]
    """What a reader should know of the file: macros, links to other files, hidden text. Warnings, all of them."""
