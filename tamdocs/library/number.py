"""Numbers a composed document and resolves its references. After this nothing is left for a writer to work out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from tamdocs.document.model import (
    Block,
    Blocks,
    BulletList,
    ContentsEntry,
    Definition,
    Definitions,
    Item,
    Note,
    Numbering,
    OrderedList,
    Paragraph,
    Section,
)
from tamdocs.errors import LibraryError, Problem
from tamdocs.library.anchors import anchors, numbered_lists
from tamdocs.library.clause_markdown import ClauseText
from tamdocs.library.numbering import counters_in, print_number
from tamdocs.library.resolve import Targets, resolve

UNNUMBERED = "-"
"""Stands as the number of a section that shall have none, until the document is numbered."""


def number(
    blocks: Blocks, numbering: Numbering, reference: str, source: str, texts: Mapping[str, ClauseText] | None = None
) -> Blocks:
    """Return *blocks* with every number, reference and table of contents filled in.

    Args:
        reference: How a reference reads, with `{number}` in it.
        source: The outline's file, for messages.
        texts: What *blocks* were made from, by clause, for messages.

    Raises:
        LibraryError: An id stands twice, or a reference points at nothing or at something without a number.
    """
    texts = texts or {}
    counter = _Numberer(numbering, source, texts)
    numbered = counter.blocks(blocks, _Place((), "", ""))
    entries = tuple(_contents_entries(numbered))
    resolved = resolve(numbered, Targets(counter.targets, entries, reference), source, texts)
    if problems := (*counter.problems, *resolved.problems):
        raise LibraryError(problems)
    return resolved.blocks


@dataclass(slots=True)
class _Section:
    """Counts the list items of a section whose numbers go on through all of it, such as 6.1, 6.2."""

    items: int = 0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the numbering is: the counters above, the full number above, and the clause for messages."""

    counters: tuple[int, ...]
    full: str
    """The number that a reference to what is above prints, such as `12.4`."""
    clause: str
    section: _Section = field(default_factory=_Section)


class _Numberer:
    def __init__(self, numbering: Numbering, source: str, texts: Mapping[str, ClauseText]) -> None:
        self.numbering = numbering
        self.source = source
        self.texts = texts
        self.targets: dict[str, str] = {}
        """The full number by id; empty where what is named has no number."""
        self.problems: list[Problem] = []

    def blocks(self, blocks: Iterable[Block], place: _Place) -> Blocks:
        numbered: list[Block] = []
        sections = 0
        for block in blocks:
            if isinstance(block, Section):
                sections += block.number != UNNUMBERED
                numbered.append(self._section(block, place, sections))
            else:
                numbered.append(self._block(block, place))
        return tuple(numbered)

    def _block(self, block: Block, place: _Place) -> Block:
        match block:
            case Paragraph():
                self._name(block.id, "", place)
                return block
            case OrderedList():
                return replace(block, items=tuple(self._ordered(block, place)))
            case BulletList():
                return BulletList(tuple(self._bullet(item, place) for item in block.items))
            case Definitions():
                return Definitions(tuple(self._definition(entry, place) for entry in block.entries))
            case Note():
                return Note(self.blocks(block.blocks, place))
            case _:
                return block

    def _section(self, section: Section, place: _Place, count: int) -> Section:
        if section.number == UNNUMBERED:
            printed, counters, full = "", place.counters, ""
        else:
            if section.level > len(self.numbering.headings):
                self._complain(f"the outline is deeper than its headings: {section.id}", section.id)
            counters = (*place.counters, count)
            pattern = self.numbering.headings[min(section.level, len(self.numbering.headings)) - 1]
            printed = print_number(pattern, counters)
            full = printed.rstrip(".")
        self._name(section.id, full, place)
        inner = _Place(counters, full, section.clause)
        return replace(section, number=printed, blocks=self.blocks(section.blocks, inner))

    def _ordered(self, block: OrderedList, place: _Place) -> Iterator[Item]:
        if block.level >= len(self.numbering.lists):
            message = f"a list is nested deeper than the outline's {len(self.numbering.lists)} kinds of list"
            self._complain_of_list(message, block.level, place)
            return
        pattern = self.numbering.lists[block.level]
        if counters_in(pattern) > len(place.counters) + 1:
            self._complain_of_list(f"a list numbered {pattern} stands in no numbered section", block.level, place)
            return
        goes_on = counters_in(pattern) > 1 and block.level == 0
        start = place.section.items + 1 if goes_on else 1
        place.section.items += len(block.items) if goes_on else 0
        for count, item in enumerate(block.items, start):
            counters = (*place.counters, count)
            marker = print_number(pattern, counters)
            full = marker.rstrip(".") if counters_in(pattern) > 1 else place.full + marker
            self._name(item.id, full, place)
            inner = _Place(counters, full, place.clause)
            yield Item(marker, self.blocks(item.blocks, inner), item.id)

    def _bullet(self, item: Item, place: _Place) -> Item:
        self._name(item.id, "", place)
        return replace(item, blocks=self.blocks(item.blocks, place))

    def _definition(self, entry: Definition, place: _Place) -> Definition:
        self._name(entry.id, "", place)
        return replace(entry, blocks=self.blocks(entry.blocks, place))

    def _name(self, identity: str, full: str, place: _Place) -> None:
        if not identity:
            return
        if identity in self.targets:
            self._complain_of_double(identity, place)
        self.targets[identity] = full

    def _complain_of_double(self, identity: str, place: _Place) -> None:
        message = f"the id `{identity}` stands twice in the document"
        places = [
            (clause, text.source, anchor.line)
            for clause, text in self.texts.items()
            for anchor in anchors(text.blocks)
            if anchor.id == identity
        ]
        if not places:
            self._complain(message, place.clause)
            return
        clause, source, line = places[-1]
        if len(places) > 1:
            hint = f"{places[0][1]}:{places[0][2]} sets it too"
        elif identity in self.texts:
            hint = "it is the id of a clause; set another"
        else:
            hint = "it stands in a repeat, and would be set once for each item"
        self.problems.append(Problem(source, "numbering", message, line, None, clause, hint))

    def _complain_of_list(self, message: str, level: int, place: _Place) -> None:
        """Complain of a list, in the clause that it stands in or in one without a heading of its own."""
        first = [place.clause] if place.clause in self.texts else []
        for clause in (*first, *self.texts):
            lines = [each.line for each in numbered_lists(self.texts[clause].blocks) if each.depth == level]
            if lines:
                self.problems.append(Problem(self.texts[clause].source, "numbering", message, lines[0], None, clause))
                return
        self._complain(message, place.clause)

    def _complain(self, message: str, clause: str) -> None:
        self.problems.append(Problem(self.source, "numbering", message, place=clause or None))


def _contents_entries(blocks: Blocks) -> Iterator[ContentsEntry]:
    for block in blocks:
        if isinstance(block, Section):
            yield ContentsEntry(block.id, block.number, block.title, block.level)
            yield from _contents_entries(block.blocks)
