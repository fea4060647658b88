"""Numbers in words whose figures say something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tamdocs.errors import Problem
from tamdocs.library.lint.numerals import ENGLISH_NUMBER, HAN_NUMBER, chinese_number, english_number
from tamdocs.library.lint.rule import Rule
from tamdocs.library.lint.subject import Subject

_PAIR = {
    "en": re.compile(rf"\b({ENGLISH_NUMBER})\s+\((\d+)\)", re.IGNORECASE),
    "zh": re.compile(rf"({HAN_NUMBER})\s*[(（](\d+)[)）]"),
}
_BARE = {"en": re.compile(r"\b([A-Za-z]+)\s+\((\d+)\)"), "zh": re.compile(r"(\S)\s*\((\d+)\)")}


def check(subject: Subject) -> Iterator[Problem]:
    for text in subject.texts:
        script = text.language.split("-")[0]
        if script not in _PAIR:
            continue
        for unit in text.units:
            told = set()
            for match in _PAIR[script].finditer(unit.words):
                told.add(match.start(2))
                value = english_number(match[1]) if script == "en" else chinese_number(match[1])
                if value != int(match[2]):
                    yield text.problem(RULE.code, f"“{match[0]}” gives two numbers", unit, f"({match[2]})")
            for match in _BARE[script].finditer(unit.words):
                if match.start(2) not in told:
                    message = f"“{match[0]}”: no number in words stands before the figure"
                    yield text.problem(RULE.code, message, unit, f"({match[2]})")


def _why_not(subject: Subject) -> str:
    known = any(code.split("-")[0] in _PAIR for code in subject.edition.languages)
    return "" if known else "numbers in words are read in English and Chinese only"


RULE = Rule("number-words", "A number in words that its figure contradicts", check, _why_not)
