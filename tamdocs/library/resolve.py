"""Resolves the references of a numbered document, and fills in its table of contents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from tamdocs.document.model import (
    Block,
    Blocks,
    BulletList,
    Chart,
    Contents,
    ContentsEntry,
    Definitions,
    Emphasis,
    Inline,
    Inlines,
    KeyFigure,
    KeyFigures,
    Link,
    Note,
    OrderedList,
    Paragraph,
    Reference,
    Section,
    Signature,
    SignatureParty,
    Strong,
    Table,
)
from tamdocs.errors import Problem
from tamdocs.library.anchors import anchors
from tamdocs.library.clause_markdown import ClauseText
from tamdocs.library.hints import one_of


@dataclass(frozen=True, slots=True)
class OpenReference(Reference):
    """A reference that knows where it is written, until it is resolved."""

    source: str
    line: int
    clause: str


class Targets(NamedTuple):
    """What references can name, and how they read."""

    numbers: Mapping[str, str]
    """The full number by id; empty where what is named has no number."""
    contents: tuple[ContentsEntry, ...]
    words: str
    """With `{number}` in it."""


class Resolved(NamedTuple):
    blocks: Blocks
    problems: tuple[Problem, ...]


def resolve(blocks: Blocks, targets: Targets, source: str, texts: Mapping[str, ClauseText]) -> Resolved:
    """Return *blocks* with the words of every reference and the entries of the contents.

    Args:
        source: The outline's file, for messages.
        texts: What *blocks* were made from, by clause, for messages.
    """
    resolver = _Resolver(targets, source, texts)
    resolved = resolver.blocks(blocks)
    return Resolved(resolved, tuple(resolver.problems))


class _Resolver:
    def __init__(self, targets: Targets, source: str, texts: Mapping[str, ClauseText]) -> None:
        self.targets = targets
        self.source = source
        self.texts = texts
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
            case Chart():
                return block
            case KeyFigures():
                return KeyFigures(tuple(self._figure(figure, clause) for figure in block.figures))
            case Contents():
                return replace(block, entries=self.targets.contents)

    def _figure(self, figure: KeyFigure, clause: str) -> KeyFigure:
        return KeyFigure(*(self._inlines(words, clause) for words in (figure.value, figure.label, figure.note)))

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
        known = self.targets.numbers
        if target not in known:
            self._complain_of_nothing(reference, clause)
        elif not reference.text and not known[target]:
            hint = f"give the reference words of its own: [words](#{target})"
            self._complain(f"`#{target}` has no number that a reference could print", reference, clause, hint)
        words = reference.text or self.targets.words.replace("{number}", known.get(target, ""))
        return Reference(target, words)

    def _complain_of_nothing(self, reference: Reference, clause: str) -> None:
        target = reference.target
        if any(anchor.id == target for text in self.texts.values() for anchor in anchors(text.blocks)):
            hint = f"`{target}` stands in a condition that does not hold here; put the reference into it too"
            message = f"the reference to `#{target}` points at nothing in this order"
        else:
            hint = one_of(target, self.targets.numbers)
            message = f"the reference to `#{target}` points at nothing"
        self._complain(message, reference, clause, hint)

    def _complain(self, message: str, reference: Reference, clause: str, hint: str) -> None:
        source, line = self.source, None
        if isinstance(reference, OpenReference):
            source, line, clause = reference.source, reference.line, reference.clause
        self.problems.append(Problem(source, "reference", message, line, None, clause or None, hint))
