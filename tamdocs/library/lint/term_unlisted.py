"""Terms that a clause defines and that the glossary does not have."""

from __future__ import annotations

from collections.abc import Iterator

from tamdocs.errors import Problem
from tamdocs.library.hints import did_you_mean
from tamdocs.library.lint.defined import quoted_terms
from tamdocs.library.lint.rule import Rule
from tamdocs.library.lint.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    for text in subject.texts:
        known = {term.words[text.language] for term in subject.edition.glossary.values()}
        forms = {
            form
            for term in subject.edition.glossary
            for form in subject.edition.wording.words.get(term, {}).get(text.language, ())
        }
        for quoted in quoted_terms(text):
            if quoted.words not in known | forms:
                hint = did_you_mean(quoted.words, known) or "list it in glossary.toml, or take the quotation marks away"
                message = f"“{quoted.words}” looks like a definition and is no defined term"
                yield text.problem(RULE.code, message, quoted.unit, quoted.words, hint)


RULE = Rule("term-unlisted", "A term in quotation marks that the glossary does not have", check)
