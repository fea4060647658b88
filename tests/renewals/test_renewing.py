from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from tamdocs.orders.model import Order, Term
from tamdocs.renewals.plan_book import plan_book
from tamdocs.renewals.renewing import Renewals
from tests.renewals.test_plan import sample

ENDS = date(2018, 11, 14)
"""Of the sample's term."""
NUMBER = "RPS-2017-000931"


def order(number: str, end: date, renews: str | None) -> Order:
    return replace(sample().order, order_number=number, term=Term(start=date(2017, 1, 1), end=end), renews=renews)


def learnt(*orders: Order) -> Renewals:
    renewals = Renewals()
    for each in orders:
        renewals.add(each)
    return renewals


@pytest.mark.parametrize(
    ("ends", "is_renewed"),
    [
        ([date(2018, 11, 15)], True),
        ([ENDS], False),
        ([date(2017, 11, 14)], False),
        ([date(2017, 11, 14), date(2019, 11, 14)], True),
        ([date(2019, 11, 14), date(2017, 11, 14)], True),
        ([], False),
    ],
)
def test_only_an_order_with_a_later_term_renews_a_contract(ends: list[date], is_renewed: bool) -> None:  # noqa: FBT001
    renewals = learnt(*(order(f"O-{number}", end, "rps-2017-000931") for number, end in enumerate(ends)))

    assert renewals.is_renewed(NUMBER, ENDS) == is_renewed
    assert (renewals.doubt(NUMBER, ENDS) is None) == (is_renewed or not ends)


def test_a_contract_that_an_earlier_order_names_keeps_its_notices_and_is_told() -> None:
    earlier = replace(sample(), order=order("RPS-2016-1", date(2017, 11, 14), NUMBER))
    plan = plan_book([earlier, sample()], date(2018, 8, 1))

    assert {notice.order_number for notice in plan.notices} == {NUMBER}
    assert (plan.renewed, plan.problems) == (0, ())
    (doubt,) = plan.doubts
    assert (doubt.source, doubt.code, doubt.severity) == (NUMBER, "renewal-not-later", "warning")
    assert doubt.message == "RPS-2016-1 is to renew this contract, but its term ends on 2017-11-14, no later"


def test_of_two_orders_that_name_each_other_the_later_one_keeps_its_notices() -> None:
    first, second = order("A", ENDS, "B"), order("B", date(2018, 12, 14), "A")
    plan = plan_book([replace(sample(), order=each) for each in (first, second)], date(2018, 9, 1))

    assert {notice.order_number for notice in plan.notices} == {"B"}
    assert plan.renewed == 1


@pytest.mark.parametrize(
    ("data", "is_told"),
    [
        (json.dumps({"renews": "rps-2017-000931", "fee": []}).encode(), True),
        (b'{"renews": "other"}', False),
        (b'{"renews": 3}', False),
        (b'{"renews": "RPS-2017-000931"', False),
        (b"[" * 100_000, False),
        (b'{"renews": "\xff"}', False),
    ],
)
def test_a_contract_that_a_refused_order_names_is_told(data: bytes, is_told: bool) -> None:  # noqa: FBT001
    renewals = Renewals()
    renewals.add_refused("book.jsonl:7", data)
    doubt = renewals.doubt(NUMBER, ENDS)

    assert not renewals.is_renewed(NUMBER, ENDS)
    assert (doubt is not None) == is_told
    if doubt:
        assert doubt.message == "the order at book.jsonl:7 is to renew this contract, but cannot be used"
        assert (doubt.code, doubt.severity) == ("renewal-refused", "warning")
