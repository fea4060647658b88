"""Defined terms in another case or spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tamdocs.errors import Problem
from tamdocs.library.lint.rule import Rule
from tamdocs.library.lint.slips import distance
from tamdocs.library.lint.subject import Subject
from tamdocs.library.lint.vocabulary import HAN_FORM

LEAST_HAN = 4
"""Characters of a Chinese term whose slips can be told from other words."""
_LEAST_LATIN = 6

_CAPITALS = [re.compile(r"(?<!\w)[A-Z]\w*" + r"(?:\s[A-Z]\w*)" * more + r"(?!\w)") for more in range(12)]
"""Words with capitals that follow one another, by how many there are after the first."""


def check(subject: Subject) -> Iterator[Problem]:
    for language in subject.edition.languages:
        forms = _forms(subject, language)
        spaced = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True) if " " in form)
        any_case = re.compile(rf"(?<!\w)(?:{spaced})s?(?!\w)" if spaced else "(?!)", re.IGNORECASE)
        known = subject.proper[language]
        for text in (each for each in subject.texts if each.language == language):
            for unit in text.units:
                words = known.hidden(unit.words)
                found = [hit.words for hit in subject.vocabularies[language].hits(unit.words)]
                every = (
                    *_other_case(any_case, words, forms),
                    *_latin_slips(words, forms),
                    *_han_slips(unit.words, forms),
                )
                for slip, form in dict.fromkeys(every):
                    if any(slip in words for words in found):
                        continue  # a part of something that is written right
                    message = f"“{slip}” is written “{form}” as a defined term or name"
                    yield text.problem(RULE.code, message, unit, slip)


def _forms(subject: Subject, language: str) -> list[str]:
    edition = subject.edition
    terms = {term.words[language] for term in edition.glossary.values()}
    names = {form for forms in edition.wording.names.values() for form in forms[language]}
    return sorted(form.removesuffix("*") for form in terms | names)


def _other_case(pattern: re.Pattern[str], words: str, forms: list[str]) -> Iterator[tuple[str, str]]:
    """Yield what is a term or name of several words but for its case."""
    for match in pattern.finditer(words):
        folded = match[0].casefold()
        form = next(each for each in forms if folded in {each.casefold(), f"{each.casefold()}s"})
        yield match[0], form


def _latin_slips(words: str, forms: list[str]) -> Iterator[tuple[str, str]]:
    """Yield what misses a term or name by a letter or two."""
    capitals: dict[int, list[str]] = {}
    for form in forms:
        count = form.count(" ")
        if len(form) >= _LEAST_LATIN and count < len(_CAPITALS) and not HAN_FORM.search(form):
            if count not in capitals:
                capitals[count] = _CAPITALS[count].findall(words)
            yield from ((slip, form) for slip in capitals[count] if _is_slip(slip, form))


def _is_slip(written: str, form: str) -> bool:
    one, other = written.removesuffix("s"), form.removesuffix("s")
    most = 1 + (len(other) > 2 * _LEAST_LATIN)
    return (
        abs(len(one) - len(other)) <= most and 0 < distance(one, other) <= most and one.casefold() != other.casefold()
    )


def _han_slips(words: str, forms: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the windows as long as a term or name that miss it by one character; one half of it is then right."""
    for form in forms:
        size, half = len(form), len(form) // 2
        if size < LEAST_HAN or len(HAN_FORM.findall(form)) < size:
            continue
        starts = [match.start() for match in re.finditer(form[:half], words)]
        starts += [match.start() - half for match in re.finditer(form[half:], words)]
        for start in sorted(set(starts)):
            window = words[start : start + size] if start >= 0 else ""
            if sum(map(str.__ne__, window, form)) == 1 and len(HAN_FORM.findall(window)) == size:
                yield window, form


RULE = Rule("term-spelling", "A defined term in another case or spelling", check)
