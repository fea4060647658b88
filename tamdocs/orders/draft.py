"""An `Order` from a JSON document, also from one that is refused.

A refused order still has codes that only an edition knows. So that they are judged in the same run, what cannot be read
is made up, and the draft remembers where.
"""

from __future__ import annotations

from dataclasses import dataclass, is_dataclass
from datetime import date
from typing import Any, get_type_hints

import msgspec

from tamdocs.errors import Problem
from tamdocs.orders.model import AccountManager, Address, Channel, Contact, Customer, Order, Renewal, Software, Term


@dataclass(frozen=True, slots=True)
class Draft:
    """An order whose `made_up` values, by JSON pointer, do not stand in the file."""

    order: Order
    made_up: frozenset[str]

    def has(self, place: str) -> bool:
        """Return whether the value at the JSON pointer *place* stands in the file as it stands in the order."""
        parts = place.split("/")
        return not any("/".join(parts[:end]) in self.made_up for end in range(1, len(parts) + 1))

    @property
    def tells_edition(self) -> bool:
        """Whether the file says which edition it is for: it pins one, or has the day that decides."""
        return self.has("/edition") and (self.order.edition is not None or self.has("/order_date"))

    def concerns(self, problem: Problem) -> bool:
        """Return whether *problem* is about the file and not about what was made up."""
        return problem.place is None or self.has(problem.place)


def build_order(document: object) -> Order:
    """Return the order that *document* holds; it is checked already."""
    return msgspec.convert(document, Order)


def draft_order(document: object) -> Draft | None:
    """Return what can be read of *document*, or None where it is no object at all."""
    if not isinstance(document, dict):
        return None
    made_up: set[str] = set()
    order = _mend(document, _STAND_IN, "", made_up)
    return Draft(order, frozenset(made_up))


def _mend(value: object, stand_in: Any, pointer: str, made_up: set[str]) -> Any:
    """Return *value* as the type of *stand_in*, with what cannot be read taken from there."""
    if not isinstance(value, dict):
        made_up.add(pointer)
        return stand_in
    found: dict[str, object] = {}
    for name, kind in get_type_hints(type(stand_in)).items():
        place = f"{pointer}/{name}"
        found[name] = _mend_field(value.get(name), kind, getattr(stand_in, name), place, made_up)
    return type(stand_in)(**found)


def _mend_field(value: object, kind: Any, stand_in: object, place: str, made_up: set[str]) -> object:
    try:
        return msgspec.convert(value, kind)
    except (msgspec.ValidationError, ValueError):
        pass
    if is_dataclass(stand_in):
        return _mend(value, stand_in, place, made_up)
    if isinstance(value, list) and isinstance(stand_in, tuple) and is_dataclass(stand_in[0]):
        return tuple(_mend(item, stand_in[0], f"{place}/{index}", made_up) for index, item in enumerate(value))
    made_up.add(place)
    return stand_in


_ADDRESS = Address(lines=("-",), city="-", country="US")
_CONTACT = Contact(name="-", email="-")
_STAND_IN = Order(
    order_number="-",
    order_date=date(2000, 1, 1),
    service="-",
    territory="US",
    languages=("en",),
    term=Term(start=date(2000, 1, 1), end=date(2000, 1, 1)),
    customer=Customer(legal_name="-", address=_ADDRESS, business_contact=_CONTACT),
    delivery_location=_ADDRESS,
    designated_contacts=(_CONTACT,),
    designated_software=(
        Software(
            family="-",
            product="-",
            license_number="-",
            quantity=1,
            site_license=False,
            base_support_end=date(2000, 1, 1),
        ),
    ),
    channel=Channel(kind="direct"),
    technical_account_manager=AccountManager(name="-", email="-", phone="-", time_zone="Etc/UTC"),
    renewal=Renewal(delivery="post", language="en"),
)
