from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings

from tamdocs.compare.changes import changes_of
from tamdocs.compare.redline import redline
from tamdocs.document.model import Column, Cover, Document, Paragraph, Table
from tamdocs.document.redline_sides import accepted, rejected
from tamdocs.document.text import document_text
from tests.support import revised_pair
from tests.support.random_documents import document, documents, pairs
from tests.support.revised_pair import cells, numbered, rows, section, shown, shown_lines, words

LONG = "Vendor may look at the books of Customer once in twelve months, after notice."


def lines(before: Document, after: Document) -> list[str]:
    return shown_lines(redline(before, after))


def texts(made: Document) -> list[str]:
    return list(document_text(made, contents=True))


def test_every_kind_of_change_is_told(golden: Callable[[str, str], None]) -> None:
    marked = redline(revised_pair.before(), revised_pair.after())

    golden("redline.txt", "\n".join(shown_lines(marked)) + "\n")


@given(pairs())
@settings(max_examples=60)
def test_a_redline_holds_both_documents(pair: tuple[Document, Document]) -> None:
    before, after = pair
    marked = redline(before, after)

    assert texts(rejected(marked)) == texts(before)
    assert texts(accepted(marked)) == texts(after)


@given(documents(), documents())
@settings(max_examples=25)
def test_a_redline_holds_both_documents_however_little_they_share(before: Document, after: Document) -> None:
    marked = redline(before, after)

    assert texts(rejected(marked)) == texts(before)
    assert texts(accepted(marked)) == texts(after)


@given(documents())
@settings(max_examples=25)
def test_a_document_differs_in_nothing_from_itself(made: Document) -> None:
    assert list(changes_of(redline(made, made))) == []


def test_a_clause_is_moved_and_not_written_anew() -> None:
    first, second, third = (section(name, name.title(), Paragraph(words(f"About {name}."))) for name in ("a", "b", "c"))

    assert lines(document([first, second, third]), document([second, third, first])) == [
        "moved-away move-1: 1. [-A-]",
        "deleted: [-About a.-]",
        "2.→1. B",
        "About b.",
        "3.→2. C",
        "About c.",
        "moved-here move-1: 1.→3. A",
        "About a.",
    ]


def test_an_item_is_followed_into_another_clause_with_what_was_changed_on_the_way() -> None:
    before = document([section("a", "A", numbered(LONG, "Rest.")), section("b", "B", numbered("Other."))])
    after = document(
        [section("a", "A", numbered("Rest.")), section("b", "B", numbered("Other.", LONG.replace("twelve", "six")))]
    )

    assert lines(before, after) == [
        "1. A",
        f"moved-away move-1: [-{LONG}-]",
        "Rest.",
        "2. B",
        "Other.",
        f"moved-here move-1: {LONG.replace('twelve', '[-twelve-]{+six+}')}",
    ]


def test_a_few_words_that_stand_elsewhere_too_were_not_moved() -> None:
    before = document([section("a", "A", numbered("None.", "Some of it.")), section("b", "B", numbered("All."))])
    after = document([section("a", "A", numbered("Some of it.")), section("b", "B", numbered("All.", "None."))])

    assert "deleted: [-None.-]" in lines(before, after)
    assert "inserted: {+None.+}" in lines(before, after)


def test_a_clause_with_another_name_and_the_same_words_is_the_same_clause() -> None:
    before = document([section("payment", "Payment", numbered("Customer shall pay the fee."))])
    after = document([section("fees", "Payment", numbered("Customer shall pay the fee at once."))])

    assert lines(before, after) == ["1. Payment", "Customer shall pay the fee{+ at once+}."]


def test_rows_of_labels_and_values_are_told_by_their_label() -> None:
    before, after = (
        document([Table((Column(0.5), Column(0.5)), (), rows(*texts), True, "Terms")])
        for texts in (("Fee USD 1", "Law England", "Day Monday"), ("Law Singapore", "Fee USD 1", "Place here"))
    )

    assert [line for line in lines(before, after) if "Law" in line] == ["Law | [-England-]{+Singapore+}"]


def test_a_table_with_other_columns_is_another_table() -> None:
    before = document([Table((Column(1.0),), cells("A"), (cells("x"),), False, "One")])
    after = document([Table((Column(0.5), Column(0.5)), cells("A", "B"), (cells("x", "y"),), False, "Two")])

    assert lines(before, after) == [
        "deleted: [-A-]",
        "deleted: [-x-]",
        "inserted: {+A+} | {+B+}",
        "inserted: {+x+} | {+y+}",
    ]


def test_changes_name_their_clause_and_number_and_leave_out_what_was_only_renumbered() -> None:
    before = document([section("a", "A", numbered("Stays.", "Old words here."))])
    after = document([section("new", "New"), section("a", "A", numbered("Stays.", "New words here."))])

    assert [
        (each.clause, each.number, each.standing, shown(each.words)) for each in changes_of(redline(before, after))
    ] == [
        ("new", "1.", "inserted", "{+New+}"),
        ("a", "(b)", "kept", "[-Old-]{+New+} words here."),
    ]


def test_the_last_lines_of_two_title_pages_belong_together() -> None:
    before, after = (document([], Cover(lines)) for lines in (("One", "2017"), ("2018",)))

    assert [(line.pair.standing, shown(line.words)) for line in redline(before, after).cover] == [
        ("deleted", "[-One-]"),
        ("kept", "[-2017-]{+2018+}"),
    ]


def test_documents_in_two_languages_cannot_be_compared() -> None:
    english = document([])

    with pytest.raises(ValueError, match=r"^documents in en and zh-Hans have no words in common$"):
        redline(english, replace(english, language="zh-Hans"))
