"""Words that the edition does not use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tamdocs.errors import Problem
from tamdocs.library.lint.rule import Rule
from tamdocs.library.lint.subject import Subject
from tamdocs.library.lint.vocabulary import HAN_FORM


def check(subject: Subject) -> Iterator[Problem]:
    for text in subject.texts:
        for word, instead in subject.edition.wording.avoid.get(text.language, {}).items():
            pattern = _pattern(word)
            for unit in text.units:
                for match in pattern.finditer(unit.words):
                    message = f"“{match[0]}” is not used in this edition"
                    yield text.problem(RULE.code, message, unit, match[0], f"write: {instead}")


def _pattern(word: str) -> re.Pattern[str]:
    begins = word.endswith("*")
    plain = re.escape(word.removesuffix("*"))
    if HAN_FORM.search(word):
        return re.compile(plain)
    ending = r"\w*" if begins else ""
    return re.compile(rf"(?<!\w){plain}{ending}(?!\w)", re.IGNORECASE)


def _why_not(subject: Subject) -> str:
    return "" if subject.edition.wording.avoid else "the edition has no wording.toml with words to avoid"


RULE = Rule("word-avoided", "A word that the edition does not use", check, _why_not)
