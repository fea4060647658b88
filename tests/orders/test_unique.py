from __future__ import annotations

from dataclasses import replace

from tamdocs.orders.reading import Reading
from tamdocs.orders.unique import each_unique, shared_numbers
from tests.support.order_documents import order_document, put, read_document


def reading(source: str, number: str) -> Reading:
    return replace(read_document(put(order_document(), "/order_number", number)), source=source)


def test_each_later_order_with_a_number_names_the_file_of_the_first_whatever_the_letter_case() -> None:
    readings = [reading("a.json", "X-1"), reading("b.json", "X-2"), reading("c.json", "x-1"), reading("d.json", "X-1")]

    checked = list(each_unique(readings))

    assert [each.order is None for each in checked] == [False, False, True, True]
    assert [str(problem) for each in checked for problem in each.problems] == [
        'c.json:2:18: order_number "x-1" is in a.json already as "X-1" [order-number-taken]\n'
        "  at: /order_number\n"
        "  hint: give each order a number of its own; letter case does not count, because it does not on Windows",
        'd.json:2:18: order_number "X-1" is in a.json already [order-number-taken]\n'
        "  at: /order_number\n"
        "  hint: give each order a number of its own; letter case does not count, because it does not on Windows",
    ]


def test_the_number_of_a_refused_order_counts_too() -> None:
    refused = replace(read_document({"order_number": "X-1"}), source="a.json")

    _, later = each_unique([refused, reading("b.json", "X-1")])

    assert later.order is None


def test_where_all_are_known_none_of_those_with_one_number_is_guessed() -> None:
    shared = shared_numbers([("a.json", "X-1"), ("b.json", "X-2"), ("c.json", "x-1")])

    assert [problem and problem.message for problem in shared] == [
        'order_number "X-1" is in c.json too',
        None,
        'order_number "x-1" is in a.json too',
    ]


def test_orders_without_a_number_are_passed_on() -> None:
    readings = [read_document([]), read_document([])]

    assert list(each_unique(readings)) == readings
    assert shared_numbers([("a.json", None), ("b.json", None)]) == [None, None]
