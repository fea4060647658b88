"""Which texts a document for editing holds, paragraph by paragraph, each with a name that it keeps in Word."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import get_args

from tamdocs.errors import LibraryError, Problem
from tamdocs.library.clause_markdown import ClauseText
from tamdocs.library.clause_source import ClauseSource, SourceUnit, read_source
from tamdocs.library.hints import one_of
from tamdocs.library.model import Edition, Outline, OutlineClause, OutlineEntry
from tamdocs.library.select import select_text
from tamdocs.library.specimen import ChannelKind
from tamdocs.library.template import TableTemplate, TemplateBlocks, child_blocks
from tamdocs.wordside.numbers import Numbers
from tamdocs.wordside.pieces import PLAIN, Pieces, Placeholder, Pointer, friendly, pieces_of


@dataclass(frozen=True, slots=True)
class Choice:
    """Which texts are meant."""

    edition: str
    document: str
    language: str
    region: str
    service: str = ""
    """Empty where the texts are the same for every service; likewise the channel."""
    channel: str = ""


@dataclass(frozen=True, slots=True)
class PlanUnit:
    name: str
    """Of its bookmark in Word."""
    source: SourceUnit
    pieces: Pieces
    marker: str = ""
    """As printed before a list item."""
    table: TableTemplate | None = None

    @property
    def locked(self) -> bool:
        return self.source.role in {"opening", "closing", "table", "whole"}


@dataclass(frozen=True, slots=True)
class PlanClause:
    name: str
    """Of the bookmark of the line that names it."""
    entry: OutlineClause
    level: int
    number: str
    text: ClauseText
    data: bytes
    source: ClauseSource
    units: tuple[PlanUnit, ...]

    @property
    def id(self) -> str:
        return self.entry.clause

    @property
    def title_name(self) -> str:
        return f"{self.name}-title"

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Atom:
    """A placeholder or a reference of the document: it may be moved, and not be changed."""

    name: str
    piece: Placeholder | Pointer
    shown: str


@dataclass(frozen=True, slots=True)
class Plan:
    choice: Choice
    edition: Edition
    outline: Outline
    clauses: tuple[PlanClause, ...]
    atoms: tuple[Atom, ...]
    """In the order of the document."""


def make_plan(choice: Choice, edition: Edition, files: Mapping[str, bytes]) -> Plan:
    """Return what a document of *choice* holds.

    Args:
        files: The bytes of the clause files, by the source that their texts name.

    Raises:
        LibraryError: *edition* does not have what is chosen, or its texts differ by something that is not chosen.
    """
    _check_choice(choice, edition)
    outline = edition.outlines[choice.document]
    texts = _texts(choice, edition, outline)
    numbers = Numbers(outline.numbering)
    clauses = []
    for index, (entry, level) in enumerate(_entries(outline.entries, 1)):
        text = texts[entry.clause]
        data = files[text.source]
        written = read_source(
            text.source, entry.clause, data.decode("utf-8-sig"), edition.languages[choice.language].expressions
        )
        number = numbers.section(entry, level)
        units = tuple(_units(f"tam-c{index}", written, text, numbers))
        clauses.append(PlanClause(f"tam-c{index}", entry, level, number, text, data, written, units))
    words = outline.reference[choice.language]
    return Plan(choice, edition, outline, tuple(clauses), tuple(_atoms(clauses, numbers, words)))


def _check_choice(choice: Choice, edition: Edition) -> None:
    asked = {
        "document": (choice.document, tuple(edition.outlines)),
        "language": (choice.language, tuple(edition.languages)),
        "region": (choice.region, tuple(region.code for region in edition.vendor.regions)),
        "service": (choice.service, ("", *edition.vendor.services)),
        "channel": (choice.channel, ("", *get_args(ChannelKind))),
    }
    problems = [
        Problem(
            f"edition {edition.id}",
            f"unknown-{what}",
            f"there is no {what} {name}",
            hint=one_of(name, filter(None, known)),
        )
        for what, (name, known) in asked.items()
        if name not in known
    ]
    if problems:
        raise LibraryError(problems)


def _texts(choice: Choice, edition: Edition, outline: Outline) -> dict[str, ClauseText]:
    """Return the text of each clause, which is the same for every service and channel that *choice* leaves open."""
    services = (choice.service,) if choice.service else tuple(edition.vendor.services)
    channels = (choice.channel,) if choice.channel else get_args(ChannelKind)
    texts: dict[str, ClauseText] = {}
    problems = []
    for entry, _ in _entries(outline.entries, 1):
        clause = edition.clauses[outline.kind, entry.clause]
        found = {
            text.source: text
            for service, channel in product(services, channels)
            for text in [select_text(clause, choice.language, {choice.region, service, channel}, outline.source)]
        }
        texts[entry.clause] = next(iter(found.values()))
        if len(found) > 1:
            message = f"this text and {sorted(found)[1]} differ by service or channel"
            hint = "name the ones that are meant with --service and --channel"
            problems.append(Problem(min(found), "several-texts", message, place=entry.clause, hint=hint))
    if problems:
        raise LibraryError(problems)
    return texts


def _entries(entries: Iterable[OutlineEntry], level: int) -> Iterator[tuple[OutlineClause, int]]:
    for entry in entries:
        if isinstance(entry, OutlineClause):
            yield entry, level
            yield from _entries(entry.sections, level + entry.heading)


def _units(name: str, written: ClauseSource, text: ClauseText, numbers: Numbers) -> Iterator[PlanUnit]:
    tables = _tables(text.blocks)
    for index, unit in enumerate(written.units):
        marker = numbers.unit(unit)
        table = next(tables) if unit.role == "table" else None
        yield PlanUnit(f"{name}-u{index}", unit, pieces_of(unit.inlines), marker, table)


def _tables(blocks: TemplateBlocks) -> Iterator[TableTemplate]:
    for block in blocks:
        if isinstance(block, TableTemplate):
            yield block
        yield from _tables(tuple(child_blocks(block)))


def _atoms(clauses: Iterable[PlanClause], numbers: Numbers, words: str) -> Iterator[Atom]:
    for clause in clauses:
        count = 0
        for unit in clause.units:
            for piece in unit.pieces:
                match piece:
                    case Placeholder():
                        shown = friendly(piece.expression)
                    case Pointer():
                        number = numbers.full.get(piece.target, "")
                        shown = piece.words or (words.replace("{number}", number) if number else f"#{piece.target}")
                    case _:
                        continue
                yield Atom(f"{clause.name}-a{count}", replace(piece, look=PLAIN), shown)
                count += 1
