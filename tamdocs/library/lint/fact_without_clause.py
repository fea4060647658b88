"""Facts that no clause of their document carries."""

from __future__ import annotations

from collections.abc import Iterator

from tamdocs.errors import Problem
from tamdocs.library.lint.rule import Rule
from tamdocs.library.lint.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    for language in subject.edition.languages:
        texts = [text for text in subject.texts if text.language == language]
        carried = {(text.clause.document, fact) for text in texts for fact in text.text.facts}
        for fact in subject.edition.facts.values():
            if (fact.document, fact.id) not in carried:
                source = f"clauses/{fact.document}"
                message = f"no clause in {language} carries {fact.id}: {fact.title}"
                yield Problem(
                    source, RULE.code, message, hint=f"name it under `facts` of the clause: facts: [{fact.id}]"
                )


RULE = Rule("fact-without-clause", "A fact that no clause carries", check)
