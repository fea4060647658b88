"""A demonstration book as a table, one row for each licence, and the column map that reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from tamdocs.tables.cell import Cell, Row
from tamdocs.tables.order_fields import generic


class _Column(NamedTuple):
    heading: str
    pointer: str
    kind: str = "text"


def _address(what: str, pointer: str) -> tuple[_Column, ...]:
    return (
        _Column(f"{what} street 1", f"{pointer}/lines/0"),
        _Column(f"{what} street 2", f"{pointer}/lines/1"),
        _Column(f"{what} city", f"{pointer}/city"),
        _Column(f"{what} state", f"{pointer}/region"),
        _Column(f"{what} postal code", f"{pointer}/postal_code"),
        _Column(f"{what} country", f"{pointer}/country"),
    )


def _contact(what: str, pointer: str) -> tuple[_Column, ...]:
    fields = (("name", "name"), ("title", "title"), ("e-mail", "email"), ("phone", "phone"))
    return tuple(_Column(f"{what} {said}", f"{pointer}/{name}") for said, name in fields)


_COLUMNS = (
    _Column("Order number", "/order_number"),
    _Column("Order date", "/order_date", "date"),
    _Column("Service", "/service"),
    _Column("Territory", "/territory"),
    _Column("Languages", "/languages", "split"),
    _Column("Renews", "/renews"),
    _Column("Term start", "/term/start", "date"),
    _Column("Term end", "/term/end", "date"),
    _Column("Customer", "/customer/legal_name"),
    *_address("Customer", "/customer/address"),
    *_contact("Business contact", "/customer/business_contact"),
    *_contact("Legal contact", "/customer/legal_contact"),
    _Column("End customer", "/service_provider/end_customer/legal_name"),
    *_address("End customer", "/service_provider/end_customer/address"),
    *_address("Delivery", "/delivery_location"),
    *(
        _Column(f"Designated contact {said}s", f"/designated_contacts/*/{name}", "split")
        for said, name in (("name", "name"), ("title", "title"), ("e-mail", "email"), ("phone", "phone"))
    ),
    _Column("Product family", "/designated_software/*/family"),
    _Column("Product", "/designated_software/*/product"),
    _Column("License number", "/designated_software/*/license_number"),
    _Column("Quantity", "/designated_software/*/quantity", "integer"),
    _Column("Site license", "/designated_software/*/site_license", "boolean"),
    _Column("Base support end", "/designated_software/*/base_support_end", "date"),
    _Column("Channel", "/channel/kind"),
    _Column("Quote number", "/channel/quote_number"),
    _Column("Payment days", "/channel/payment_terms_days", "integer"),
    _Column("Reseller", "/channel/reseller/legal_name"),
    *_address("Reseller", "/channel/reseller/address"),
    *_contact("Reseller contact", "/channel/reseller/contact"),
    _Column("Fee", "/fee/amount"),
    _Column("Currency", "/fee/currency"),
    *(
        _Column(f"TAM {said}", f"/technical_account_manager/{name}")
        for said, name in (("name", "name"), ("e-mail", "email"), ("phone", "phone"), ("time zone", "time_zone"))
    ),
    _Column("Renewal delivery", "/renewal/delivery"),
    _Column("Renewal language", "/renewal/language"),
)

HEADINGS = tuple(column.heading for column in _COLUMNS)
_SIGN = ";"


def demo_rows(order: dict[str, Any]) -> Iterator[Row]:
    """Yield the rows of *order*; what stands in no list stands in each of them."""
    for index in range(len(order["designated_software"])):
        yield tuple(_cell(order, column, index) for column in _COLUMNS)


def _cell(order: dict[str, Any], column: _Column, row: int) -> Cell:
    above, sign, name = column.pointer.partition("/*/")
    if not sign:
        value = _at(order, column.pointer)
        if column.kind == "split":
            return _SIGN.join(value)
        return _as_day(value) if column.kind == "date" else value
    entries = _at(order, above)
    if column.kind == "split":
        return _SIGN.join(entry.get(name, "") for entry in entries)
    value = entries[row].get(name)
    return _as_day(value) if column.kind == "date" else value


def _at(order: Any, pointer: str) -> Any:
    for part in pointer.split("/")[1:]:
        if isinstance(order, list):
            order = order[int(part)] if int(part) < len(order) else None
        else:
            order = order.get(part) if isinstance(order, dict) else None
    return order


def _as_day(value: str | None) -> Cell:
    try:
        return date.fromisoformat(value) if value and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) else value
    except ValueError:
        return value


def demo_map() -> str:
    """Return the column map, as TOML, that reads a table of demonstration orders."""
    lines = ["# Reads the demonstration book beside it.", 'dates = "YYYY-MM-DD"', "", "[fields]"]
    streets: dict[str, list[str]] = {}
    for heading, pointer, kind in _COLUMNS:
        if generic(pointer).endswith("/lines/*"):
            streets.setdefault(pointer.rpartition("/")[0], []).append(f'"{heading}"')
        elif kind == "split":
            lines.append(f'"{pointer}" = {{ column = "{heading}", split = "{_SIGN}" }}')
        else:
            lines.append(f'"{pointer}" = "{heading}"')
    lines += [f'"{pointer}" = {{ columns = [{", ".join(headings)}] }}' for pointer, headings in streets.items()]
    return "\n".join(lines) + "\n"
