"""Where terms are defined: quotation marks make a definition, in a document of every language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tamdocs.library.lint.subject import Subject, Written
from tamdocs.library.lint.units import Unit

_QUOTED = re.compile("“([^”]+)”")
_TITLE_BEFORE = re.compile(r"(?:[Ss]ections?|》的)\s*$")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words in quotation marks that are no title of a section: a term, where it is defined or named as defined."""

    text: Written
    unit: Unit
    words: str
    heads_entry: bool
    """Whether they are the term of an entry in a list of definitions."""


def quoted_terms(text: Written) -> Iterator[Quoted]:
    """Yield every term in quotation marks in *text*."""
    for unit in text.units:
        for match in _QUOTED.finditer(unit.words):
            if not _TITLE_BEFORE.search(unit.words[: match.start()]):
                yield Quoted(text, unit, match[1], unit.kind == "label")


def defines(subject: Subject, document: str, language: str) -> set[str]:
    """Return the words that *document* puts in quotation marks in a language."""
    return {
        quoted.words
        for text in subject.texts
        if text.clause.document == document and text.language == language
        for quoted in quoted_terms(text)
    }
