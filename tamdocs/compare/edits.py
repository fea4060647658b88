"""What somebody did to a document, one edit after the other: a paragraph changed, a clause taken out, an item moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from tamdocs.compare.words import mark_text
from tamdocs.document.model import Item, OrderedList, Section
from tamdocs.document.redline import (
    Deleted,
    Inserted,
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
    Redline,
    Words,
)
from tamdocs.document.redline_sides import is_changed, words_of
from tamdocs.document.text import inlines_text

What: TypeAlias = Literal["changed", "added", "removed", "moved", "renumbered"]
_BULLETS = 9
"""Level of an item without a number: below all that have one."""
_Node: TypeAlias = (
    MarkedSection | MarkedItem | MarkedDefinition | MarkedParagraph | MarkedTable | MarkedSignature | MarkedRow
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an edit stands."""

    clause: str
    """Id of the innermost section; empty above the first one."""
    number: str
    """As printed after the edits, such as `2.4(a)`, or before them if it is gone; may be empty."""
    title: str
    """Of the section."""
    part: str
    """What of it, such as `heading`, `definition of “Services”`, `row “Fee”`, `page header`; empty for its text."""


@dataclass(frozen=True, slots=True)
class Edit:
    place: Place
    what: What
    before: str
    """What was said: all of the paragraph, heading or cell, of a clause each on a line. Empty for what was added."""
    after: str
    words: Words
    """For what was changed: the words that stayed, came and went."""
    moved_from: str = ""
    """Number of the place where it was."""


def edits_of(redline: Redline) -> list[Edit]:
    """Return the edits of a redline of two flat documents (see `plain.flat`), in reading order.

    What came, went or was moved is one edit, with all that stands below a heading if that did the same.
    """
    top = Place("", "", "", "")
    first = _Walk(top, {})
    for _ in first.blocks(redline.blocks):
        pass
    found = [*_words(redline.title, replace(top, part="title"))]
    for line in redline.cover:
        found += _words(line.words, replace(top, part="title page"))
    found += _Walk(top, first.origins).blocks(redline.blocks)
    found += _words(redline.closing, replace(top, part="closing line"))
    return list(_joined(_with_replaced(_with_moves(found))))


def story_edits(blocks: MarkedBlocks, place: Place) -> list[Edit]:
    """Return the edits of a text beside the body, such as a page header, which stands at *place*."""
    return list(_with_replaced(_Walk(place, {}).blocks(blocks)))


class _Side:
    """Where a walk has come on one side."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self._numbers: dict[int, str] = {}

    def enter(self, section: Section) -> None:
        self.place = Place(section.id, section.number, inlines_text(section.title), "")
        self._numbers.clear()

    def item_number(self, level: int, marker: str) -> str:
        """Return the number of an item with that of the items and the clause it stands in, as in `2.4(a)`."""
        self._numbers = {each: number for each, number in self._numbers.items() if each < level}
        above = next((self._numbers[each] for each in sorted(self._numbers, reverse=True)), self.place.number)
        whole = above.rstrip(".") + marker if marker.startswith(("(", "（")) else marker or above
        self._numbers[level] = whole
        return whole


class _Walk:
    def __init__(self, place: Place, moves: Mapping[str, str]) -> None:
        self._before, self._after = _Side(place), _Side(place)
        self._moves = moves
        self.origins: dict[str, str] = {}
        """Number of where a node was that was moved, by the name of its move; known when the walk is over."""

    def blocks(self, blocks: MarkedBlocks) -> Iterator[Edit]:
        for block in blocks:
            match block:
                case MarkedSection(pair=pair):
                    if pair.before and pair.standing != "moved-here":
                        self._before.enter(pair.before)
                    if pair.after:
                        self._after.enter(pair.after)
                    yield from self._node(block, replace(self._place(block), part="heading"))
                case MarkedList(pair=kind, items=items):
                    for item in items:
                        level = kind.shown.level if isinstance(kind.shown, OrderedList) else _BULLETS
                        yield from self._node(item, replace(self._place(item), number=self._number(item, level)))
                case MarkedDefinitions(entries=entries):
                    for entry in entries:
                        part = f"definition of {_shown(entry.term)}"
                        yield from self._node(entry, replace(self._place(entry), part=part))
                case MarkedNote(blocks=inner):
                    yield from self.blocks(inner)
                case MarkedContents():
                    pass
                case _:
                    yield from self._node(block, self._place(block))

    def _place(self, node: _Node) -> Place:
        return (self._before if node.pair.after is None else self._after).place

    def _number(self, item: MarkedItem, level: int) -> str:
        before, after = item.pair.before, item.pair.after
        old = self._before.item_number(level, before.marker) if before and item.pair.standing != "moved-here" else ""
        return self._after.item_number(level, after.marker) if after else old

    def _node(self, node: _Node, place: Place) -> Iterator[Edit]:
        match node.pair.standing:
            case "kept":
                yield from _renumbered(node, place)
                yield from _inside(node, place)
            case "moved-here":
                assert node.pair.move is not None
                before, after = (_whole(node, gone) for gone in (Inserted, Deleted))
                yield Edit(place, "moved", before, after, (), self._moves.get(node.pair.move.name, ""))
                yield from _inside(node, place)
            case "moved-away":
                assert node.pair.move is not None
                self.origins[node.pair.move.name] = place.number
            case "inserted" if text := _whole(node, Deleted):
                yield Edit(place, "added", "", text, ())
            case "deleted" if text := _whole(node, Inserted):
                yield Edit(place, "removed", text, "", ())
            case _:
                pass


def _inside(node: _Node, place: Place) -> Iterator[Edit]:
    """Yield the edits of the words of *node*."""
    match node:
        case MarkedSection(title=title):
            yield from _words(title, place)
        case MarkedItem(blocks=blocks):
            yield from _led(blocks, place)
        case MarkedDefinition(term=term, blocks=blocks):
            yield from _words(term, place)
            yield from _led(blocks, place)
        case MarkedParagraph(words=words):
            yield from _words(words, place)
        case MarkedTable(rows=rows):
            for row in rows:
                yield from _row(row, replace(place, part=_row_name(row)))
        case MarkedRow(cells=cells):
            for cell in cells:
                yield from _words(cell, place)
        case MarkedSignature(parties=parties):
            for party in parties:
                for line in (party.name, *party.lines):
                    yield from _words(line, replace(place, part="place to sign"))


def _led(blocks: MarkedBlocks, place: Place) -> Iterator[Edit]:
    for block in blocks:
        if isinstance(block, MarkedParagraph):
            yield from _words(block.words, place)


def _row(row: MarkedRow, place: Place) -> Iterator[Edit]:
    if row.pair.standing == "kept":
        yield from _inside(row, place)
    elif text := _whole(row, Deleted if row.pair.before is None else Inserted):
        yield Edit(place, "added", "", text, ()) if row.pair.before is None else Edit(place, "removed", text, "", ())


def _with_moves(edits: Sequence[Edit]) -> Iterator[Edit]:
    """Yield *edits*; what went in one place and came in another, word for word, was moved."""
    gone: dict[str, list[int]] = {}
    for index, edit in enumerate(edits):
        if edit.what == "removed":
            gone.setdefault(_letters(edit.before), []).append(index)
    origins = {
        index: edits[gone[letters].pop()]
        for index, edit in enumerate(edits)
        if edit.what == "added" and gone.get(letters := _letters(edit.after))
    }
    taken = {id(edit) for edit in origins.values()}
    for index, edit in enumerate(edits):
        if index in origins:
            origin = origins[index]
            yield Edit(edit.place, "moved", origin.before, edit.after, (), origin.place.number)
        elif id(edit) not in taken:
            yield edit


def _with_replaced(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Yield *edits*; where one text went and another came in its place, with its number, the text was changed."""
    last: Edit | None = None
    for edit in edits:
        if last and (last.what, edit.what, last.place) == ("removed", "added", edit.place) and _is_line(last, edit):
            edit = _changed(last, edit)  # noqa: PLW2901 - the two are one
        elif last:
            yield last
        last = edit
    if last:
        yield last


def _is_line(removed: Edit, added: Edit) -> bool:
    return "\n" not in removed.before + added.after and removed.place.part != "heading"


def _changed(removed: Edit, added: Edit) -> Edit:
    """Return the two as one edit, without the number that stands before both texts."""
    before, after = removed.before, added.after
    number, _, rest = before.partition(" ")
    if rest and after.startswith(f"{number} ") and added.place.number.endswith(number):
        before, after = rest, after.removeprefix(f"{number} ")
    return Edit(added.place, "changed", before, after, mark_text(before, after))


def _letters(text: str) -> str:
    return "".join(text.split())


def _joined(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Yield *edits*, those of a heading and of what stands below it as one where all of it came, went or was moved."""
    last: Edit | None = None
    for edit in edits:
        if last and _belongs(edit, last):
            before, after = (
                "\n".join(filter(None, each)) for each in ((last.before, edit.before), (last.after, edit.after))
            )
            last = replace(last, before=before, after=after)
            continue
        if last:
            yield last
        last = edit
    if last:
        yield last


def _belongs(edit: Edit, heading: Edit) -> bool:
    same = edit.what == heading.what and edit.place.clause == heading.place.clause
    return (
        same
        and edit.what in {"added", "removed", "moved"}
        and heading.place.part == "heading"
        and edit.place.part != "heading"
        and edit.place.title == heading.place.title
        and not heading.words
    )


def _renumbered(node: _Node, place: Place) -> Iterator[Edit]:
    before, after = (_number(side) for side in (node.pair.before, node.pair.after))
    if before != after:
        yield Edit(replace(place, part=""), "renumbered", before, after, ())


def _number(node: object) -> str:
    match node:
        case Section(number=number) | Item(marker=number):
            return number
        case _:
            return ""


def _words(words: Words, place: Place) -> Iterator[Edit]:
    if is_changed(words):
        before, after = inlines_text(words_of(words, "before")), inlines_text(words_of(words, "after"))
        what: What = "changed" if before and after else "added" if after else "removed"
        yield Edit(place, what, before, after, words)


def _whole(node: _Node, gone: type[Inserted | Deleted]) -> str:
    """Return the text of *node* without the pieces that are *gone*."""
    return "\n".join(line for line in _lines(node, gone) if line)


def _lines(node: _Node, gone: type[Inserted | Deleted]) -> Iterator[str]:
    match node:
        case MarkedSection(pair=pair, title=title):
            yield _numbered(pair.shown.number, _text(title, gone))
        case MarkedItem(pair=item, blocks=blocks):
            yield _numbered(item.shown.marker, "".join(_lead_text(blocks, gone)))
        case MarkedDefinition(term=term, blocks=blocks):
            yield _text(term, gone)
            yield from _lead_text(blocks, gone)
        case MarkedParagraph(words=words):
            yield _text(words, gone)
        case MarkedTable(rows=rows):
            for row in rows:
                yield from _lines(row, gone)
        case MarkedRow(cells=cells):
            yield " | ".join(_text(cell, gone) for cell in cells)
        case MarkedSignature(parties=parties):
            for party in parties:
                yield from (_text(words, gone) for words in (party.name, *party.lines))


def _lead_text(blocks: MarkedBlocks, gone: type[Inserted | Deleted]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, MarkedParagraph):
            yield _text(block.words, gone)


def _text(words: Words, gone: type[Inserted | Deleted]) -> str:
    return inlines_text(tuple(inline for piece in words if not isinstance(piece, gone) for inline in piece.inlines))


def _shown(words: Words) -> str:
    return inlines_text(words_of(words, "after")) or inlines_text(words_of(words, "before"))


def _row_name(row: MarkedRow) -> str:
    label = _shown(row.cells[0]).replace("\n", " ") if row.cells else ""
    kind = "heading row" if row.heading else "row"
    return f"{kind} “{label}”" if label else kind


def _numbered(number: str, text: str) -> str:
    return f"{number} {text}" if number else text
