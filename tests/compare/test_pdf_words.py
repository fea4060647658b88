"""Pages hold the same words, or it is told which ones differ and in which clause."""

from __future__ import annotations

from tamdocs.compare.pdf_words import Heading, page_changes

HEADINGS = [Heading("fee", "1 Fee"), Heading("term", "2 Term and termination"), Heading("law", "Law")]
PAGES = [
    ["Acme Terms", "Contents", "1 Fee 2", "2 Term and termination 2", "Law 3", "Page 1 of 3"],
    ["Acme Terms", "1 Fee", "Customer pays within thirty", "(30) days.", "2 Term and", "termination", "Page 2 of 3"],
    [
        "Acme Terms",
        "The term is one year.",
        "Law",
        "The Law of Ireland applies.",
        "管辖法律为新加坡法律。",
        "Page 3 of 3",
    ],
]


def changes(*pages: list[str]) -> list[tuple[str, str, str]]:
    return [(each.clause, each.before, each.after) for each in page_changes(PAGES, pages, HEADINGS)]


def test_lines_and_pages_may_break_elsewhere() -> None:
    assert changes(
        ["Acme Terms", "Contents 1 Fee 2 2 Term and", "termination 2", "Law 3", "1 Fee", "Customer", "Page 1 of 2"],
        ["Acme Terms", "pays within thirty (30) days.", "2 Term and termination The term is", "one year.", "Law",
         "The Law of Ireland applies. 管辖法律为", "新加坡法律。", "Page 2 of 2"],
    ) == []  # fmt: skip


def test_words_are_told_with_the_clause_that_they_stand_in() -> None:
    second = [line.replace("thirty", "sixty").replace("(30)", "(60)") for line in PAGES[1]]
    third = [line.replace("one year", "two long years").replace("新加坡", "中国") for line in PAGES[2]]

    assert changes(PAGES[0], second, third) == [
        ("fee", "thirty (30", "sixty (60"),
        ("term", "one year", "two long years"),
        ("law", "新加坡", "中国"),
    ]


def test_what_stands_on_every_page_is_told_once() -> None:
    pages = [[line.replace("Acme", "Other") for line in page] for page in PAGES]

    assert changes(*pages) == [("every page", "Acme Terms", "Other Terms")]


def test_what_is_changed_at_the_top_of_one_page_is_told() -> None:
    third = ["Other Terms", *PAGES[2][1:]]

    assert changes(PAGES[0], PAGES[1], third) == [("term", "", "Other Terms")]


def test_pages_that_are_gone_are_told() -> None:
    assert [clause for clause, _, _ in changes(*PAGES[:2])] == ["term"]
    assert changes()[0][0] == ""
