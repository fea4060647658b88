"""A redline as the tree that the Typst skin reads.

It is the tree of one document, with a few kinds of text more: `inserted`, `deleted`, `moved-here` and `moved-away`
around words, `remark` for what is said of the text, such as the number that it had, and `comment` for what is said of
the whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar, assert_never

from tamdocs.document.ids import ids_of
from tamdocs.document.model import (
    Definition,
    Emphasis,
    Inline,
    Inlines,
    Item,
    Link,
    OrderedList,
    Paragraph,
    Reference,
    Section,
    Strong,
    Text,
)
from tamdocs.document.redline import (
    Deleted,
    Inserted,
    Kept,
    MarkedBlock,
    MarkedBlocks,
    MarkedContents,
    MarkedDefinition,
    MarkedDefinitions,
    MarkedItem,
    MarkedList,
    MarkedNote,
    MarkedParagraph,
    MarkedRow,
    MarkedSection,
    MarkedSignature,
    MarkedTable,
    Pair,
    Piece,
    Redline,
    Standing,
    Words,
)
from tamdocs.document.redline_moves import other_ends
from tamdocs.document.redline_names import renamed
from tamdocs.document.redline_sides import is_changed
from tamdocs.document.tree_json import Json, inlines_values, tree_values

_Node = TypeVar("_Node")
_LEGEND = (
    "Inserted words are underlined and deleted ones struck; what moved is underlined twice where it is now, and struck "
    "twice where it was."
)
_GONE = "was."
"""Before an id that is not there any more."""


def redline_tree(redline: Redline, note: str) -> Mapping[str, Json]:
    """Return *redline* as objects, lists and plain values that JSON has; *note* stands above the text."""
    tree = _Tree(redline)
    comment: Json = {"is": "comment", "text": f"{note} {_LEGEND}"}
    blocks: list[Json] = [{"is": "note", "blocks": [_paragraph([comment])]}]
    if is_changed(redline.title):
        blocks.append(_paragraph(tree.words(redline.title, "kept")))
    blocks += [_paragraph(tree.words(line.words, line.pair.standing)) for line in redline.cover]
    blocks += tree.blocks(redline.blocks, "kept")
    closing = redline.after.closing
    if is_changed(redline.closing):
        blocks.append(_paragraph(tree.words(redline.closing, "kept")))
        closing = ""
    return {**tree_values(redline.after), "cover": None, "blocks": blocks, "closing": closing}


class _Tree:
    def __init__(self, redline: Redline) -> None:
        self._after = frozenset(ids_of(redline.after.blocks))
        self._before = frozenset(ids_of(redline.before.blocks))
        self._renamed = renamed(redline)
        self._other_ends = other_ends(redline.blocks)

    def blocks(self, blocks: MarkedBlocks, outer: Standing) -> list[Json]:
        standings = ((block, block.pair.standing_in(outer)) for block in blocks)
        # A table of contents that is gone has no pages to name.
        return [
            self._block(block, standing)
            for block, standing in standings
            if not (isinstance(block, MarkedContents) and _is_gone(standing))
        ]

    def words(self, words: Words, standing: Standing) -> list[Json]:
        return [made for piece in words for made in self._piece(piece, standing)]

    def _block(self, block: MarkedBlock, standing: Standing) -> Json:
        match block:
            case MarkedSection():
                return self._section(block, standing)
            case MarkedParagraph():
                words = self._remarks(block.pair, "", "") + self.words(block.words, standing)
                return _paragraph(words, self._id(block.pair, standing))
            case MarkedList():
                return self._list(block, standing)
            case MarkedTable():
                return self._table(block, standing)
            case MarkedDefinitions():
                entries: list[Json] = [
                    self._definition(entry, entry.pair.standing_in(standing)) for entry in block.entries
                ]
                return {"is": "definitions", "entries": entries}
            case MarkedNote():
                return {"is": "note", "blocks": self.blocks(block.blocks, standing)}
            case MarkedSignature():
                return self._signature(block, standing)
            case MarkedContents():
                return self._contents(block, standing)
            case _:
                assert_never(block)

    def _section(self, section: MarkedSection, standing: Standing) -> Json:
        pair = section.pair
        numbers = (pair.before.number if pair.before else "", pair.after.number if pair.after else "")
        return {
            "is": "section",
            "id": self._id(pair, standing),
            "number": pair.shown.number,
            "level": pair.shown.level,
            "title": self._remarks(pair, *numbers) + self.words(section.title, standing),
            "blocks": self.blocks(section.blocks, standing),
            "clause": pair.shown.clause,
        }

    def _list(self, block: MarkedList, standing: Standing) -> Json:
        items: list[Json] = [self._item(item, item.pair.standing_in(standing)) for item in block.items]
        if isinstance(block.pair.shown, OrderedList):
            return {"is": "ordered-list", "level": block.pair.shown.level, "items": items}
        return {"is": "bullet-list", "items": items}

    def _item(self, item: MarkedItem, standing: Standing) -> Json:
        pair = item.pair
        numbers = (pair.before.marker if pair.before else "", pair.after.marker if pair.after else "")
        remarks = self._remarks(pair, *numbers)
        blocks = self._led(item.blocks, standing, remarks)
        name = self._id(pair, standing)
        return {"is": "item", "marker": pair.shown.marker, "blocks": blocks, "id": name}

    def _definition(self, entry: MarkedDefinition, standing: Standing) -> Json:
        term = self._remarks(entry.pair, "", "") + self.words(entry.term, standing)
        name = self._id(entry.pair, standing)
        return {"is": "definition", "term": term, "blocks": self.blocks(entry.blocks, standing), "id": name}

    def _led(self, blocks: MarkedBlocks, standing: Standing, remarks: list[Json]) -> list[Json]:
        """Return the blocks of an item, with *remarks* at the beginning of its text."""
        match blocks:
            case (MarkedParagraph() as lead, *rest) if remarks:
                words = remarks + self.words(lead.words, standing)
                return [_paragraph(words, self._id(lead.pair, standing)), *self.blocks(tuple(rest), standing)]
            case _ if remarks:
                return [_paragraph(remarks), *self.blocks(blocks, standing)]
            case _:
                return self.blocks(blocks, standing)

    def _table(self, block: MarkedTable, standing: Standing) -> Json:
        def cells(row: MarkedRow) -> Json:
            own = row.pair.standing_in(standing)
            return [self.words(words, own) for words in row.cells]

        table = block.pair.shown
        header = next((cells(row) for row in block.rows if row.heading), [])
        return {
            "is": "table",
            "columns": [{"is": "column", "width": column.width, "align": column.align} for column in table.columns],
            "header": header,
            "rows": [cells(row) for row in block.rows if not row.heading],
            "row_headers": table.row_headers,
            "summary": table.summary,
        }

    def _signature(self, block: MarkedSignature, standing: Standing) -> Json:
        parties: list[Json] = [
            {
                "is": "signature-party",
                "name": self.words(party.name, standing),
                "lines": [self.words(line, standing) for line in party.lines],
            }
            for party in block.parties
        ]
        return {"is": "signature", "parties": parties}

    def _contents(self, block: MarkedContents, standing: Standing) -> Json:
        entries: list[Json] = []
        for entry in block.entries:
            own, shown = entry.pair.standing_in(standing), entry.pair.shown
            if _is_gone(own) and shown.target in self._after:
                continue
            entries.append(
                {
                    "is": "contents-entry",
                    "target": self._target(shown.target) or shown.target,
                    "number": shown.number,
                    "title": self.words(entry.title, own),
                    "level": shown.level,
                }
            )
        return {"is": "contents", "title": self.words(block.title, standing), "entries": entries}

    def _remarks(self, pair: Pair[_Node], before: str, after: str) -> list[Json]:
        """Return what is said of a node: the number that it had, or where it was moved to or from."""
        if pair.move:
            other = self._other_ends[pair.move] or "another place"
            return [_remark(f"moved here from {other}" if pair.move.here else f"moved to {other}")]
        renumbered = pair.before is not None and pair.after is not None and before and before != after
        return [_remark(f"was {before}")] if renumbered else []

    def _id(self, pair: Pair[Section] | Pair[Paragraph] | Pair[Item] | Pair[Definition], standing: Standing) -> str:
        name = pair.shown.id
        if name:
            return _GONE + name if _is_gone(standing) else name
        kept = standing == "kept" and pair.before is not None and pair.before.id in self._renamed
        return _GONE + pair.before.id if kept and pair.before else ""

    def _target(self, name: str) -> str:
        """Return the id in the redline of what is called *name* in either text; empty if nothing is."""
        if name in self._after:
            return name
        return (self._renamed.get(name) or _GONE + name) if name in self._before else ""

    def _piece(self, piece: Piece, standing: Standing) -> Sequence[Json]:
        inlines = inlines_values(tuple(self._resolved(piece.inlines)))
        match piece:
            case Kept():
                return [{"is": "moved-here", "inlines": inlines}] if standing == "moved-here" else inlines
            case Inserted():
                return [{"is": "inserted", "inlines": inlines}]
            case Deleted():
                return [{"is": "moved-away" if standing == "moved-away" else "deleted", "inlines": inlines}]

    def _resolved(self, inlines: Inlines) -> Iterator[Inline]:
        """Yield *inlines*; a reference to what is gone leads to where it was, one to nothing is plain text."""
        for inline in inlines:
            match inline:
                case Reference(target=target, text=text):
                    name = self._target(target)
                    yield Reference(name, text) if name else Text(text)
                case Strong(inlines=inner):
                    yield Strong(tuple(self._resolved(inner)))
                case Emphasis(inlines=inner):
                    yield Emphasis(tuple(self._resolved(inner)))
                case Link(address=address, inlines=inner):
                    yield Link(address, tuple(self._resolved(inner)))
                case _:
                    yield inline


def _is_gone(standing: Standing) -> bool:
    return standing in {"deleted", "moved-away"}


def _paragraph(words: list[Json], name: str = "") -> Json:
    return {"is": "paragraph", "inlines": words, "id": name}


def _remark(text: str) -> Json:
    return {"is": "remark", "text": text}
