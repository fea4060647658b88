from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamdocs.orders.printable import check_text
from tamdocs.orders.quick import read_quickly
from tamdocs.orders.read import read_order
from tamdocs.orders.schema import OrderSchema
from tamdocs.orders.text import tidied
from tamdocs.writers.pdf.printable import unprintable
from tests.support.book import every_kind_of_order
from tests.support.samples import sample_workspace

SCHEMA = OrderSchema(sample_workspace().load_order_schema())
ORDERS = every_kind_of_order()
ODD = (None, True, 0, 1, 2500.0, 1e400, "", " ", "x  y", "x ", "\u00a0x", "e\u0301", "\u0301", "\u200b", "é", "中文")
SLIPS = (
    'say "so"',
    "a\\b",
    "\n",
    "\u007f",
    "\U0001f4a1",
    "\ud800",
    "2018-02-30",
    "2018-01-01\n",
    "XX",
    "de",
    "reseller",
)
VALUES = st.one_of(st.sampled_from(ODD + SLIPS), st.text(max_size=4))


def places(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for name, member in members for place in places(member, (*path, name)))]


def changed(document: Any, path: tuple[Any, ...], value: object) -> Any:
    if not path:
        return value
    if isinstance(document, dict):
        return {name: changed(old, path[1:], value) if name == path[0] else old for name, old in document.items()}
    return [changed(old, path[1:], value) if index == path[0] else old for index, old in enumerate(document)]


@pytest.mark.parametrize("order", ORDERS, ids=[order["order_number"] for order in ORDERS])
def test_good_order_is_read_quickly(order: dict[str, Any]) -> None:
    quick = read_quickly(json.dumps(order).encode(), SCHEMA, unprintable)

    assert quick is not None
    assert json.loads(quick.canonical) == order


@given(st.data())
def test_quick_reading_says_what_the_patient_one_says(data: st.DataObject) -> None:
    order = data.draw(st.sampled_from(ORDERS))
    for _ in range(data.draw(st.integers(0, 2))):
        order = changed(order, data.draw(st.sampled_from(places(order))), data.draw(VALUES))
    written = json.dumps(order, ensure_ascii=data.draw(st.booleans()), indent=data.draw(st.sampled_from([None, 2])))
    text = written.encode("utf-8", "surrogatepass")

    quick = read_quickly(text, SCHEMA, unprintable)
    patient = check_text(read_order("order.json", text, SCHEMA), unprintable)

    if quick:
        assert quick.order == patient.order
        assert {(each.code, each.place) for each in quick.doubts} == {
            (each.code, each.place) for each in patient.problems
        }
    elif patient.order is not None:  # white space or combining marks were put in order
        assert tidied(order) != order


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"service": ', '"service": "tam", "service": '),
        ('"service": ', '"service" : "tam", "service": '),
        ('"service": ', '"service"\n: "tam", "service": '),
        ('"service": ', '"serv\\u0069ce": "tam", "service": '),
        ('"legal_name": "', '"legal_name": "x", "legal_name": "\\u0022:'),
        ('"legal_name": "', '"legal_name": ":", "legal_name": "'),
        ('"quantity": ', '"quantity": 1, "quantity": '),
        ('"quantity": ', '"quantity": 1.0, "quantity": '),
    ],
)
def test_field_that_stands_twice_is_not_read_quickly(old: str, new: str) -> None:
    text = json.dumps(ORDERS[0])

    assert read_quickly(text.replace(old, new, 1).encode(), SCHEMA, unprintable) is None
    assert old in text


@pytest.mark.parametrize("number", ["2500.0", "25e2", "1e400", "123456789012345678901234567890"])
def test_number_that_is_not_whole_is_not_read_quickly(number: str) -> None:
    text = (
        json.dumps(ORDERS[0]).replace('"quantity": ', f'"quantity": {number}, "x": ', 1).replace(', "x": 2500', "", 1)
    )

    assert read_quickly(text.encode(), SCHEMA, unprintable) is None


@pytest.mark.parametrize(
    "text", [b"[" * 100_000, b'{"a": ' * 100_000, b'{"a": "\\ud800"}', b"\xff", b'{"a": NaN}', b""], ids=range(6)
)
def test_what_is_no_order_is_left_to_the_patient_way(text: bytes) -> None:
    assert read_quickly(text, SCHEMA, unprintable) is None


@pytest.mark.parametrize("colon", [":", "\\u003a", "\\u003A", '\\":', "\\u0022:", ": :"])
def test_a_colon_in_a_value_is_no_field(colon: str) -> None:
    text = json.dumps(ORDERS[0])
    good = text.replace('"legal_name": "', f'"legal_name": "A{colon}B ', 1).encode()
    double = text.replace('"legal_name": "', f'"legal_name": "{colon}", "legal_name": "', 1).encode()

    assert read_quickly(good, SCHEMA, unprintable) is not None
    assert read_quickly(double, SCHEMA, unprintable) is None
