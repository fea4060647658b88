"""What each clause of an edition says, by language, region, channel and service."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import reduce
from typing import NamedTuple

from tamdocs.document.model import Blocks
from tamdocs.errors import LibraryError, Problem
from tamdocs.library.agreement import Agreement, names_of
from tamdocs.library.clause_markdown import ClauseText
from tamdocs.library.expand import expand_clause
from tamdocs.library.expected import PAGE_PARTS, clauses_of
from tamdocs.library.lines import fill_line
from tamdocs.library.lint.order_shape import ITEM, Path
from tamdocs.library.lint.paths import paths_in
from tamdocs.library.model import Axis, Edition, Language, Outline, OutlineClause, OutlineEntry
from tamdocs.library.select import select_text
from tamdocs.library.specimen import specimen_agreements
from tamdocs.library.specimen_data import data_situations
from tamdocs.library.values import value_of
from tamdocs.library.variants.lines import Line, Lines, clause_lines, plain_line
from tamdocs.library.variants.situations import situations


class Combination(NamedTuple):
    """A column of the matrix: one of all the ways to buy."""

    region: str
    channel: str
    service: str

    def of(self, axis: Axis) -> str:
        found: str = getattr(self, axis)
        return found


@dataclass(frozen=True, slots=True)
class ClauseTexts:
    """One clause in one language, in every combination."""

    document: str
    clause: str
    language: str
    texts: Mapping[Combination, Lines]
    """Empty where no order of the combination has the clause."""


def clause_texts(
    edition: Edition, documents: Collection[str] | None = None, languages: Collection[str] | None = None
) -> list[ClauseTexts]:
    """Return the texts of every clause of *edition*, in the order of its documents; what is on the pages comes last.

    Args:
        documents: Only these kinds, if any are named.
        languages: Only these, if any are named.

    Raises:
        LibraryError: A clause has no text for a combination, or a value is missing.
    """
    chosen = [code for code in edition.languages if not languages or code in languages]
    agreements = {_combination(agreement): tuple(situations(agreement)) for agreement in specimen_agreements(edition)}
    found: list[ClauseTexts] = []
    for kind in document_kinds(edition):
        if documents and kind not in documents:
            continue
        outline = edition.outlines[kind]
        readers = {code: _Reader(edition, outline, edition.languages[code]) for code in chosen}
        parts = {code: {each: readers[code].parts(cases) for each, cases in agreements.items()} for code in chosen}
        for clause in (*clauses_of(outline.entries), *PAGE_PARTS):
            for code in chosen:
                texts = {combination: lines[clause] for combination, lines in parts[code].items()}
                found.append(ClauseTexts(kind, clause, code, texts))
    return found


def document_kinds(edition: Edition) -> list[str]:
    """Return the documents of the pack in its order, then the others."""
    return list(dict.fromkeys((*edition.pack.documents, *edition.outlines)))


def _combination(agreement: Agreement) -> Combination:
    return Combination(agreement.region.code, agreement.order.channel.kind, agreement.order.service)


class _Reader:
    """Reads one document in one language."""

    def __init__(self, edition: Edition, outline: Outline, language: Language) -> None:
        self.edition = edition
        self.outline = outline
        self.language = language
        self.titles = {
            clause.id: text.title
            for clause in edition.clauses.values()
            for (code, _), text in sorted(clause.texts.items(), key=lambda item: sorted(item[0][1]), reverse=True)
            if clause.document == outline.kind and code == language.code
        }
        """Of the plainest text of each clause, so that a reference looks the same everywhere."""
        self.data = tuple(data_situations(outline.data)) if outline.data else (None,)
        self.pointers = outline.data.pointers() if outline.data else {}
        self.known: dict[tuple[str, Blocks], Lines] = {}
        """Most clauses read the same in every combination."""
        self.filled: dict[object, Lines] = {}
        """The lines of a text by the values that it depends on: few values are different from case to case."""
        self.depends: dict[int, tuple[Path, ...]] = {}
        self.numbers: dict[object, int] = {}
        """Stand for values: to hash a number takes no walk through an order."""
        self.seen: dict[tuple[int, Path], tuple[object, int]] = {}
        """What a name has and the number of the value at a path, for most cases share most of what their names have."""

    def parts(self, cases: Iterable[Agreement]) -> dict[str, Lines]:
        """Return the text of each clause and page part, with the lines of every one of *cases*."""
        found: dict[str, dict[Lines, None]] = {}
        for agreement in cases:
            for data in self.data:
                names = names_of(agreement, self.language, self.outline.data, data)
                texts = dict(self._clauses(self.outline.entries, agreement, names)) | self._pages(names, agreement)
                for clause, lines in texts.items():
                    found.setdefault(clause, {})[lines] = None
        return {clause: reduce(_union, lines) for clause, lines in found.items()}

    def _clauses(
        self, entries: Iterable[OutlineEntry], agreement: Agreement, names: Mapping[str, object]
    ) -> Iterator[tuple[str, Lines]]:
        for entry in entries:
            if not isinstance(entry, OutlineClause):
                continue
            if entry.condition is None or self._holds(entry, names):
                yield entry.clause, self._lines(entry, agreement, names)
                yield from self._clauses(entry.sections, agreement, names)
            else:
                yield from ((clause, ()) for clause in clauses_of([entry]))

    def _lines(self, entry: OutlineClause, agreement: Agreement, names: Mapping[str, object]) -> Lines:
        clause = self.edition.clauses[self.outline.kind, entry.clause]
        text = select_text(clause, self.language.code, agreement.axes, self.outline.source)
        if id(text) not in self.depends:
            self.depends[id(text)] = tuple(sorted(set(paths_in(text.blocks))))
        values = id(text), *[self._value(names, path) for path in self.depends[id(text)]]
        if values not in self.filled:
            self.filled[values] = self._fill(entry, text, names)
        return self.filled[values]

    def _value(self, names: Mapping[str, object], path: Path) -> int:
        """Return the number of what *path* leads to; equal values have one number."""
        top = names.get(path[0])
        # It is held, so nothing else can get its id.
        if (key := (id(top), path)) in self.seen:
            return self.seen[key][1]
        value = _found(top, path[1:])
        try:
            number = self.numbers.setdefault(value, len(self.numbers))
        except TypeError:
            number = self.numbers.setdefault(repr(value), len(self.numbers))
        self.seen[key] = top, number
        return number

    def _fill(self, entry: OutlineClause, text: ClauseText, names: Mapping[str, object]) -> Lines:
        blocks = expand_clause(text, entry.clause, names, self.pointers)
        title = text.title if entry.heading else ""
        if (title, blocks) not in self.known:
            self.known[title, blocks] = clause_lines(title, blocks, self.outline.numbering.lists, self.titles)
        return self.known[title, blocks]

    def _holds(self, entry: OutlineClause, names: Mapping[str, object]) -> bool:
        assert entry.condition is not None
        try:
            return bool(value_of(entry.condition, names))
        except ValueError as error:
            message = f"`{entry.condition.source}`: {error}"
            raise LibraryError(Problem(self.outline.source, "value", message, place=entry.clause)) from error

    def _pages(self, names: Mapping[str, object], agreement: Agreement) -> dict[str, Lines]:
        outline, code = self.outline, self.language.code
        cover = (outline.cover or {}).get(code, ())
        marks = [words[code] for words in self.edition.vendor.marks.values()]
        entity = agreement.region.entity
        title, every = PAGE_PARTS
        return {
            title: self._filled([outline.title[code], *cover], names),
            every: (
                *self._filled([*marks, outline.closing[code]], names),
                *(plain_line(words) for words in (entity.legal_name, entity.address_line)),
            ),
        }

    def _filled(self, lines: Iterable[str], names: Mapping[str, object]) -> Lines:
        known = {**names, "document": {"title": self.outline.title[self.language.code]}}
        where = Problem(self.outline.source, "", "", place="cover, marks or closing")
        filled = (fill_line(line, self.language.expressions, known, where) for line in lines)
        return tuple(map(plain_line, filled))


def _found(value: object, path: Path) -> object:
    """Return what *path* leads to from *value* on, down to a list that it goes through."""
    for part in path:
        if part == ITEM or value is None:
            break
        value = value.get(part) if isinstance(value, Mapping) else getattr(value, part, None)
    return value


def _union(one: Lines, other: Lines) -> Lines:
    """Return the lines of both in order; what only one of them has is optional."""
    if one == other:
        return one
    lines: list[Line] = []
    for _, start, end, other_start, other_end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if one[start:end] == other[other_start:other_end]:
            lines += other[other_start:other_end]
        else:
            lines += [replace(line, optional=True) for line in (*one[start:end], *other[other_start:other_end])]
    return tuple(lines)
