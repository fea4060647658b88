"""Placeholders where only words can stand: in titles and summaries."""

from __future__ import annotations

from collections.abc import Iterator

from tamdocs.errors import Problem
from tamdocs.library.clause_context import PRIVATE
from tamdocs.library.lint.rule import Rule
from tamdocs.library.lint.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    for text in subject.texts:
        for unit in text.units:
            if PRIVATE.search(unit.aside):
                what = "title" if unit.kind == "title" else "summary"
                message = f"a {what} holds no values: {{{{ … }}}} would not be filled in"
                yield text.problem(RULE.code, message, unit, "{{", "write words that fit every order")


RULE = Rule("placeholder-misplaced", "A placeholder in a title or summary", check)
