"""Chinese characters and full-width punctuation in a text of a Latin script."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tamdocs.errors import Problem
from tamdocs.library.lint.masked import masked_lines
from tamdocs.library.lint.rule import Rule, needs_language
from tamdocs.library.lint.subject import Subject

_WIDE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\u2000-\u200f\u2028-\u202f\u2060]+")


def check(subject: Subject) -> Iterator[Problem]:
    for text in subject.in_language("en"):
        for line, words in masked_lines(text.lines):
            for match in _WIDE.finditer(words.replace("\ufffc", " ")):
                shown = ascii(match[0])[1:-1] if not match[0].isprintable() else match[0]
                message = f"“{shown}” does not belong in English"
                yield Problem(text.text.source, RULE.code, message, line, match.start() + 1, text.clause.id)


RULE = Rule("foreign-script", "Characters of another script", check, needs_language("en", "English"))
