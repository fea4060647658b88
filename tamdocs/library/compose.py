"""Composes a document: the outline's clauses selected, filled in, put in their places and numbered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from tamdocs.document.model import Block, Blocks, Contents, Cover, Document, Letter, Section, Text
from tamdocs.errors import LibraryError, Problem
from tamdocs.library.agreement import Agreement, names_of
from tamdocs.library.clause_markdown import ClauseText
from tamdocs.library.expand import expand_clause
from tamdocs.library.expressions import Expression
from tamdocs.library.hints import one_of
from tamdocs.library.letter import make_letter
from tamdocs.library.lines import fill_line
from tamdocs.library.model import Language, Localized, Outline, OutlineClause, OutlineContents, OutlineEntry, Part
from tamdocs.library.number import UNNUMBERED, number
from tamdocs.library.select import select_text
from tamdocs.library.values import value_of
from tamdocs.orders.data_shape import DataShape
from tamdocs.orders.words import listed


@dataclass(frozen=True, slots=True)
class Composed:
    document: Document
    texts: Mapping[str, ClauseText]
    """The text of each clause in it, by the id of the clause, in the order of the outline."""


def compose(agreement: Agreement, kind: str, language_code: str, data: object = None) -> Document:
    """Return the document *kind* of *agreement* in a language: numbered, and its references resolved.

    Args:
        data: What the document needs beyond the order, as `DataReader` gives it: an attribute for each name.

    Raises:
        LibraryError: The edition has no such document or language, a clause has no text for the agreement, a value or
            the data is missing, or a reference points at nothing.
    """
    return compose_with_texts(agreement, kind, language_code, data).document


def compose_with_texts(agreement: Agreement, kind: str, language_code: str, data: object = None) -> Composed:
    """Return what `compose` returns, with the texts that it was composed of; raises what `compose` raises."""
    edition = agreement.edition
    if kind not in edition.outlines:
        hint = one_of(kind, edition.outlines)
        message = f"there is no document {kind}"
        raise LibraryError(Problem(f"edition {edition.id}", "unknown-document", message, hint=hint))
    language = edition.languages[language_code]
    outline = edition.outlines[kind]
    if outline.data and data is None:
        raise LibraryError(data_missing(outline.kind, outline.data))
    composer = _Composer(agreement, outline, language, data)
    return Composed(composer.document(), composer.texts)


def data_missing(kind: str, shape: DataShape) -> Problem:
    """Return the problem that a document *kind* is asked for without its data."""
    message = f"a {kind} needs data beyond the order: {listed(shape.names(), 'and')}"
    return Problem(kind, "data-missing", message, hint=f"{shape.source} says what it holds")


class _Composer:
    def __init__(self, agreement: Agreement, outline: Outline, language: Language, data: object) -> None:
        self.agreement = agreement
        self.outline = outline
        self.language = language
        self.names = names_of(agreement, language, outline.data, data)
        self.pointers = outline.data.pointers() if outline.data else {}
        self.texts: dict[str, ClauseText] = {}
        """The texts that apply, by clause."""
        self.parts: dict[Part, Blocks] = {}
        """What stands above the title of a letter."""
        self.problems: list[Problem] = []

    def document(self) -> Document:
        outline, edition, order = self.outline, self.agreement.edition, self.agreement.order
        code = self.language.code
        blocks = tuple(self._entries(outline.entries, 1))
        if self.problems:
            raise LibraryError(self.problems)
        return Document(
            kind=outline.kind,
            language=code,
            title=outline.title[code],
            cover=self._cover(),
            blocks=number(blocks, outline.numbering, outline.reference[code], outline.source, self.texts),
            closing=self._line(outline.closing, "closing"),
            marks=self._marks(),
            numbering=outline.numbering,
            label=outline.label,
            date=order.order_date if outline.date == "order" else edition.in_force_from,
            author=self.agreement.region.entity.legal_name,
            subject=self._line(outline.subject, "subject"),
            skin=outline.skin,
            letter=self._letter(outline.letter_to) if outline.letter_to else None,
        )

    def _entries(self, entries: Iterable[OutlineEntry], level: int) -> Iterator[Block]:
        for entry in entries:
            if isinstance(entry, OutlineContents):
                yield Contents((Text(entry.title[self.language.code]),), ())
            elif entry.condition is None or self._holds(entry.condition, entry.clause):
                yield from self._clause(entry, level)

    def _holds(self, condition: Expression, clause: str) -> bool:
        try:
            return bool(value_of(condition, self.names))
        except ValueError as error:
            message = f"`{condition.source}`: {error}"
            raise LibraryError(Problem(self.outline.source, "value", message, place=clause)) from error

    def _clause(self, entry: OutlineClause, level: int) -> Iterator[Block]:
        """Yield the blocks of a clause. A wrong clause is noted, so that all wrong ones are reported at once."""
        try:
            clause = self.agreement.edition.clauses[self.outline.kind, entry.clause]
            text = select_text(clause, self.language.code, self.agreement.axes, self.outline.source)
            self.texts[entry.clause] = text
            own = expand_clause(text, entry.clause, self.names, self.pointers)
        except LibraryError as error:
            self.problems += error.problems
            return
        if entry.part != "body":
            self.parts[entry.part] = (*self.parts.get(entry.part, ()), *own)
            return
        inner = level + 1 if entry.heading else level
        blocks: Blocks = (*own, *self._entries(entry.sections, inner))
        if entry.heading:
            printed = "" if entry.numbered else UNNUMBERED
            yield Section(entry.clause, printed, level, (Text(text.title),), blocks, entry.clause)
        else:
            yield from blocks

    def _cover(self) -> Cover | None:
        if self.outline.cover is None:
            return None
        lines = self.outline.cover[self.language.code]
        return Cover(tuple(self._fill(line, f"cover[{index}]") for index, line in enumerate(lines)))

    def _letter(self, country: Expression) -> Letter:
        windows, entity = self.agreement.edition.windows, self.agreement.region.entity
        assert windows
        where = Problem(self.outline.source, "", "")
        try:
            habit = windows.of(str(value_of(country, self.names)))
        except ValueError as error:
            raise LibraryError(replace(where, code="value", message=f"`{country.source}`: {error}")) from error
        return make_letter(self.parts, habit, f"{entity.legal_name} · {entity.address_line}", where)

    def _marks(self) -> Mapping[str, str]:
        entity = self.agreement.region.entity
        texts = {**self.agreement.edition.vendor.marks, **self.outline.marks}
        marks = {name: self._line(words, f"marks.{name}") for name, words in texts.items()}
        return {**marks, "legal_name": entity.legal_name, "address_line": entity.address_line}

    def _line(self, words: Localized, place: str) -> str:
        return self._fill(words[self.language.code], place)

    def _fill(self, line: str, place: str) -> str:
        names = {**self.names, "document": {"title": self.outline.title[self.language.code]}}
        return fill_line(line, self.language.expressions, names, Problem(self.outline.source, "", "", place=place))
