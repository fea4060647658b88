"""The redline of two documents: one tree that holds both, with every difference marked.

Each node of `tamdocs.document.model` that can come, go or stay has a marked twin here. A twin holds a `Pair`, the node
as it stands before and as it stands after, and its own words or the marked nodes inside it. So a number that changed is
`pair.before.number` and `pair.after.number`, and a writer works nothing out.

- A node that stands on both sides is *kept*. Its words may differ all the same: they are `Words`, pieces that are kept,
  inserted or deleted, in reading order.
- All that is inside an inserted node is inserted or moved here, all inside a deleted one deleted or moved away.
- A *moved* node stands twice, where it was and where it is now, under one name. Where it was, all inside it is deleted.
  Where it is now, the kept pieces are those that came along, inserted ones are new, deleted ones were lost on the way.

The text before is what is left without the inserted pieces and the nodes that are inserted or moved here; the text
after is what is left without the deleted pieces and the nodes that are deleted or moved away. See
`redline_sides`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeAlias, TypeVar

from tamdocs.document.model import (
    BulletList,
    Contents,
    ContentsEntry,
    Definition,
    Definitions,
    Document,
    Inlines,
    Item,
    Note,
    OrderedList,
    Paragraph,
    Section,
    Signature,
    SignatureParty,
    Table,
)

Node_co = TypeVar("Node_co", covariant=True)
Standing = Literal["kept", "inserted", "deleted", "moved-away", "moved-here"]


@dataclass(frozen=True, slots=True)
class Kept:
    """Words that stand on both sides, as they are set after."""

    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Inserted:
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Deleted:
    inlines: Inlines


Piece: TypeAlias = Kept | Inserted | Deleted
Words: TypeAlias = tuple[Piece, ...]
"""The words of a paragraph, heading or cell; two neighbours are never of one kind, and no piece is empty."""


@dataclass(frozen=True, slots=True)
class Move:
    name: str
    """The same at both ends, such as `move-1`."""
    here: bool
    """Whether this is where the node stands now; else it is where it was."""


@dataclass(frozen=True, slots=True)
class Pair(Generic[Node_co]):
    """A node before and after. One of the two is missing where it was inserted, deleted or moved away.

    A node that was moved here has both, although only `after` stands in this place.
    """

    before: Node_co | None
    after: Node_co | None
    move: Move | None = None

    @property
    def standing(self) -> Standing:
        if self.move:
            return "moved-here" if self.move.here else "moved-away"
        if self.before is None:
            return "inserted"
        return "deleted" if self.after is None else "kept"

    def standing_in(self, outer: Standing) -> Standing:
        """Return how the node stands inside one with the standing *outer*."""
        own = self.standing
        return outer if own == "kept" or (own == "deleted" and outer == "moved-away") else own

    @property
    def shown(self) -> Node_co:
        """The node after, or before if it is gone."""
        node = self.before if self.after is None else self.after
        assert node is not None
        return node


@dataclass(frozen=True, slots=True)
class MarkedSection:
    pair: Pair[Section]
    title: Words
    blocks: MarkedBlocks


@dataclass(frozen=True, slots=True)
class MarkedParagraph:
    pair: Pair[Paragraph]
    words: Words


@dataclass(frozen=True, slots=True)
class MarkedItem:
    pair: Pair[Item]
    blocks: MarkedBlocks
    """A paragraph that begins the item on one side begins it on the other side too, or does not stand there."""


@dataclass(frozen=True, slots=True)
class MarkedList:
    """Both sides are of one kind, and numbered lists of one level."""

    pair: Pair[OrderedList | BulletList]
    items: tuple[MarkedItem, ...]


@dataclass(frozen=True, slots=True)
class MarkedRow:
    pair: Pair[tuple[Inlines, ...]]
    cells: tuple[Words, ...]
    heading: bool
    """Whether it is the heading row of the table."""


@dataclass(frozen=True, slots=True)
class MarkedTable:
    """Both sides have as many columns, and both or neither have row headers."""

    pair: Pair[Table]
    rows: tuple[MarkedRow, ...]


@dataclass(frozen=True, slots=True)
class MarkedDefinition:
    pair: Pair[Definition]
    term: Words
    blocks: MarkedBlocks
    """As in a `MarkedItem`."""


@dataclass(frozen=True, slots=True)
class MarkedDefinitions:
    pair: Pair[Definitions]
    entries: tuple[MarkedDefinition, ...]


@dataclass(frozen=True, slots=True)
class MarkedNote:
    pair: Pair[Note]
    blocks: MarkedBlocks


@dataclass(frozen=True, slots=True)
class MarkedParty:
    pair: Pair[SignatureParty]
    name: Words
    lines: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class MarkedSignature:
    """Both sides have as many parties, and each party as many lines."""

    pair: Pair[Signature]
    parties: tuple[MarkedParty, ...]


@dataclass(frozen=True, slots=True)
class MarkedContentsEntry:
    pair: Pair[ContentsEntry]
    title: Words


@dataclass(frozen=True, slots=True)
class MarkedContents:
    pair: Pair[Contents]
    title: Words
    entries: tuple[MarkedContentsEntry, ...]


MarkedBlock: TypeAlias = (
    MarkedSection
    | MarkedParagraph
    | MarkedList
    | MarkedTable
    | MarkedDefinitions
    | MarkedNote
    | MarkedSignature
    | MarkedContents
)
MarkedBlocks: TypeAlias = tuple[MarkedBlock, ...]


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line of the title page."""

    pair: Pair[str]
    words: Words


@dataclass(frozen=True, slots=True)
class Redline:
    """Two documents in one language as one."""

    before: Document
    after: Document
    title: Words
    cover: tuple[MarkedLine, ...]
    blocks: MarkedBlocks
    closing: Words
