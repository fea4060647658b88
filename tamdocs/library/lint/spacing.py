"""Double blanks, blanks at the end of a line, tabs, blanks before punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tamdocs.errors import Problem
from tamdocs.library.lint.masked import HIDDEN, masked_lines
from tamdocs.library.lint.rule import Rule
from tamdocs.library.lint.subject import Subject

_FAULTS = {
    re.compile(r"[ \t\u00a0\u3000]{2,}(?=\S)"): "two blanks stand here",
    re.compile(r"\s+$"): "a blank stands at the end of the line",
    re.compile(r"\t|\u3000"): "a tab or an ideographic blank stands here",
    re.compile(rf"(?<=[^\s{HIDDEN}]) +[,;.:!?)](?=\s|$)"): "a blank stands before the punctuation",
    re.compile(r"[,;.!?:]{2,}"): "two marks of punctuation stand here",
}


def check(subject: Subject) -> Iterator[Problem]:
    for text in subject.texts:
        for line, words in masked_lines(text.lines):
            for pattern, message in _FAULTS.items():
                for match in pattern.finditer(words):
                    column = match.start() + 1
                    yield Problem(text.text.source, RULE.code, message, line, column, text.clause.id)


RULE = Rule("spacing", "Blanks that do not belong there", check)
