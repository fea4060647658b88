"""Words that go together, each in both texts or in neither."""

from __future__ import annotations

from collections.abc import Iterator

from tamdocs.errors import Problem
from tamdocs.library.lint.rule import Rule, needs_words_and_languages
from tamdocs.library.lint.subject import Subject
from tamdocs.library.lint.vocabulary import WORD
from tamdocs.library.parity.concepts import Comparison


def check(subject: Subject) -> Iterator[Problem]:
    return Comparison(subject, WORD, RULE.code, counted=False).problems()


RULE = Rule("parity-word", "A word whose counterpart another language lacks", check, needs_words_and_languages)
