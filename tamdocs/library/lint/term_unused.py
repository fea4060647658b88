"""Defined terms that no clause uses, and terms of the glossary that nothing defines or uses."""

from __future__ import annotations

from collections.abc import Iterator

from tamdocs.errors import Problem
from tamdocs.library.lint.rule import Rule
from tamdocs.library.lint.subject import Subject, Written
from tamdocs.library.lint.units import Unit
from tamdocs.library.lint.vocabulary import TERM


def check(subject: Subject) -> Iterator[Problem]:
    for language in subject.edition.languages:
        vocabulary = subject.proper[language]
        used: set[str] = set()
        definition: dict[str, tuple[Written, Unit]] = {}
        for text, unit in _paragraphs(subject, language):
            for hit in vocabulary.hits(unit.words):
                quoted = unit.words[hit.start - 1 : hit.start] == "“"
                if hit.concept.kind == TERM and quoted:
                    definition.setdefault(hit.concept.id, (text, unit))
                elif hit.concept.kind == TERM and not _within(definition.get(hit.concept.id), unit, text):
                    used.add(hit.concept.id)
        for term in subject.edition.glossary.values():
            if term.defined_in and term.id not in used and term.id in definition:
                text, unit = definition[term.id]
                words = term.words[language]
                yield text.problem(RULE.code, f"“{words}” is defined and used nowhere", unit, words)


def _paragraphs(subject: Subject, language: str) -> Iterator[tuple[Written, Unit]]:
    for text in subject.texts:
        if text.language == language:
            yield from ((text, unit) for unit in text.units if unit.words)


def _within(definition: tuple[Written, Unit] | None, unit: Unit, text: Written) -> bool:
    """A term that only its own definition uses is not used."""
    if definition is None or definition[0] is not text:
        return False
    entry = definition[1]
    return entry.kind == "label" and unit.place[: len(entry.place)] == entry.place


RULE = Rule("term-unused", "A defined term that nothing uses", check)
