"""A text for a region, service or channel that another language lacks."""

from __future__ import annotations

from collections.abc import Iterator

from tamdocs.errors import Problem
from tamdocs.library.lint.rule import Rule, needs_two_languages
from tamdocs.library.lint.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    known = {(text.clause.document, text.clause.id, text.qualifiers, text.language) for text in subject.texts}
    for text in subject.texts:
        for language in subject.edition.languages:
            if (text.clause.document, text.clause.id, text.qualifiers, language) not in known:
                name = ".".join((language, *sorted(text.qualifiers)))
                message = f"this text has no counterpart in {language}: there is no {name}.md beside it"
                yield text.problem(RULE.code, message, text.units[0])


RULE = Rule("parity-text", "A text that one language lacks", check, needs_two_languages)
