from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamdocs.compare.words import mark_text, mark_words
from tamdocs.document.model import Field, Inlines, LineBreak, Link, Reference, Strong, Text
from tamdocs.document.redline import Deleted, Inserted, Kept
from tamdocs.document.redline_sides import words_of
from tamdocs.document.text import inlines_text
from tests.support.random_documents import sentences
from tests.support.revised_pair import shown

TEXTS = st.one_of(sentences, st.text(max_size=40))


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [
        ("pay within ten days", "pay within ten days", "pay within ten days"),
        ("pay within ten days", "pay within five days", "pay within [-ten-]{+five+} days"),
        ("within thirty (30) days", "within sixty (60) days", "within [-thirty (30)-]{+sixty (60)+} days"),
        ("USD 48,000.00 a year", "USD 48,500.00 a year", "USD [-48,000.00-]{+48,500.00+} a year"),
        ("write a mail to a.b@x.com", "write a mail to c.b@x.com", "write a mail to [-a.b@x.com-]{+c.b@x.com+}"),
        ("in thirty days", "in not more than thirty days", "in {+not more than +}thirty days"),
        ("One. Two.", "One. New. Two.", "One.{+ New.+} Two."),
        ("Vendor’s duty", "Vendor’s right", "Vendor’s [-duty-]{+right+}"),
        ("三十 (30) 天内付款", "六十 (60) 天内付款", "[-三十 (30)-]{+六十 (60)+} 天内付款"),
        ("客户应支付费用。", "客户应按时支付费用。", "客户应{+按时+}支付费用。"),
        ("", "New.", "{+New.+}"),
        ("Old.", "", "[-Old.-]"),
        ("", "", ""),
    ],
)
def test_what_differs_is_marked_word_by_word_and_in_chinese_character_by_character(
    before: str, after: str, marked: str
) -> None:
    assert shown(mark_text(before, after)) == marked


def test_a_few_words_in_common_between_long_changes_are_no_island() -> None:
    before = "Customer shall pay Vendor the whole fee in advance."
    after = "Customer obtains the Services through the reseller in advance."

    assert shown(mark_text(before, after)) == (
        "Customer [-shall pay Vendor the whole fee-]{+obtains the Services through the reseller+} in advance."
    )


def test_a_text_with_next_to_nothing_in_common_is_another_text() -> None:
    before = "The parties agree that nothing of this kind is owed."
    after = "Vendor may, at its choice, look at each of the books."

    assert shown(mark_text(before, after)) == f"[-{before}-]{{+{after}+}}"


def test_words_that_only_look_different_are_changed() -> None:
    before: Inlines = (Text("the Fee is due"),)
    after: Inlines = (Text("the "), Strong((Text("Fee"),)), Text(" is due"))

    assert mark_words(before, after) == (
        Kept((Text("the "),)),
        Deleted((Text("Fee"),)),
        Inserted((Strong((Text("Fee"),)),)),
        Kept((Text(" is due"),)),
    )


def test_another_address_under_the_same_words_is_a_change() -> None:
    before, after = ((Link(f"https://example.com/{page}", (Text("page"),)),) for page in ("a", "b"))

    assert mark_words(before, after) == (Deleted(before), Inserted(after))


def test_a_reference_changes_as_a_whole_and_keeps_its_target() -> None:
    before: Inlines = (Text("as in "), Reference("end", "Section 11"), LineBreak(), Text("here"))
    after: Inlines = (Text("as in "), Reference("end", "Section 12"), LineBreak(), Text("here"))

    assert mark_words(before, after) == (
        Kept((Text("as in "),)),
        Deleted((Reference("end", "Section 11"),)),
        Inserted((Reference("end", "Section 12"),)),
        Kept((LineBreak(), Text("here"))),
    )


def test_part_of_a_value_stays_a_value_with_its_place_in_the_order() -> None:
    before, after = ((Field(f"{name} Ltd", "/customer/legal_name"),) for name in ("Old", "New"))

    assert mark_words(before, after) == (
        Deleted((Field("Old", "/customer/legal_name"),)),
        Inserted((Field("New", "/customer/legal_name"),)),
        Kept((Field(" Ltd", "/customer/legal_name"),)),
    )


@given(TEXTS, TEXTS)
def test_both_texts_are_in_the_pieces_and_no_two_neighbours_are_alike(before: str, after: str) -> None:
    marked = mark_text(before, after)

    assert inlines_text(words_of(marked, "before")) == before
    assert inlines_text(words_of(marked, "after")) == after
    assert all(type(first) is not type(second) for first, second in pairwise(marked))
    assert all(inlines_text(piece.inlines) for piece in marked)
