"""Parts of a JSON document that may or may not have the shape of an order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tamdocs.orders.words import join_pointer


def member(value: object, name: str) -> object:
    """Return the field *name* of *value*, or None where *value* is no object or has no such field."""
    return value.get(name) if isinstance(value, dict) else None


def entries(value: object) -> Iterable[tuple[int, object]]:
    """Return the entries of the list *value* with their index; none where it is no list."""
    return enumerate(value) if isinstance(value, list) else ()


def addresses(document: object) -> Iterator[tuple[str, object]]:
    """Yield each address of an order with its JSON pointer, also one that is not there."""
    customer, provider = member(document, "customer"), member(document, "service_provider")
    yield "/customer/address", member(customer, "address")
    yield "/delivery_location", member(document, "delivery_location")
    yield "/service_provider/end_customer/address", member(member(provider, "end_customer"), "address")
    yield "/channel/reseller/address", member(member(member(document, "channel"), "reseller"), "address")


def strings(value: object, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Yield each string in *value* with its JSON pointer, in the order of the file; field names are not among them."""
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from strings(item, pointer + join_pointer([name]))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from strings(item, f"{pointer}/{index}")
