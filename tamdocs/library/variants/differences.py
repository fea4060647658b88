"""Which clauses differ by what, held against what the edition expects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from tamdocs.errors import Problem
from tamdocs.library.expected import AXES
from tamdocs.library.model import Axis, Difference, Edition
from tamdocs.library.variants.clauses import ClauseTexts, Combination, clause_texts
from tamdocs.library.variants.lines import Lines

_EXCERPT = 60
"""Letters of a text that a message shows."""


@dataclass(frozen=True, slots=True)
class FoundDifference:
    """Two combinations that differ in one axis only, and have different texts."""

    axis: Axis
    first: Combination
    second: Combination

    @property
    def values(self) -> frozenset[str]:
        return frozenset({self.first.of(self.axis), self.second.of(self.axis)})


def found_differences(clause: ClauseTexts) -> list[FoundDifference]:
    """Return every pair of combinations that shows that *clause* depends on an axis."""
    return [
        FoundDifference(axis, first, second)
        for axis in AXES
        for first, second in combinations(clause.texts, 2)
        if all((first.of(each) == second.of(each)) is (each != axis) for each in AXES)
        and clause.texts[first] != clause.texts[second]
    ]


def is_expected(found: FoundDifference, expected: Difference | None) -> bool:
    """Return whether *found* is a difference that the edition expects of its clause."""
    if expected is None or found.axis not in expected.by:
        return False
    named = expected.by[found.axis]
    return not named or bool(named & found.values)


def expected_of(edition: Edition, clause: ClauseTexts) -> Difference | None:
    """Return which differences *edition* expects of *clause*, if any."""
    differences = edition.outlines[clause.document].differences
    return next((each for each in differences if each.clause == clause.clause), None)


def unexpected_differences(edition: Edition) -> list[Problem]:
    """Return a problem for each difference that *edition* does not expect, and for each expected one that is not there.

    The codes are `unexpected-difference` and `stale-difference`.

    Raises:
        LibraryError: A clause has no text for a combination, or a value is missing.
    """
    return [problem for clause in clause_texts(edition) for problem in difference_problems(edition, clause)]


def difference_problems(edition: Edition, clause: ClauseTexts) -> list[Problem]:
    """Return what is wrong with the differences of one clause in one language: one problem for each axis or value."""
    expected = expected_of(edition, clause)
    found = found_differences(clause)
    where = Problem(edition.outlines[clause.document].source, "", "", place=clause.clause)
    unexpected = {each.axis: each for each in reversed(found) if not is_expected(each, expected)}
    problems = [_unexpected(clause, unexpected[axis], expected, where) for axis in AXES if axis in unexpected]
    return problems + list(_stale(clause, found, expected, where))


def _unexpected(clause: ClauseTexts, found: FoundDifference, expected: Difference | None, where: Problem) -> Problem:
    axis, first, second = found.axis, found.first, found.second
    words = _first_words(clause.texts[first], clause.texts[second])
    others = ", ".join(first.of(each) for each in AXES if each != axis)
    if expected and axis in expected.by:
        how = f"by {axis} in a way that is not expected"
        hint = f"if it shall, name {second.of(axis)} in `only`"
    else:
        how = f"by {axis}, which is not expected"
        hint = f'if it shall, name it in `differences`: {{ clause = "{clause.clause}", by = ["{axis}"] }}'
    message = (
        f"{clause.document}, `{clause.clause}` in {clause.language}: differs {how} ({others}): "
        f"{first.of(axis)} {words[0]}, {second.of(axis)} {words[1]}"
    )
    return Problem(where.source, "unexpected-difference", message, place=where.place, hint=hint)


def _stale(
    clause: ClauseTexts, found: Iterable[FoundDifference], expected: Difference | None, where: Problem
) -> Iterator[Problem]:
    """Yield a problem for each expected difference that is not there, in one language or in all."""
    seen = {(each.axis, value) for each in found for value in each.values}
    for axis, named in expected.by.items() if expected else ():
        absent = sorted(value for value in named if (axis, value) not in seen)
        if not named and not any(axis == of for of, _ in seen):
            absent = [axis]
        for value in absent:
            what = f"differ by {axis}" if value == axis else f"have a text of its own for {value}"
            message = f"{clause.document}, `{clause.clause}` in {clause.language}: is expected to {what}, and does not"
            hint = "write the text that is missing, or take the entry out of `differences`"
            yield Problem(where.source, "stale-difference", message, place=where.place, hint=hint)


def _first_words(first: Lines, second: Lines) -> tuple[str, str]:
    """Return what each of two texts says in the first place where they differ."""
    count = next(
        (index for index, pair in enumerate(zip(first, second, strict=False)) if pair[0] != pair[1]),
        min(len(first), len(second)),
    )
    texts = [_line(lines, count) for lines in (first, second)]
    same = 0
    for letters in zip(*texts, strict=False):
        if letters[0] != letters[1]:
            break
        same += 1
    start = _word_start(texts[0], same)
    return (_excerpt(texts[0], start), _excerpt(texts[1], start))


def _line(lines: Lines, index: int) -> str:
    if not lines:
        return ""
    if index >= len(lines):
        return "(nothing more)"
    line = lines[index]
    return ("(not in every order) " if line.optional else "") + line.text


def _word_start(text: str, place: int) -> int:
    """Return where the word begins that stands at *place*; a Chinese character is a word."""
    while place > 0 and text[place - 1].isascii() and not text[place - 1].isspace():
        place -= 1
    return place


def _excerpt(text: str, start: int) -> str:
    if not text:
        return "does not have it"
    words = text[start : start + _EXCERPT].strip()
    return f"“{'…' if start else ''}{words}{'…' if len(text) > start + _EXCERPT else ''}”"
