from __future__ import annotations

from dataclasses import replace

import pytest

from tamdocs.compare.clause_changes import ClauseChange, clause_changes, clause_texts, first_words
from tamdocs.document.model import Document, Field, Item, OrderedList, Paragraph, Section, Text
from tamdocs.library.agreement import agree
from tamdocs.library.compose import compose
from tamdocs.library.model import Outline
from tests.support.samples import sample_library, sample_order

EDITION = sample_library().editions["2017-11"]
TERMS = EDITION.outlines["terms"]


def document(kind: str = "terms") -> Document:
    order = replace(sample_order("emea-de-reseller"), edition="2017-11")
    return compose(agree(order, sample_library()), kind, "en")


def section(clause: str, number: str, *words: str, value: str = "") -> Section:
    said = (Field(value, "/customer/legal_name"),) if value else ()
    items = tuple(Item(f"{number}{index}", (Paragraph((Text(each), *said)),)) for index, each in enumerate(words, 1))
    return Section(clause, number, 1, (Text(clause.title()),), (OrderedList(0, items),), clause)


def changes(before: list[Section], after: list[Section]) -> list[tuple[str, str, str, str]]:
    of, to = (replace(document(), blocks=tuple(blocks)) for blocks in (before, after))
    found = clause_changes(of, to, (TERMS, TERMS))
    return [(each.clause, each.what, each.before, each.after) for each in found]


def outline(kind: str) -> Outline:
    return EDITION.outlines[kind]


def test_equal_documents_have_no_changes() -> None:
    assert clause_changes(document(), document(), (TERMS, TERMS)) == ()


@pytest.mark.parametrize("kind", ["order-confirmation", "service-description", "terms"])
def test_every_clause_of_the_outline_has_its_text(kind: str) -> None:
    texts = clause_texts(document(kind), outline(kind))
    absent = {"end-customer", "prevailing-language"}  # this order has neither

    assert texts.keys() - {"@title-page", "@every-page"} == {clause for of, clause in EDITION.clauses if of == kind} - (
        absent if kind == "order-confirmation" else set()
    )
    assert all(text.printed for text in texts.values())


def test_a_section_inside_another_is_a_clause_of_its_own() -> None:
    texts = clause_texts(document("service-description"), outline("service-description"))

    assert len(texts["capabilities"].words) < 5
    assert texts["renewal"].words[0] == "No automatic renewal"


def test_a_changed_clause_is_told_with_its_first_words_that_differ() -> None:
    before = [section("payment", "1.", "Customer shall pay within thirty days.")]
    after = [section("payment", "1.", "Customer shall pay within sixty days.")]

    assert changes(before, after) == [("payment", "changed", "…thirty days.", "…sixty days.")]


def test_a_new_item_is_told_as_new() -> None:
    before = [section("payment", "1.", "One.", "Three.")]
    after = [section("payment", "1.", "One.", "Two.", "Three.")]

    assert changes(before, after) == [("payment", "changed", "", "Two.")]


def test_clauses_that_come_and_go_are_told_and_the_next_ones_have_another_number() -> None:
    before = [section("payment", "1.", "Pay."), section("warranty", "2.", "Warrant.")]
    after = [
        section("privacy", "1.", "Private."),
        section("warranty", "2.", "Warrant."),
        section("general", "3.", "All."),
    ]
    later = [
        section("privacy", "1.", "Private."),
        section("payment", "2.", "Pay."),
        section("warranty", "3.", "Warrant."),
    ]

    assert changes(before, after) == [
        ("privacy", "added", "", "Privacy Private."),
        ("general", "added", "", "General All."),
        ("payment", "removed", "Payment Pay.", ""),
    ]
    assert changes(before, later) == [
        ("privacy", "added", "", "Privacy Private."),
        ("payment", "renumbered", "1. Payment", "2. Payment"),
        ("warranty", "renumbered", "2. Warranty", "3. Warranty"),
    ]


def test_a_value_of_the_order_is_told_by_its_place() -> None:
    before = [section("payment", "1.", "To pay: ", value="Acme")]
    after = [section("payment", "1.", "To be paid by: ", value="Acme")]

    assert changes(before, after) == [
        ("payment", "changed", "…pay: ‹customer.legal_name›", "…be paid by: ‹customer.legal_name›")
    ]


def test_a_value_that_is_printed_otherwise_is_a_change() -> None:
    before = [section("payment", "1.", "By: ", value="1 May 2018")]
    after = [section("payment", "1.", "By: ", value="May 1, 2018")]

    assert changes(before, after) == [("payment", "changed", "…1 May 2018", "…May 1, 2018")]


def test_what_is_on_the_pages_besides_the_clauses_counts_too() -> None:
    after = replace(document(), title="Terms", marks={**document().marks, "family": "Support"})

    assert clause_changes(document(), after, (TERMS, TERMS)) == (
        ClauseChange("@title-page", "changed", "…and Conditions", ""),
        ClauseChange("@every-page", "changed", "…Premium Support", "…Support"),
    )


def test_the_first_word_begins_where_it_begins() -> None:
    assert first_words(["A licence is due"], ["A license is due"]) == ("…licence is due", "…license is due")
    assert first_words(["三十天内付款"], ["三十日内付款"]) == ("…天内付款", "…日内付款")
    assert first_words(["x" * 10 + " " + "y" * 80], ["x" * 10]) == ("…" + "y" * 59 + "…", "")
    assert first_words(["same"], ["same"]) == ("", "")
