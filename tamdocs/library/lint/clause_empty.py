"""Clauses, conditions and items that say nothing."""

from __future__ import annotations

from collections.abc import Iterator

from tamdocs.errors import Problem
from tamdocs.library.lint.rule import Rule
from tamdocs.library.lint.subject import Subject, outline_clauses
from tamdocs.library.lint.units import GAP, Unit

_FRAMES = {"condition", "repeat", "note", "details", "item", "list"}


def check(subject: Subject) -> Iterator[Problem]:
    with_sections = {
        (kind, path[-1].clause)
        for kind, outline in subject.edition.outlines.items()
        for path in outline_clauses(outline.entries)
        if path[-1].sections
    }
    for text in subject.texts:
        title, *units = text.units
        if not units and (text.clause.document, text.clause.id) not in with_sections:
            yield text.problem(RULE.code, "the clause says nothing", title)
        for unit, after in zip(units, [*units[1:], title], strict=True):
            if unit.kind in _FRAMES and after.place[: len(unit.place)] != unit.place:
                yield text.problem(RULE.code, f"the {unit.kind} holds nothing", unit)
            elif _is_blank(unit):
                yield text.problem(RULE.code, f"the {unit.kind} holds no words", unit)


def _is_blank(unit: Unit) -> bool:
    return unit.kind in {"paragraph", "label"} and not unit.words.replace(GAP, "x").strip(" .,;:。，；：、")


RULE = Rule("clause-empty", "A clause or a part of one that says nothing", check)
