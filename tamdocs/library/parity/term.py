"""Defined terms, each in both texts or in neither."""

from __future__ import annotations

from collections.abc import Iterator

from tamdocs.errors import Problem
from tamdocs.library.lint.rule import Rule, needs_two_languages
from tamdocs.library.lint.subject import Subject
from tamdocs.library.lint.vocabulary import TERM
from tamdocs.library.parity.concepts import Comparison


def check(subject: Subject) -> Iterator[Problem]:
    return Comparison(subject, TERM, RULE.code, counted=False).problems()


RULE = Rule("parity-term", "A defined term that one language lacks", check, needs_two_languages)
