"""What a rule is, and what comes out of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from tamdocs.errors import Problem
from tamdocs.library.lint.subject import Subject, is_language

_CLAUSE_FILE = re.compile(r"(?P<root>(?:.*/)?)(?P<edition>[^/]+)/(?P<path>clauses/.+)")


def always(_: Subject) -> str:
    """Return no reason against running: the rule fits every edition."""
    return ""


@dataclass(frozen=True, slots=True)
class Rule:
    code: str
    """Stable across releases; `docs/rules/<code>.md` explains it."""
    title: str
    """What is wrong where it complains."""
    check: Callable[[Subject], Iterator[Problem]]
    why_not: Callable[[Subject], str] = always
    """Says why the rule cannot run on an edition; empty where it can."""


@dataclass(frozen=True, slots=True)
class Outcome:
    rule: Rule
    problems: tuple[Problem, ...]
    not_run: str = ""
    """Why the rule did not run. Such a rule found nothing, and has not passed."""


def run_rules(rules: tuple[Rule, ...], subject: Subject) -> list[Outcome]:
    """Return what each of *rules* finds in *subject*, problems in the order of their places."""
    return [_run(rule, subject) for rule in rules]


def _run(rule: Rule, subject: Subject) -> Outcome:
    if reason := rule.why_not(subject):
        return Outcome(rule, (), reason)
    found = (_with_way_out(problem, subject.edition.id) for problem in rule.check(subject))
    problems = sorted(found, key=lambda each: (each.source, each.line or 0, each.column or 0))
    return Outcome(rule, tuple(dict.fromkeys(problems)))


def _with_way_out(problem: Problem, edition: str) -> Problem:
    """Return *problem* with the way out for a text that *edition* takes over: the edition before may be sealed."""
    file = _CLAUSE_FILE.fullmatch(problem.source)
    if problem.hint or not file or file["edition"] == edition:
        return problem
    place = f"{file['root']}{edition}/{file['path']}"
    return replace(
        problem, hint=f"edition {edition} takes this file over from {file['edition']}: change a copy, {place}"
    )


def needs_language(prefix: str, name: str) -> Callable[[Subject], str]:
    """Return a reason against running on editions without a text in a language, such as `zh`, Chinese."""

    def why_not(subject: Subject) -> str:
        spoken = any(is_language(code, prefix) for code in subject.edition.languages)
        return "" if spoken else f"the edition has no text in {name}"

    return why_not


def needs_two_languages(subject: Subject) -> str:
    return "" if len(subject.edition.languages) > 1 else "the edition has one language only"


def needs_wording(subject: Subject) -> str:
    wording = subject.edition.wording
    return "" if wording.words or wording.counted else "the edition has no wording.toml with words that go together"


def needs_words_and_languages(subject: Subject) -> str:
    return needs_two_languages(subject) or needs_wording(subject)
