from __future__ import annotations

from dataclasses import replace

from tamdocs.errors import Problem
from tamdocs.orders.draft import Draft, draft_order
from tests.support.order_documents import drop, order_document, put
from tests.support.samples import sample_order


def draft_of(document: object) -> Draft:
    draft = draft_order(document)
    assert draft is not None
    return draft


def test_nothing_is_made_up_where_all_can_be_read() -> None:
    assert draft_order(order_document("apac-cn-direct")) == Draft(sample_order("apac-cn-direct"), frozenset())


def test_only_what_cannot_be_read_is_made_up() -> None:
    document = put(order_document("apac-cn-direct"), "/renewal/delivery", None)
    drop(document, "/designated_software/0/product")
    drop(document, "/technical_account_manager")

    draft = draft_of(document)

    assert draft.made_up == {"/renewal/delivery", "/designated_software/0/product", "/technical_account_manager"}
    sample = sample_order("apac-cn-direct")
    assert replace(draft.order, technical_account_manager=sample.technical_account_manager) == replace(
        sample,
        renewal=replace(sample.renewal, delivery="post"),
        designated_software=(replace(sample.designated_software[0], product="-"), sample.designated_software[1]),
    )


def test_a_draft_knows_which_problems_are_about_the_file() -> None:
    draft = draft_of(drop(order_document(), "/renewal"))

    assert draft.concerns(Problem("", "unknown-service", "", place="/service"))
    assert not draft.concerns(Problem("", "unknown-language", "", place="/renewal/language"))


def test_there_is_no_draft_of_what_is_no_object() -> None:
    assert draft_order([]) is None


def test_a_draft_without_a_day_or_with_an_edition_that_is_no_text_does_not_tell_its_edition() -> None:
    assert draft_of(order_document()).tells_edition
    assert not draft_of(put(order_document(), "/order_date", "2017-02-30")).tells_edition
    assert not draft_of(put(order_document(), "/edition", 2017)).tells_edition


def test_a_pinned_edition_needs_no_order_date() -> None:
    document = put(drop(order_document(), "/order_date"), "/edition", "2017-11")

    draft = draft_of(document)

    assert draft.order.edition == "2017-11"
    assert draft.tells_edition
