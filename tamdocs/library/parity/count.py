"""Words that go together and that each text has as often: rights, duties, prohibitions among them."""

from __future__ import annotations

from collections.abc import Iterator

from tamdocs.errors import Problem
from tamdocs.library.lint.rule import Rule, needs_words_and_languages
from tamdocs.library.lint.subject import Subject
from tamdocs.library.lint.vocabulary import COUNTED
from tamdocs.library.parity.concepts import Comparison


def check(subject: Subject) -> Iterator[Problem]:
    return Comparison(subject, COUNTED, RULE.code, counted=True).problems()


RULE = Rule("parity-count", "A word that one language has more often", check, needs_words_and_languages)
