"""Two clauses, or two paragraphs of one document, that say the same."""

from __future__ import annotations

from collections.abc import Iterator

from tamdocs.errors import Problem
from tamdocs.library.lint.rule import Rule
from tamdocs.library.lint.subject import Subject, Written
from tamdocs.library.lint.units import GAP, Unit
from tamdocs.library.lint.vocabulary import HAN_FORM

_LEAST = 8
"""Words of a paragraph that counts, or half its Chinese characters; shorter ones are labels and the like."""


def check(subject: Subject) -> Iterator[Problem]:
    seen: dict[tuple[str, str, str], tuple[Written, Unit]] = {}
    for text in subject.texts:
        for unit in text.units:
            words = "".join(char for char in unit.words.casefold() if char.isalnum() or char == GAP)
            if unit.kind not in {"paragraph", "title"} or not _is_long(unit.words):
                continue
            key = (text.clause.document, text.language, words)
            other = seen.setdefault(key, (text, unit))
            if other[1] is not unit and not _apart(other, (text, unit)):
                place = f"{other[0].text.source}:{other[1].line}"
                yield text.problem(
                    RULE.code, f"the same {unit.kind} stands in {place}", unit, hint="refer to one of them"
                )


def _is_long(words: str) -> bool:
    return len(words.split()) >= _LEAST or len(HAN_FORM.findall(words)) >= 2 * _LEAST


def _apart(one: tuple[Written, Unit], other: tuple[Written, Unit]) -> bool:
    """Two texts of a clause for different orders may say the same, and so may two conditions."""
    variants = one[0].clause == other[0].clause and one[0].qualifiers != other[0].qualifiers
    return variants or bool(one[1].guards and other[1].guards and one[1].guards != other[1].guards)


RULE = Rule("clause-twin", "Two parts of a document that say the same", check)
