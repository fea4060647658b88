"""The facts that a clause carries."""

from __future__ import annotations

from collections.abc import Iterator

from tamdocs.errors import Problem
from tamdocs.library.lint.rule import Rule, needs_two_languages
from tamdocs.library.lint.subject import Subject
from tamdocs.library.parity.pairs import pairs


def check(subject: Subject) -> Iterator[Problem]:
    for pair in pairs(subject):
        one, other = set(pair.one.text.facts), set(pair.other.text.facts)
        for text, opposite, lacking in ((pair.other, pair.one, one - other), (pair.one, pair.other, other - one)):
            for fact in sorted(lacking):
                place = f"{opposite.text.source}:{opposite.units[0].line + 1}"
                message = f"the text does not name {fact}, as that in {opposite.language} does ({place})"
                yield text.problem(RULE.code, message, text.units[0])


RULE = Rule("parity-facts", "A fact that one language does not name", check, needs_two_languages)
