"""Sections and documents that are named by a title which nothing has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tamdocs.errors import Problem
from tamdocs.library.hints import did_you_mean
from tamdocs.library.lint.rule import Rule
from tamdocs.library.lint.subject import Subject, Written

_QUOTED = {"en": r"[Ss]ections? “([^”]+)”", "zh": r"》的“([^”]+)”"}
_BOOK = re.compile(r"《([^》]+)》")


def check(subject: Subject) -> Iterator[Problem]:
    for text in subject.texts:
        titles = {each.text.title for each in subject.texts if each.language == text.language}
        pattern = _QUOTED.get(text.language.split("-")[0])
        if pattern:
            yield from _unknown(text, re.compile(pattern), titles, "section")
        books = {outline.title[text.language] for outline in subject.edition.outlines.values()}
        books |= {form for forms in subject.edition.wording.names.values() for form in forms[text.language]}
        yield from _unknown(text, _BOOK, books, "document or statute")


def _unknown(text: Written, pattern: re.Pattern[str], known: set[str], what: str) -> Iterator[Problem]:
    for unit in text.units:
        for match in pattern.finditer(unit.words):
            if match[1] not in known:
                hint = did_you_mean(match[1], known) or "a statute is listed in wording.toml, [names]"
                yield text.problem(RULE.code, f"there is no {what} “{match[1]}”", unit, match[1], hint)


RULE = Rule("title-unknown", "A title that nothing has", check)
