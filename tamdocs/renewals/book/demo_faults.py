"""What is wrong with the bad orders of a demonstration book: what people and programs really do to such data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tamdocs.renewals.book.demo_dice import Dice


def break_order(order: dict[str, Any], dice: Dice, other: str) -> dict[str, Any]:
    """Return *order* with one thing wrong; *other* is the number of an earlier order.

    Each can stand in a cell as well as in JSON, so that a book is equally bad in every format.
    """
    copy: dict[str, Any] = {
        name: dict(value) if isinstance(value, dict) else list(value) if isinstance(value, list) else value
        for name, value in order.items()
    }
    if "renews" in copy or copy["order_number"] == other:
        copy["territory"] = "XX"
        return copy
    dice.pick(_FAULTS)(copy, other)
    return copy


def _put(*path: str | int, value: object) -> Callable[[dict[str, Any], str], None]:
    def put(order: dict[str, Any], _: str) -> None:
        at: Any = order
        for part in path[:-1]:
            at[part] = dict(at[part]) if isinstance(at[part], dict) else list(at[part])
            at = at[part]
        at[path[-1]] = value

    return put


def _leave_out(*path: str) -> Callable[[dict[str, Any], str], None]:
    def leave_out(order: dict[str, Any], _: str) -> None:
        *above, last = path
        at: Any = order
        for part in above:
            at[part] = dict(at[part])
            at = at[part]
        at.pop(last, None)

    return leave_out


def _take_number(order: dict[str, Any], other: str) -> None:
    order["order_number"] = other.lower()


def _turn_term(order: dict[str, Any], _: str) -> None:
    order["term"] = {"start": order["term"]["end"], "end": order["term"]["start"]}


def _turn_day(order: dict[str, Any], _: str) -> None:
    year, month, day = order["order_date"].split("-")
    order["order_date"] = f"{day}.{month}.{year}"


_FAULTS: tuple[Callable[[dict[str, Any], str], None], ...] = (
    _put("territory", value="XX"),
    _put("territory", value="Germany"),
    _put("service", value="tam-gold"),
    _put("languages", value=["fr"]),
    _put("term", "end", value="2021-02-30"),
    _put("term", "start", value="0021-01-01"),
    _put("customer", "legal_name", value="Acme\u200b Ltd"),
    _put("customer", "legal_name", value="Caf\ufffd GmbH"),
    _put("customer", "legal_name", value="\U0001f600 Ltd"),
    _put("customer", "business_contact", "email", value="info@"),
    _put("designated_software", 0, "quantity", value=0),
    _put("designated_contacts", value=[{"name": f"N{n}", "email": f"n{n}@c.example"} for n in range(7)]),
    _put("technical_account_manager", "time_zone", value="Europe/Berln"),
    _put("renewal", "delivery", value="fax"),
    _put("fee", value={"amount": "12.5", "currency": "JPY"}),
    _put("fee", value={"amount": "4800.00", "currency": "EURO"}),
    _put("channel", value={"kind": "reseller"}),
    _leave_out("term", "end"),
    _leave_out("customer", "legal_name"),
    _leave_out("delivery_location", "country"),
    _take_number,
    _turn_term,
    _turn_day,
)
