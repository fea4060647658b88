"""Which texts a document consists of in each region, channel and service; where one is missing or two apply alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from jinja2 import TemplateError

from tamdocs.errors import Problem
from tamdocs.library.clause_markdown import ClauseText
from tamdocs.library.model import Axis, Clause, Outline, OutlineClause, OutlineEntry
from tamdocs.library.select import best_texts, tie_hint

Axes: TypeAlias = Mapping[Axis, Sequence[str]]
"""The codes of each axis."""
Case: TypeAlias = tuple[str, ...]
"""A code of each axis, in their order."""

_ASKED: Mapping[tuple[str, ...], Axis] = {
    ("region", "code"): "region",
    ("service", "code"): "service",
    ("channel", "kind"): "channel",
}
"""The names whose value a case decides, and by which axis."""


@dataclass(frozen=True, slots=True)
class Written:
    """One document of an edition as it is written."""

    outline: Outline
    clauses: Mapping[str, Clause]
    unread: Collection[str]
    """The clauses with a text that could not be read: they are passed over here."""
    folder: str
    """Where the edition has or would have the folders of its clauses."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What a document consists of in a case."""

    case: Case
    entries: tuple[OutlineClause, ...]
    texts: Mapping[str, ClauseText]
    """By clause; one without a text or with several is not there."""


def coverage_problems(written: Written, languages: Iterable[str], axes: Axes) -> Iterator[Problem]:
    """Yield each clause of *written* that has no text in one of *languages* for some case, or two that apply alike."""
    stands: dict[str, list[Case]] = {}
    for case in product(*axes.values()):
        for entry in standing(written.outline.entries, case, axes):
            stands.setdefault(entry.clause, []).append(case)
    for language, (name, cases) in product(languages, stands.items()):
        if name in written.clauses and name not in written.unread:
            yield from _uncovered(written, written.clauses[name], language, cases, axes)


def selections(written: Written, language: str, axes: Axes) -> list[Selection]:
    """Return each different choice of texts that *written* consists of in *language*, in the first case of it."""
    found: dict[tuple[tuple[str, str], ...], Selection] = {}
    for case in product(*axes.values()):
        entries = tuple(standing(written.outline.entries, case, axes))
        texts: dict[str, ClauseText] = {}
        for name in (entry.clause for entry in entries if entry.clause in written.clauses):
            best = best_texts(written.clauses[name], language, frozenset(case))
            if len(best) == 1:
                texts[name] = best[0]
        key = tuple((entry.clause, texts[entry.clause].source if entry.clause in texts else "") for entry in entries)
        found.setdefault(key, Selection(case, entries, texts))
    return list(found.values())


def standing(entries: Iterable[OutlineEntry], case: Case, axes: Axes) -> Iterator[OutlineClause]:
    """Yield the clauses that an order of *case* can have, in their order.

    One is left out only if a condition on nothing but region, channel and service forbids it.
    """
    for entry in entries:
        if isinstance(entry, OutlineClause) and _may_stand(entry, case, axes):
            yield entry
            yield from standing(entry.sections, case, axes)


def _may_stand(entry: OutlineClause, case: Case, axes: Axes) -> bool:
    if entry.condition is None or not entry.condition.paths <= _ASKED.keys():
        return True
    codes = dict(zip(axes, case, strict=True))
    names = {path[0]: {path[1]: codes[axis]} for path, axis in _ASKED.items()}
    try:
        return bool(entry.condition.value(names))
    except (TemplateError, TypeError):
        return True


def _uncovered(written: Written, clause: Clause, language: str, cases: Sequence[Case], axes: Axes) -> Iterator[Problem]:
    best = {case: best_texts(clause, language, frozenset(case)) for case in cases}
    if gaps := [case for case in cases if not best[case]]:
        yield _gap(written, clause, language, [()] if len(gaps) == len(cases) else _in_short(gaps, axes))
    ties = {tuple(text.source for text in texts): texts for texts in best.values() if len(texts) > 1}
    for sources, texts in ties.items():
        tied = _in_short([case for case in cases if best[case] == texts], axes)
        message = f"this text and {' and '.join(sources[1:])} apply alike{_for(tied)}"
        yield Problem(sources[0], "tie", message, place=clause.id, hint=tie_hint(clause, texts))


def _gap(written: Written, clause: Clause, language: str, cases: Sequence[Case]) -> Problem:
    folder = f"{written.folder}/{clause.id}"
    message = f"the clause has no text in {language}{_for(cases)}"
    hint = f"write {folder}/{language}.md"
    if cases != [()]:
        hint += f", or {folder}/{language}.{'.'.join(cases[0])}.md{' and so on' if len(cases) > 1 else ''}"
    return Problem(folder, "no-text", message, place=clause.id, hint=hint)


def _in_short(cases: Sequence[Case], axes: Axes) -> Sequence[Case]:
    """Return *cases* without the codes of an axis of which they have every one, where the rest still says the same."""
    held = [sorted({case[place] for case in cases}) for place in range(len(axes))]
    if len(cases) != len(list(product(*held))):
        return sorted(cases)
    return list(product(*(codes for codes, known in zip(held, axes.values(), strict=True) if len(codes) < len(known))))


def _for(cases: Sequence[Case]) -> str:
    if cases == [()]:
        return ""
    named = "; ".join(", ".join(case) for case in cases[:3])
    return f" for {named}{f'; and {len(cases) - 3} more' if len(cases) > 3 else ''}"
