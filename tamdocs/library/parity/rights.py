"""Who may and who shall: the party that is named last before each such word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tamdocs.errors import Problem
from tamdocs.library.lint.rule import Rule, needs_two_languages
from tamdocs.library.lint.subject import Subject
from tamdocs.library.lint.units import Unit
from tamdocs.library.parity.pairs import Values, difference, pairs


def check(subject: Subject) -> Iterator[Problem]:
    for pair in pairs(subject):
        for one, other in pair.units():
            found = (_rights(subject, one, pair.one.language), _rights(subject, other, pair.other.language))
            if found[0] != found[1]:
                yield from difference(pair, (one, other), found, RULE.code)


def _rights(subject: Subject, unit: Unit, language: str) -> Values:
    """Return how often who is told what, such as `customer: shall`."""
    wording = subject.edition.wording
    found: Values = Counter()
    actor = "nobody"
    for hit in subject.vocabularies[language].hits(unit.words):
        if hit.concept.id in wording.actors:
            actor = hit.concept.id
        elif hit.concept.id in wording.modals:
            found[f"{actor}: {hit.concept.id}"] += 1
    return found


def _why_not(subject: Subject) -> str:
    named = subject.edition.wording.actors and subject.edition.wording.modals
    return needs_two_languages(subject) or ("" if named else "the edition has no wording.toml with actors and modals")


RULE = Rule("parity-rights", "A right or duty that another party has", check, _why_not)
