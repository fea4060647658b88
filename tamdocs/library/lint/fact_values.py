"""Values of a fact that a clause of another document names and does not say."""

from __future__ import annotations

from collections.abc import Iterator

from tamdocs.errors import Problem
from tamdocs.library.lint.rule import Rule
from tamdocs.library.lint.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    """A fact has one document that must say it. Where others name it too, they say no other number."""
    for text in subject.texts:
        words = "".join("".join(text.lines).split())
        for name in text.text.facts:
            fact = subject.edition.facts.get(name)
            if fact and fact.document != text.clause.document:
                for value in fact.values:
                    if "".join(value.split()) not in words:
                        message = f"the clause names {name} and does not say “{value}”"
                        yield text.problem(RULE.code, message, text.units[0], hint=f"{name}: {fact.title}")


RULE = Rule("fact-values", "A fact that a clause names and does not say", check)
