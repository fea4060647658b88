"""A clause as it is written: the document tree with slots, conditions and repeats still open.

`parse_clause` makes it from Markdown once; `expand_clause` fills it for one agreement. `Text` and `LineBreak` are the
tree's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from tamdocs.document.model import ChartKind, Column, LineBreak, Text
from tamdocs.library.expressions import Expression


@dataclass(frozen=True, slots=True)
class Slot:
    """A value to be put in: `{{ customer.legal_name }}`."""

    expression: Expression
    line: int


@dataclass(frozen=True, slots=True)
class Wrapped:
    kind: Literal["strong", "emphasis"]
    inlines: TemplateInlines


@dataclass(frozen=True, slots=True)
class OutwardLink:
    address: str
    inlines: TemplateInlines


@dataclass(frozen=True, slots=True)
class CrossReference:
    """`[](#id)`, or with words of its own."""

    target: str
    words: str
    line: int


TemplateInline: TypeAlias = Text | LineBreak | Slot | Wrapped | OutwardLink | CrossReference
TemplateInlines: TypeAlias = tuple[TemplateInline, ...]


@dataclass(frozen=True, slots=True)
class ParagraphTemplate:
    inlines: TemplateInlines
    id: str
    line: int


@dataclass(frozen=True, slots=True)
class ItemTemplate:
    blocks: TemplateBlocks
    id: str


@dataclass(frozen=True, slots=True)
class ListTemplate:
    ordered: bool
    items: tuple[ItemTemplate, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A term and what is said of it; in details a label and its value."""

    term: TemplateInlines
    blocks: TemplateBlocks
    id: str
    line: int


@dataclass(frozen=True, slots=True)
class EntriesTemplate:
    entries: tuple[Entry, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Repeat:
    """`NAME in EXPRESSION`."""

    name: str
    items: Expression


@dataclass(frozen=True, slots=True)
class TableTemplate:
    repeat: Repeat | None
    columns: tuple[Column, ...]
    header: tuple[TemplateInlines, ...]
    rows: tuple[tuple[TemplateInlines, ...], ...]
    summary: str
    line: int


@dataclass(frozen=True, slots=True)
class DetailsTemplate:
    """Labels and values. Its blocks are entries, or conditions and repeats that hold entries."""

    blocks: TemplateBlocks
    summary: str
    line: int


@dataclass(frozen=True, slots=True)
class ChartTemplate:
    repeat: Repeat | None
    kind: ChartKind
    title: TemplateInlines
    """Words and values only, as in all that a chart says."""
    axes: tuple[TemplateInlines, TemplateInlines]
    """Of the categories, and of the values; either may say nothing."""
    summary: TemplateInlines
    empty: TemplateInlines
    """What is printed where there is nothing to draw."""
    header: tuple[TemplateInlines, ...]
    """The first names the categories and is not printed, the others are the names of the series."""
    rows: tuple[tuple[TemplateInlines, ...], ...]
    line: int

    @property
    def options(self) -> tuple[TemplateInlines, ...]:
        return (self.title, *self.axes, self.summary, self.empty)


@dataclass(frozen=True, slots=True)
class FiguresTemplate:
    repeat: Repeat | None
    rows: tuple[tuple[TemplateInlines, ...], ...]
    """Value, label and note."""
    line: int


@dataclass(frozen=True, slots=True)
class ProseTemplate:
    """A value that is Markdown, written by a person: read when the value is known."""

    expression: Expression
    line: int


@dataclass(frozen=True, slots=True)
class NoteTemplate:
    blocks: TemplateBlocks


@dataclass(frozen=True, slots=True)
class SignatureTemplate:
    entries: tuple[Entry, ...]
    line: int


@dataclass(frozen=True, slots=True)
class When:
    condition: Expression
    blocks: TemplateBlocks
    line: int


@dataclass(frozen=True, slots=True)
class Each:
    repeat: Repeat
    blocks: TemplateBlocks
    line: int


TemplateBlock: TypeAlias = (
    ParagraphTemplate
    | ListTemplate
    | EntriesTemplate
    | TableTemplate
    | DetailsTemplate
    | ChartTemplate
    | FiguresTemplate
    | ProseTemplate
    | NoteTemplate
    | SignatureTemplate
    | When
    | Each
)
TemplateBlocks: TypeAlias = tuple[TemplateBlock, ...]


def child_blocks(block: TemplateBlock) -> Iterator[TemplateBlock]:
    """Yield the blocks that stand directly in *block*."""
    match block:
        case ListTemplate():
            for item in block.items:
                yield from item.blocks
        case EntriesTemplate() | SignatureTemplate():
            for entry in block.entries:
                yield from entry.blocks
        case DetailsTemplate() | NoteTemplate() | When() | Each():
            yield from block.blocks
        case ParagraphTemplate() | TableTemplate() | ChartTemplate() | FiguresTemplate() | ProseTemplate():
            pass
