"""Numbers a composed document and resolves its references. After this nothing is left for a writer to work out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from tamdocs.document.model import (
    Block,
    Blocks,
    BulletList,
    Contents,
    ContentsEntry,
    Definition,
    Definitions,
    Emphasis,
    Inline,
    Inlines,
    Item,
    Link,
    Note,
    Numbering,
    OrderedList,
    Paragraph,
    Reference,
    Section,
    Signature,
    SignatureParty,
    Strong,
    Table,
)
from tamdocs.errors import LibraryError, Problem
from tamdocs.library.hints import did_you_mean
from tamdocs.library.numbering import counters_in, print_number

UNNUMBERED = "-"
"""Stands as the number of a section that shall have none, until the document is numbered."""


def number(blocks: Blocks, numbering: Numbering, reference: str, source: str) -> Blocks:
    """Return *blocks* with every number, reference and table of contents filled in.

    Args:
        reference: How a reference reads, with `{number}` in it.
        source: The outline's file, for messages.

    Raises:
        LibraryError: An id stands twice, or a reference points at nothing or at something without a number.
    """
    counter = _Numberer(numbering, source)
    numbered = counter.blocks(blocks, _Place((), "", ""))
    entries = tuple(_contents_entries(numbered))
    resolver = _Resolver(reference, counter.targets, entries, source)
    resolved = resolver.blocks(numbered)
    if problems := counter.problems + resolver.problems:
        raise LibraryError(problems)
    return resolved


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
    def __init__(self, numbering: Numbering, source: str) -> None:
        self.numbering = numbering
        self.source = source
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
            self._complain(f"a list is nested deeper than the outline's {len(self.numbering.lists)} kinds of list", "")
            return
        pattern = self.numbering.lists[block.level]
        if counters_in(pattern) > len(place.counters) + 1:
            self._complain(f"a list numbered {pattern} stands in no numbered section", place.clause)
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
            self._complain(f"the id `{identity}` stands twice in the document", place.clause)
        self.targets[identity] = full

    def _complain(self, message: str, clause: str) -> None:
        self.problems.append(Problem(self.source, "numbering", message, place=clause or None))


def _contents_entries(blocks: Blocks) -> Iterator[ContentsEntry]:
    for block in blocks:
        if isinstance(block, Section):
            yield ContentsEntry(block.id, block.number, block.title, block.level)
            yield from _contents_entries(block.blocks)


class _Resolver:
    def __init__(
        self, words: str, targets: Mapping[str, str], contents: tuple[ContentsEntry, ...], source: str
    ) -> None:
        self.words = words
        self.targets = targets
        self.contents = contents
        self.source = source
        self.problems: list[Problem] = []

    def blocks(self, blocks: Blocks, clause: str = "") -> Blocks:
        return tuple(self._block(block, clause) for block in blocks)

    def _block(self, block: Block, clause: str) -> Block:
        match block:
            case Section():
                return replace(block, blocks=self.blocks(block.blocks, block.clause))
            case Paragraph():
                return replace(block, inlines=self._inlines(block.inlines, clause))
            case OrderedList() | BulletList():
                items = tuple(replace(item, blocks=self.blocks(item.blocks, clause)) for item in block.items)
                return replace(block, items=items)
            case Table():
                header = tuple(self._inlines(cell, clause) for cell in block.header)
                rows = tuple(tuple(self._inlines(cell, clause) for cell in row) for row in block.rows)
                return replace(block, header=header, rows=rows)
            case Definitions():
                return Definitions(
                    tuple(
                        replace(entry, term=self._inlines(entry.term, clause), blocks=self.blocks(entry.blocks, clause))
                        for entry in block.entries
                    )
                )
            case Note():
                return Note(self.blocks(block.blocks, clause))
            case Signature():
                return Signature(tuple(self._party(party, clause) for party in block.parties))
            case Contents():
                return replace(block, entries=self.contents)

    def _party(self, party: SignatureParty, clause: str) -> SignatureParty:
        lines = tuple(self._inlines(line, clause) for line in party.lines)
        return SignatureParty(self._inlines(party.name, clause), lines)

    def _inlines(self, inlines: Inlines, clause: str) -> Inlines:
        return tuple(self._inline(inline, clause) for inline in inlines)

    def _inline(self, inline: Inline, clause: str) -> Inline:
        match inline:
            case Reference():
                return self._reference(inline, clause)
            case Strong() | Emphasis() | Link():
                return replace(inline, inlines=self._inlines(inline.inlines, clause))
            case _:
                return inline

    def _reference(self, reference: Reference, clause: str) -> Reference:
        target = reference.target
        if target not in self.targets:
            hint = did_you_mean(target, self.targets)
            self._complain(f"the reference to `#{target}` points at nothing", clause, hint)
        elif not reference.text and not self.targets[target]:
            hint = f"give the reference words of its own: [words](#{target})"
            self._complain(f"`#{target}` has no number that a reference could print", clause, hint)
        words = reference.text or self.words.replace("{number}", self.targets.get(target, ""))
        return Reference(target, words)

    def _complain(self, message: str, clause: str, hint: str | None) -> None:
        self.problems.append(Problem(self.source, "reference", message, place=clause or None, hint=hint))
