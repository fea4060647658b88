from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tamdocs.library.in_force import edition_on, in_turn, release_problems
from tamdocs.library.model import Edition, Library
from tests.support.samples import sample_library


def edition(name: str, start: date, end: date | None = None) -> Edition:
    sample = sample_library().editions["2017-11"]
    return replace(sample, id=name, status="released", in_force_from=start, in_force_until=end, extends=None)


FIRST = edition("a", date(2017, 1, 1))
SECOND = edition("b", date(2018, 1, 1))


def test_released_editions_come_into_force_by_their_days() -> None:
    draft = replace(edition("c", date(2017, 6, 1)), status="draft")

    assert [each.id for each in in_turn([SECOND, draft, FIRST])] == ["a", "b"]


@pytest.mark.parametrize(
    ("day", "expected"), [(date(2016, 12, 31), None), (date(2017, 12, 31), "a"), (date(2018, 1, 1), "b")]
)
def test_an_edition_ends_on_the_day_before_the_next_one_starts(day: date, expected: str | None) -> None:
    found = edition_on(day, Library({"a": FIRST, "b": SECOND}))

    assert (found.id if found else None) == expected


def test_editions_that_follow_one_another_are_no_problem() -> None:
    assert release_problems([FIRST, SECOND]) == []
    assert release_problems([replace(FIRST, in_force_until=date(2017, 12, 31)), SECOND]) == []
    assert release_problems([replace(FIRST, in_force_until=date(2017, 6, 30)), SECOND]) == []


@pytest.mark.parametrize(
    ("second", "message"),
    [
        (
            edition("b", date(2017, 1, 1)),
            "editions/b/edition.toml: editions a and b both start on 2017-01-01 [in-force]\n  at: in_force_from",
        ),
        (
            edition("b", date(2017, 12, 31)),
            "editions/b/edition.toml: edition a is in force until 2017-12-31, and b starts before that [in-force]\n"
            "  at: in_force_from\n  hint: let it start on a later day than 2017-12-31",
        ),
        (
            edition("b", date(2018, 1, 1), date(2017, 12, 31)),
            "editions/b/edition.toml: the edition ends on 2017-12-31, before it starts on 2018-01-01 [in-force]\n"
            "  at: in_force_until",
        ),
    ],
)
def test_days_that_cannot_be_are_refused(second: Edition, message: str) -> None:
    first = replace(FIRST, in_force_until=date(2017, 12, 31))

    assert [str(problem) for problem in release_problems([first, second], "editions/")] == [message]


def test_the_days_of_a_draft_may_still_overlap() -> None:
    draft = replace(edition("b", date(2017, 1, 1)), status="draft")

    assert release_problems([FIRST, draft]) == []
