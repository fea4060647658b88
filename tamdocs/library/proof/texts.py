"""Exactly one text for every clause, language, region, service and channel; and no text that never applies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple, get_args

from tamdocs.errors import Problem
from tamdocs.library.clause_markdown import ClauseText
from tamdocs.library.lint.subject import outline_clauses
from tamdocs.library.model import Clause, Edition
from tamdocs.library.select import best_texts, folder_of
from tamdocs.library.specimen import ChannelKind

_MOST_TOLD = 4


class Case(NamedTuple):
    """What an order decides of the texts that apply."""

    region: str
    service: str
    channel: str

    def __str__(self) -> str:
        return f"{self.region}, {self.service}, {self.channel}"


@dataclass(frozen=True, slots=True)
class Selection:
    """What the search over every combination found."""

    problems: tuple[Problem, ...]
    chosen: dict[tuple[str, str, str], dict[Case, ClauseText]]
    """By document, clause and language."""
    combinations: int


def cases_of(edition: Edition) -> list[Case]:
    """Return every region, service and channel that *edition* allows together."""
    regions = [region.code for region in edition.vendor.regions]
    return [Case(*each) for each in product(regions, edition.vendor.services, get_args(ChannelKind))]


def select_everywhere(edition: Edition) -> Selection:
    """Return the text of every clause for every case and language, and where there is not exactly one."""
    cases = cases_of(edition)
    problems: list[Problem] = []
    chosen: dict[tuple[str, str, str], dict[Case, ClauseText]] = {}
    for kind, outline in edition.outlines.items():
        for *_, entry in outline_clauses(outline.entries):
            clause = edition.clauses[kind, entry.clause]
            for language in edition.languages:
                best = {case: best_texts(clause, language, frozenset(case)) for case in cases}
                chosen[kind, clause.id, language] = {case: texts[0] for case, texts in best.items() if len(texts) == 1}
                problems += _gaps(clause, language, [case for case, texts in best.items() if not texts], len(cases))
                problems += _ties({case: texts for case, texts in best.items() if len(texts) > 1}, clause)
    problems += _never(edition, chosen)
    return Selection(tuple(problems), chosen, len(chosen) * len(cases))


def _gaps(clause: Clause, language: str, cases: Sequence[Case], every: int) -> Iterator[Problem]:
    if cases:
        folder = min(map(folder_of, clause.texts.values()))
        where = "any region, service and channel" if len(cases) == every else _told(cases)
        message = f"the clause has no text in {language} for {where}"
        yield Problem(folder.rstrip("/"), "no-text", message, place=clause.id, hint=f"write {folder}{language}.md")


def _ties(ties: dict[Case, list[ClauseText]], clause: Clause) -> Iterator[Problem]:
    by_files: dict[tuple[str, ...], list[Case]] = {}
    for case, texts in ties.items():
        by_files.setdefault(tuple(text.source for text in texts), []).append(case)
    for files, cases in by_files.items():
        message = f"this text and {' and '.join(files[1:])} apply alike for {_told(cases)}"
        hint = "name one of them for more, or take one away"
        yield Problem(files[0], "tie", message, 1, place=clause.id, hint=hint)


def _never(edition: Edition, chosen: dict[tuple[str, str, str], dict[Case, ClauseText]]) -> Iterator[Problem]:
    used = {id(text) for texts in chosen.values() for text in texts.values()}
    for clause in edition.clauses.values():
        for (_, qualifiers), text in clause.texts.items():
            if id(text) not in used:
                named = ", ".join(sorted(qualifiers))
                why = f"nothing is {named} at once, or others go before it" if named else "others always go before it"
                message = f"no order has this text: {why}"
                yield Problem(text.source, "text-never", message, 1, place=clause.id, hint="rename it or take it away")


def _told(cases: Sequence[Case]) -> str:
    told = "; ".join(map(str, cases[:_MOST_TOLD]))
    return told if len(cases) <= _MOST_TOLD else f"{told}; and {len(cases) - _MOST_TOLD} more combinations"
