"""Phrases with capitals that look like defined terms and are none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tamdocs.errors import Problem
from tamdocs.library.hints import did_you_mean
from tamdocs.library.lint.rule import Rule, needs_language
from tamdocs.library.lint.subject import Subject, Written
from tamdocs.library.lint.units import Unit

_CAPITALS = re.compile(r"(?<![\w\ufffc])[A-Z][\w’-]*(?:\s+(?:of\s+|and\s+)?[A-Z][\w’-]*)*")
_BEGINS = re.compile(r"(?:^|[.:;!?]\s+|[\n“(])$")
"""What stands before the first word of a sentence."""
_PLAIN_FIRST = re.compile(r"[A-Z][a-z’-]*$|[A-Z]$")


def check(subject: Subject) -> Iterator[Problem]:
    for text in subject.in_language("en"):
        capitals = list(_with_capitals(subject, text.language))
        titles = {each.text.title for each in subject.texts if each.language == text.language}
        for unit in text.units:
            for phrase in _phrases(subject, text, unit, capitals):
                if phrase not in titles:
                    known = [term.words[text.language] for term in subject.edition.glossary.values()]
                    hint = did_you_mean(phrase, known) or "small letters; or list it in glossary.toml or wording.toml"
                    yield text.problem(RULE.code, f"“{phrase}” is no defined term", unit, phrase.split("\n")[0], hint)


def _phrases(subject: Subject, text: Written, unit: Unit, capitals: list[str]) -> Iterator[str]:
    """Yield the phrases with capitals but for terms, names and the first word of a sentence."""
    words = re.sub(r"https?:\S+|\S+@\S+", "\ufffc", unit.words)
    words = subject.proper[text.language].hidden(words)
    for form in capitals:
        words = words.replace(form, "\ufffc" * len(form))
    for match in _CAPITALS.finditer(words):
        phrase = match[0]
        if _BEGINS.search(words[: match.start()]):
            first, _, rest = phrase.partition(" ")
            if not rest and _PLAIN_FIRST.match(first):
                continue
            phrase = rest if _PLAIN_FIRST.match(first) and not rest.startswith(("of ", "and ")) else phrase
        if phrase:
            yield phrase.removesuffix("’s")


def _with_capitals(subject: Subject, language: str) -> Iterator[str]:
    """Yield the other forms that the edition itself writes with capitals, such as "act of God"."""
    wording = subject.edition.wording
    yield from wording.ignored.get(language, ())
    for table in (wording.words, wording.counted):
        for forms in table.values():
            yield from (form for form in forms[language] if form != form.lower())


RULE = Rule("capital-phrase", "A phrase with capitals that is no defined term", check, needs_language("en", "English"))
