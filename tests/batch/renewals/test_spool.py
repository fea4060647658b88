from __future__ import annotations

import json
from pathlib import Path

import pytest

from tamdocs.batch.book import open_book
from tamdocs.batch.desk import Desk
from tamdocs.batch.renewals.spool import Spool
from tests.support.renewal_runs import AS_OF, make_book
from tests.support.samples import sample_workspace


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return make_book(tmp_path, 240)


def read(book: Path, spool: Spool) -> int:
    """Read the book and return how many notices the contracts have that come out."""
    for _ in spool.add_book(open_book(str(book), Desk(sample_workspace())), AS_OF):
        pass
    return sum(len(contract.notices) for contract in spool.due())


def test_only_notices_that_are_to_be_issued_are_counted(book: Path) -> None:
    with Spool() as spool, Spool(also_renewed=True) as every:
        issued, of_all = read(book, spool), read(book, every)

        assert (spool.notices(), every.notices()) == (issued, of_all)
        assert 0 < issued < of_all


def test_nothing_is_counted_where_nothing_is_due() -> None:
    with Spool() as spool:
        assert spool.notices() == 0


def test_a_contract_that_no_later_order_renews_is_issued_its_notices(book: Path, tmp_path: Path) -> None:
    orders = {order["order_number"]: order for order in map(json.loads, book.read_text("utf-8").splitlines())}
    due = _due_numbers(book)
    others = [order for number, order in orders.items() if number not in due and not order.get("renews")]
    *_, another, last = sorted(due, key=lambda number: orders[number]["term"]["end"])
    # An order whose term ends earlier names a contract that is due; one that cannot be used names another.
    earlier = min(others, key=lambda order: order["term"]["end"])
    assert earlier["term"]["end"] < orders[last]["term"]["end"]
    earlier["renews"] = last
    slips = tmp_path / "slips.jsonl"
    lines = [*orders.values(), {"order_number": "BROKEN", "renews": another}]
    slips.write_text("".join(json.dumps(order) + "\n" for order in lines), "utf-8")

    with Spool() as spool:
        read(slips, spool)

        assert [contract.order.order_number for contract in spool.due()] == due
        assert {(each.source, each.code) for each in spool.doubts()} == {
            (last, "renewal-not-later"),
            (another, "renewal-refused"),
        }


def _due_numbers(book: Path) -> list[str]:
    with Spool() as spool:
        read(book, spool)
        return [contract.order.order_number for contract in spool.due()]
