"""The blank between Chinese and Latin: one beside letters and figures, none beside full-width punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tamdocs.errors import Problem
from tamdocs.library.lint.masked import masked_lines
from tamdocs.library.lint.punctuation_zh import HAN
from tamdocs.library.lint.rule import Rule, needs_language
from tamdocs.library.lint.subject import Subject

_MISSING = re.compile(rf"(?<=[{HAN}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[{HAN}])")
_PUNCTUATION = "，。；：、（）“”《》！？"
_SPARE = re.compile(rf"(?<=[{_PUNCTUATION}]) +(?=[^ ])| +(?=[{_PUNCTUATION}])|(?<=[{HAN}]) +(?=[{HAN}])")


def check(subject: Subject) -> Iterator[Problem]:
    for text in subject.in_language("zh"):
        for line, words in masked_lines(text.lines):
            source, clause = text.text.source, text.clause.id
            for match in _MISSING.finditer(words):
                message = "a blank is missing between Chinese and Latin"
                yield Problem(source, RULE.code, message, line, match.start() + 1, clause)
            for match in _SPARE.finditer(words):
                message = "a blank stands where Chinese has none"
                yield Problem(source, RULE.code, message, line, match.start() + 1, clause)


RULE = Rule("spacing-zh", "Blanks in Chinese", check, needs_language("zh", "Chinese"))
