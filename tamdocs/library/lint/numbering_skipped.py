"""Figures of a numbered list that do not count on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tamdocs.errors import Problem
from tamdocs.library.lint.rule import Rule
from tamdocs.library.lint.subject import Subject, Written

_ITEM = re.compile(r"(\s*)(\d+)\.\s")


def check(subject: Subject) -> Iterator[Problem]:
    for text in subject.texts:
        yield from _of(text)


def _of(text: Written) -> Iterator[Problem]:
    counts: dict[int, int] = {}
    fresh = True
    """Whether a list may begin here."""
    for number, line in enumerate(text.lines, 1):
        if match := _ITEM.match(line):
            indent, figure = len(match[1]), int(match[2])
            counts = {depth: count for depth, count in counts.items() if depth <= indent}
            expected = counts.get(indent, 0) + 1
            if figure != expected and not (figure == 1 and (fresh or indent not in counts)):
                message = f"the item is numbered {figure}, and {expected} comes next"
                yield Problem(text.text.source, RULE.code, message, number, len(match[1]) + 1, text.clause.id)
            counts[indent] = figure
            fresh = False
        elif line.strip() and (line.lstrip().startswith(":::") or not line.startswith(" ")):
            fresh = True


RULE = Rule("numbering-skipped", "A numbered list that does not count on", check)
