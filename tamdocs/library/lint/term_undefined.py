"""Defined terms that are used and that their document does not define."""

from __future__ import annotations

from collections.abc import Iterator

from tamdocs.errors import Problem
from tamdocs.library.lint.defined import defines
from tamdocs.library.lint.rule import Rule
from tamdocs.library.lint.subject import Subject
from tamdocs.library.lint.vocabulary import TERM


def check(subject: Subject) -> Iterator[Problem]:
    for language in subject.edition.languages:
        missing = {
            term.id: term
            for term in subject.edition.glossary.values()
            if term.defined_in and term.words[language] not in defines(subject, term.defined_in, language)
        }
        for text in subject.texts:
            if text.language != language or not missing:
                continue
            for unit in text.units:
                for hit in subject.proper[language].hits(unit.words):
                    if hit.concept.kind == TERM and hit.concept.id in missing:
                        term = missing.pop(hit.concept.id)
                        words = term.words[language]
                        message = f"“{words}” is used and {term.defined_in} does not define it"
                        hint = f"define it there in quotation marks: “{words}”"
                        yield text.problem(RULE.code, message, unit, hit.words, hint)


RULE = Rule("term-undefined", "A defined term that is used and not defined", check)
