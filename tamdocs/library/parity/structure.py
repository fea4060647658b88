"""The skeleton of a clause: its lists, items, paragraphs, tables and conditions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from tamdocs.errors import Problem
from tamdocs.library.lint.rule import Rule, needs_two_languages
from tamdocs.library.lint.subject import Subject
from tamdocs.library.parity.pairs import Pair, pairs


def check(subject: Subject) -> Iterator[Problem]:
    for pair in pairs(subject):
        if not pair.alike:
            yield _first_difference(pair)


def _first_difference(pair: Pair) -> Problem:
    for one, other in zip_longest(pair.one.units, pair.other.units):
        if one is None or other is None or (one.kind, one.place) != (other.kind, other.place):
            break
    here, there = (unit.where if unit else "nothing more" for unit in (other, one))
    line = one.line if one else pair.one.units[-1].line
    message = f"{pair.one.language} has {there} in this place ({pair.one.text.source}:{line}), and this text has {here}"
    return pair.other.problem(RULE.code, message, other or pair.other.units[-1])


RULE = Rule("parity-structure", "A list, paragraph or table that one language lacks", check, needs_two_languages)
