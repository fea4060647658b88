"""Straight quotation marks and apostrophes."""

from __future__ import annotations

from collections.abc import Iterator

from tamdocs.errors import Problem
from tamdocs.library.lint.masked import masked_lines
from tamdocs.library.lint.rule import Rule
from tamdocs.library.lint.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    for text in subject.texts:
        for line, words in masked_lines(text.lines):
            for column, char in enumerate(words, 1):
                if char in "\"'":
                    message = f"a straight {char} stands here"
                    hint = "write “ and ” around words, ’ for an apostrophe"
                    source = text.text.source
                    yield Problem(source, RULE.code, message, line, column, text.clause.id, hint)


RULE = Rule("quotes-straight", "Straight quotation marks", check)
