"""The document tree: what a contract says, apart from how a format shows it.

Two closed sums, `Inline` and `Block`, are the whole contract between the composer and the writers. A tree is numbered
and its references are resolved before a writer sees it; a writer draws what stands here and works nothing out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Text:
    """Words of a clause."""

    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """A value put in from data: always text, never markup."""

    text: str
    pointer: str
    """Where the value comes from: a JSON pointer into the order, such as `/customer/legal_name`, or
    `name:/pointer` for another source, such as `vendor:/legal_name`."""


@dataclass(frozen=True, slots=True)
class Strong:
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Emphasis:
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Link:
    """A link out of the document. The address is http, https or mailto."""

    address: str
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Reference:
    """A link to a section, list item or definition of the same document, with its words worked out ("Section 11")."""

    target: str
    text: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A new line in the same paragraph, as in an address."""


Inline: TypeAlias = Text | Field | Strong | Emphasis | Link | Reference | LineBreak
Inlines: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    number: str
    """As printed before the title, such as `4.2` or `1.`; empty for a section without a number."""
    level: int
    """1 for the highest heading; a section inside it has one more, up to 4."""
    title: Inlines
    blocks: Blocks
    clause: str = ""
    """Id of the clause that the section comes from."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    inlines: Inlines
    id: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    marker: str
    """As printed, such as `(a)` or `12.4`; empty in a bullet list, where the format draws its own bullet."""
    blocks: Blocks
    id: str = ""


@dataclass(frozen=True, slots=True)
class OrderedList:
    level: int
    """Which of `Numbering.lists` the markers follow, from 0."""
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class BulletList:
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """Share of the table's width (the shares of a table add up to 1) and how its cells are set."""

    width: float
    align: Literal["left", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of text. Each row has as many cells as there are columns, and there is at least one row.

    `header` is the heading row, repeated on each page, or empty. With `row_headers` the first cell of each row is its
    heading, as in a list of labels and values. A table has one of the two, or both.
    """

    columns: tuple[Column, ...]
    header: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    row_headers: bool
    summary: str
    """What the table holds, in words, for a reader who cannot see it."""


@dataclass(frozen=True, slots=True)
class Definition:
    term: Inlines
    blocks: Blocks
    id: str = ""


@dataclass(frozen=True, slots=True)
class Definitions:
    entries: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A remark set apart from the text around it."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class SignatureParty:
    name: Inlines
    """Who signs, as printed above the lines."""
    lines: tuple[Inlines, ...]
    """What is filled in by hand ("Signature", "Name", "Date"), each with a rule to write on."""


@dataclass(frozen=True, slots=True)
class Signature:
    """The place where the parties sign, side by side; never broken across pages."""

    parties: tuple[SignatureParty, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers of a chart that belong together, one for each category; None where there is none."""

    name: str
    values: tuple[float | None, ...]
    labels: tuple[str, ...]
    """The numbers as printed, all with as many decimals; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across a chart at a round number."""

    value: float
    label: str


ChartKind: TypeAlias = Literal["columns", "stacked", "bars", "lines"]


@dataclass(frozen=True, slots=True)
class Chart:
    """Numbers as a picture, with at least one category and one series. `charts.make_chart` makes it."""

    kind: ChartKind
    """Columns side by side or on one another, bars from the left for categories with long names, or lines."""
    title: Inlines
    """What it shows; printed above it."""
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    category_axis: str
    value_axis: str
    ticks: tuple[Tick, ...]
    """Of the axis of values, at least two, from below the smallest value to above the largest; zero is one of them."""
    alt: str
    """The picture with its values in words, for a reader who cannot see it."""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    value: Inlines
    """As printed, large."""
    label: Inlines
    note: Inlines
    """What it is held against, such as the month before; may be empty."""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """The few figures that matter, side by side at the head of a report; one to six."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    target: str
    number: str
    title: Inlines
    level: int


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents. Only the page numbers are left to the format, which alone knows the pages."""

    title: Inlines
    entries: tuple[ContentsEntry, ...]


Block: TypeAlias = (
    Section
    | Paragraph
    | OrderedList
    | BulletList
    | Table
    | Definitions
    | Note
    | Signature
    | Chart
    | KeyFigures
    | Contents
)
Blocks: TypeAlias = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Numbering:
    """How the numbers of a document look.

    The tree carries each number as printed; a format that numbers by itself, as Word does, needs the patterns too, so
    that a list goes on when somebody edits it.

    In a pattern the last of `1`, `a`, `A`, `i`, `I` stands for the counter of its own level, and each `1` before it for
    the level above: `1.`, `1.1`, `(a)`, `(i)`.
    """

    headings: tuple[str, ...]
    lists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """A title page of its own."""

    lines: tuple[str, ...]
    """Below the title, such as the name of the service and the edition."""


@dataclass(frozen=True, slots=True)
class Window:
    """Where an address must stand to be seen in the window of an envelope, and on which paper; from the top left."""

    left_mm: float
    top_mm: float
    width_mm: float
    height_mm: float
    page_width_mm: float
    page_height_mm: float


@dataclass(frozen=True, slots=True)
class Detail:
    """A line such as the date or the reference of a letter."""

    label: Inlines
    value: Inlines


@dataclass(frozen=True, slots=True)
class Letter:
    """What stands above the title of a letter, which is its subject."""

    window: Window
    sender: str
    """Printed small above the address, so that the post can return it; empty where the country has no such habit."""
    address: tuple[Inlines, ...]
    """A line each."""
    small: bool
    """Whether the address would not fit into its window in type of the usual size."""
    details: tuple[Detail, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A composed document: everything that a reader sees, and what a file says about itself."""

    kind: str
    """Which document it is, such as `terms`; the file's name."""
    language: str
    """BCP 47, such as `zh-Hans`."""
    title: str
    cover: Cover | None
    """With a cover the title stands there, else above the first block."""
    blocks: Blocks
    closing: str
    """The line that ends the document, visibly; empty for a letter, which ends with who signs it."""
    marks: Mapping[str, str]
    """What a skin may print in page headers and footers, by name. `page` is always there and holds `{page}` and
    `{pages}` where the numbers go."""
    numbering: Numbering
    label: str
    """Prefix of the page labels of this document in a pack, such as `SD`."""
    date: date
    """Stands as the day of making in the file's properties, so that equal input gives equal bytes."""
    author: str
    subject: str
    skin: str
    """Name of the Word and Typst skin."""
    letter: Letter | None = None
