from __future__ import annotations

import pytest

from tamdocs.errors import LibraryError
from tamdocs.library.model import Edition
from tamdocs.library.read import read_library
from tests.support.drafts import SOURCE

PATH = "2017-11/documents/breach-notice.toml"


def edition(old: str = "", new: str = "") -> Edition:
    text = SOURCE[PATH].decode()
    assert old in text
    return read_library(SOURCE | {PATH: text.replace(old, new, 1).encode()}).editions["2017-11"]


def refused(old: str, new: str) -> list[str]:
    with pytest.raises(LibraryError) as caught:
        edition(old, new)
    problems = [problem for problem in caught.value.problems if problem.source.startswith("2017-11")]
    return [f"{problem.place}: {problem.message} [{problem.code}]" for problem in problems]


def test_a_letter_says_whom_it_concerns() -> None:
    dispatch = edition().outlines["breach-notice"].dispatch

    assert dispatch
    assert dispatch.affects.source == "order_number == breach.order_number"
    assert dispatch.recipients == ("business", "legal")
    assert dispatch.deadline
    assert (dispatch.deadline.days, dispatch.deadline.fact) == (30, "TC-2b")


def test_a_letter_that_goes_by_the_schedule_does_not() -> None:
    assert edition().outlines["renewal-notice"].dispatch is None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("breach.order_number", "breach.order", "dispatch.affects: breach has no `order` [unknown-member]"),
        (
            "breach.order_number",
            "7",
            "dispatch.affects: `order_number` is text and cannot be compared with 7 [comparison]",
        ),
        ('"breach.id"', '"bulletin.id"', "dispatch.id: there is no `bulletin` [unknown-name]"),
        ('["business", "legal"]', "[]", "dispatch: `recipients` names each one once [dispatch]"),
        ('["business", "legal"]', '["legal", "legal"]', "dispatch: `recipients` names each one once [dispatch]"),
        ("days = 30", "days = 0", "dispatch.deadline.days: a deadline has 1 to 3,660 days [dispatch]"),
        ('letter_to = "notice.recipient.address.country"\n', "", "dispatch: only a letter is dispatched [dispatch]"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(old: str, new: str, message: str) -> None:
    assert refused(old, new) == [message]


def test_a_member_that_nobody_knows_is_refused() -> None:
    assert "[shape]" in refused("recipients =", "receivers =")[0]
