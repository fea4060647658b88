"""Which edition is in force on a day.

Only released editions come into force. Each ends on the day before the next one starts, and earlier where it names a
last day of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from tamdocs.errors import Problem
from tamdocs.library.model import Edition, Library


def edition_on(day: date, library: Library) -> Edition | None:
    """Return the edition of *library* that is in force on *day*, if one is."""
    last: Edition | None = None  # not `in_turn`, for each order of a book asks
    for edition in library.editions.values():
        if edition.status == "released" and edition.in_force_from <= day:
            last = edition if last is None or edition.in_force_from >= last.in_force_from else last
    return last if last and (last.in_force_until is None or day <= last.in_force_until) else None


def in_turn(editions: Iterable[Edition]) -> list[Edition]:
    """Return the released ones of *editions* in the order in which they come into force."""
    released = [each for each in editions if each.status == "released"]
    return sorted(released, key=lambda each: each.in_force_from)


def release_problems(editions: Iterable[Edition], root: str = "") -> list[Problem]:
    """Return why *editions* cannot come into force as they say.

    One ends before it starts, two are in force at once, or a released one takes over the files of a draft.

    Args:
        root: Put before a path in messages.
    """
    every = list(editions)
    drafts = {each.id for each in every if each.status == "draft"}
    problems = []
    for edition in every:
        source = f"{root}{edition.id}/edition.toml"
        if edition.in_force_until is not None and edition.in_force_until < edition.in_force_from:
            message = f"the edition ends on {edition.in_force_until}, before it starts on {edition.in_force_from}"
            problems.append(Problem(source, "in-force", message, place="in_force_until"))
        if edition.status == "released" and edition.extends in drafts:
            message = f"a released edition cannot extend {edition.extends}, which is a draft"
            hint = f"release that one first: tamdocs library lock --edition {edition.extends} --release"
            problems.append(Problem(source, "extends-draft", message, place="extends", hint=hint))
    for earlier, later in pairwise(in_turn(every)):
        if problem := _overlap(earlier, later, root):
            problems.append(problem)
    return problems


def _overlap(earlier: Edition, later: Edition, root: str) -> Problem | None:
    source = f"{root}{later.id}/edition.toml"
    if earlier.in_force_from == later.in_force_from:
        message = f"editions {earlier.id} and {later.id} both start on {later.in_force_from}"
        return Problem(source, "in-force", message, place="in_force_from")
    if earlier.in_force_until is not None and earlier.in_force_until >= later.in_force_from:
        message = f"edition {earlier.id} is in force until {earlier.in_force_until}, and {later.id} starts before that"
        hint = f"let it start on a later day than {earlier.in_force_until}"
        return Problem(source, "in-force", message, place="in_force_from", hint=hint)
    return None
