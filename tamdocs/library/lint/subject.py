"""What lint looks at: every text of an edition, with its units and its words as written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tamdocs.errors import Problem
from tamdocs.library.clause_markdown import ClauseText
from tamdocs.library.lint.order_shape import OrderShape
from tamdocs.library.lint.units import Unit, units_of
from tamdocs.library.lint.vocabulary import PROPER, Vocabulary
from tamdocs.library.model import Clause, Edition, OutlineClause, OutlineEntry


@dataclass(frozen=True, slots=True)
class Written:
    """One text of a clause."""

    clause: Clause
    language: str
    qualifiers: frozenset[str]
    text: ClauseText
    lines: tuple[str, ...]
    """Of the file."""
    units: tuple[Unit, ...]
    """The title first."""

    def problem(self, code: str, message: str, unit: Unit, needle: str = "", hint: str | None = None) -> Problem:
        """Return a problem at the place of *needle* in *unit*, or where *unit* begins."""
        line, column = self._find(needle, unit.line)
        return Problem(self.text.source, code, message, line, column, self.clause.id, hint)

    def _find(self, needle: str, start: int) -> tuple[int, int | None]:
        if needle:
            for line, text in enumerate(self.lines[start - 1 :], start):
                if (column := text.find(needle)) >= 0:
                    return line, column + 1
        return start, None


@dataclass(frozen=True, slots=True)
class Subject:
    edition: Edition
    schema: Mapping[str, Any]
    """The JSON Schema of an order."""
    texts: tuple[Written, ...]
    vocabularies: Mapping[str, Vocabulary]
    """By language."""
    proper: Mapping[str, Vocabulary]
    """By language: defined terms, names and other forms with capitals only."""

    def shapes(self) -> dict[str, OrderShape]:
        """Return what the expressions of each document can name."""
        return {kind: OrderShape(self.edition, self.schema, kind) for kind in self.edition.outlines}

    def in_language(self, prefix: str) -> Iterator[Written]:
        """Yield the texts whose language is *prefix* or begins with it, such as `zh`."""
        return (text for text in self.texts if is_language(text.language, prefix))


def is_language(code: str, prefix: str) -> bool:
    return code.split("-", maxsplit=1)[0] == prefix


def subject_of(edition: Edition, files: Mapping[str, str], schema: Mapping[str, Any]) -> Subject:
    """Return what lint looks at.

    Args:
        files: The clause files as text, by the source that their texts name.
    """
    texts = tuple(_texts(edition, files))
    vocabularies = {code: Vocabulary(edition, code) for code in edition.languages}
    proper = {code: Vocabulary(edition, code, PROPER) for code in edition.languages}
    return Subject(edition, schema, texts, vocabularies, proper)


def _texts(edition: Edition, files: Mapping[str, str]) -> Iterator[Written]:
    for clause in edition.clauses.values():
        for (language, qualifiers), text in clause.texts.items():
            lines = tuple(files[text.source].splitlines())
            line = next((number for number, each in enumerate(lines, 1) if re.match(r"title\s*:", each)), 1)
            title = Unit("title", (), line, aside=text.title)
            yield Written(clause, language, qualifiers, text, lines, (title, *units_of(text.blocks)))


def outline_clauses(
    entries: tuple[OutlineEntry, ...], above: tuple[OutlineClause, ...] = ()
) -> Iterator[tuple[OutlineClause, ...]]:
    """Yield every clause of an outline, with those that it stands in before it."""
    for entry in entries:
        if isinstance(entry, OutlineClause):
            yield (*above, entry)
            yield from outline_clauses(entry.sections, (*above, entry))
