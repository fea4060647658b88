from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tamdocs.errors import LibraryError, RenderError
from tamdocs.library.agreement import Agreement, agree
from tamdocs.library.read import read_library
from tamdocs.orders.model import Order
from tamdocs.renewals.letter import Concerned, concerned, sent_data
from tests.support.drafts import SOURCE
from tests.support.lifecycle import example, for_order
from tests.support.samples import sample_library, sample_order

DAY = date(2018, 8, 31)
US = "americas-us-direct"


def agreement(order: Order | None = None) -> Agreement:
    return agree(order or sample_order(US), sample_library())


def found(kind: str, data: Any = None, order: Order | None = None, **options: Any) -> Concerned:
    made = concerned(agreement(order), kind, data or example(kind), DAY, **options)
    assert made
    return made


def test_a_letter_to_both_contacts_has_an_id_of_its_kind() -> None:
    notices = found("breach-notice").notices

    assert [(notice.recipient, notice.step, notice.reference) for notice in notices] == [
        ("business", "breach-notice.leg-2018-017", "LEG-2018-017"),
        ("legal", "breach-notice.leg-2018-017", "LEG-2018-017"),
    ]


def test_a_customer_without_a_legal_contact_gets_one_letter() -> None:
    order = sample_order("emea-de-reseller")
    assert order.customer.legal_contact is None

    notices = found("breach-notice", for_order("breach-notice", order.order_number), order).notices

    assert [notice.recipient for notice in notices] == ["business"]


def test_a_new_plan_of_a_case_is_a_new_letter() -> None:
    data = for_order("action-plan", sample_order(US).order_number)
    data["plan"]["number"] = 3

    assert found("action-plan", data).notices[0].step == "action-plan.27041186.3"


def test_what_is_filled_in_says_who_when_and_how() -> None:
    notice = found("breach-notice").notices[0]
    data: Any = sent_data(agreement(), notice, notice.post_by, 2, example("breach-notice"))

    assert data.breach.sender.name == "Maeve Brennan"
    assert (data.notice.date, data.notice.received, data.notice.deadline) == (
        date(2018, 8, 31),
        date(2018, 9, 10),
        date(2018, 10, 10),
    )
    assert data.notice.rest_days == (date(2018, 9, 3),)
    assert data.notice.copy_to.name == "Office of General Counsel"
    assert data.notice.recipient.address == sample_order(US).customer.address
    assert data.notice.reference == "LEG-2018-017-2"


def test_another_contract_is_not_concerned() -> None:
    assert concerned(agreement(sample_order()), "breach-notice", example("breach-notice"), DAY) is None


def test_a_letter_goes_in_the_language_that_is_asked_for_or_in_that_of_the_order() -> None:
    assert found("breach-notice").notices[0].language == "en"
    assert found("breach-notice", language="zh-Hans").notices[0].language == "zh-Hans"
    with pytest.raises(LibraryError, match="the edition has no language de"):
        found("breach-notice", language="de")


def test_an_edition_without_the_letter_says_which_it_has() -> None:
    with pytest.raises(LibraryError) as caught:
        found("breach-notes", example("breach-notice"))

    assert caught.value.problems[0].hint == "did you mean `breach-notice`?"


def test_an_id_that_cannot_name_a_file_is_refused_where_the_schema_lets_it_pass() -> None:
    schema = json.loads(SOURCE["2017-11/schemas/breach-notice.schema.json"])
    del schema["properties"]["breach"]["properties"]["id"]["pattern"]
    files = SOURCE | {"2017-11/schemas/breach-notice.schema.json": json.dumps(schema).encode()}
    order = replace(sample_order(US), edition="2017-11")
    data = example("breach-notice")
    data["breach"]["id"] = "../x"

    with pytest.raises(RenderError, match=r"`breach.id` is '../x', which cannot be the id of a letter"):
        concerned(agree(order, read_library(files)), "breach-notice", data, DAY)


def test_a_letter_whose_schema_asks_for_what_nobody_fills_in_is_told() -> None:
    schema = json.loads(SOURCE["2017-11/schemas/breach-notice.schema.json"])
    notice = schema["properties"]["notice"]
    notice["properties"]["room"] = {"type": "string"}
    notice["required"].append("room")
    files = SOURCE | {"2017-11/schemas/breach-notice.schema.json": json.dumps(schema).encode()}
    order = replace(sample_order(US), edition="2017-11")

    with pytest.raises(RenderError, match="what is filled in for each letter does not fit the data of breach-notice"):
        concerned(agree(order, read_library(files)), "breach-notice", example("breach-notice"), DAY)
