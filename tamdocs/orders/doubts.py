"""What an order may hold and is probably not meant: warnings, never refusals.

As in `rules`, each looks at the JSON document, and a problem carries its place only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tamdocs.errors import Problem
from tamdocs.orders.model import Order
from tamdocs.orders.parts import entries, member
from tamdocs.orders.registers import countries
from tamdocs.orders.rules import read_day
from tamdocs.orders.words import as_json, shown


def find_doubts(document: object) -> Iterator[Problem]:
    """Yield what is doubtful about *document*, not in the order of the file."""
    for doubt in _DOUBTS:
        yield from doubt(document)


def is_doubtful(order: Order) -> bool:
    """Return whether `find_doubts` has something to say of *order*, quicker."""
    channel, licenses = order.channel, [software.license_number for software in order.designated_software]
    return (
        order.order_date > order.term.start
        or any(software.base_support_end < order.term.end for software in order.designated_software)
        or (order.service_provider is not None and order.service_provider.end_customer is None)
        or order.territory != order.delivery_location.country
        or len(set(licenses)) < len(licenses)
        or (channel.kind == "reseller" and (order.fee is not None or channel.payment_terms_days is not None))
        or (channel.kind == "direct" and order.fee is None and channel.quote_number is None)
    )


def _warning(code: str, message: str, place: str, hint: str | None = None) -> Problem:
    return Problem("", code, message, place=place, hint=hint, severity="warning")


def _order_after_start(document: object) -> Iterator[Problem]:
    ordered, start = read_day(member(document, "order_date")), read_day(member(member(document, "term"), "start"))
    if ordered and start and ordered > start:
        message = f"order_date is after the first day of the term, {start}"
        yield _warning("order-after-start", message, "/order_date")


def _support_ends_first(document: object) -> Iterator[Problem]:
    """Without base support the service can be suspended, with no refund and no extension (SD-19, SD-20)."""
    end = read_day(member(member(document, "term"), "end"))
    for index, software in entries(member(document, "designated_software")):
        support_end = read_day(member(software, "base_support_end"))
        if end and support_end and support_end < end:
            product = member(software, "product")
            what = shown(product) if isinstance(product, str) and product else f"designated_software[{index}]"
            message = f"base support for {what} ends on {support_end}, before the term does on {end}"
            hint = "have it renewed: where it lapses the service is suspended, with no refund (SD-19, SD-20)"
            yield _warning("support-ends-first", message, f"/designated_software/{index}/base_support_end", hint)


def _provider_without_customer(document: object) -> Iterator[Problem]:
    """The service is for one customer only (SD-24)."""
    provider = member(document, "service_provider")
    if isinstance(provider, dict) and "end_customer" not in provider:
        message = "service_provider names no end customer; the service is for one customer only (SD-24)"
        hint = "name the end_customer, or leave service_provider out"
        yield _warning("no-end-customer", message, "/service_provider", hint)


def _delivered_elsewhere(document: object) -> Iterator[Problem]:
    territory, country = member(document, "territory"), member(member(document, "delivery_location"), "country")
    known = all(isinstance(code, str) and code in countries() for code in (territory, country))
    if known and territory != country:
        message = f"the place of delivery is in {as_json(country)}, the territory is {as_json(territory)}"
        hint = "entity and governing law follow from the territory, not from the place of delivery"
        yield _warning("delivered-elsewhere", message, "/delivery_location/country", hint)


def _double_license(document: object) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for index, software in entries(member(document, "designated_software")):
        number = member(software, "license_number")
        if isinstance(number, str) and number and first.setdefault(number, index) != index:
            message = f"license number {as_json(number)} stands at designated_software[{first[number]}] already"
            yield _warning("double-license", message, f"/designated_software/{index}/license_number")


def _price_of_reseller(document: object) -> Iterator[Problem]:
    """Through a reseller, fee and payment terms are between customer and reseller (TC-1)."""
    channel = member(document, "channel")
    if member(channel, "kind") != "reseller":
        return
    for place, value in (
        ("/fee", member(document, "fee")),
        ("/channel/payment_terms_days", member(channel, "payment_terms_days")),
    ):
        if value is not None:
            message = "through a reseller, fee and payment terms are between customer and reseller (TC-1)"
            yield _warning("price-of-reseller", message, place, "leave it out")


def _no_price(document: object) -> Iterator[Problem]:
    """Where the agreement is silent the vendor's quote counts (TC-1)."""
    channel, fee = member(document, "channel"), member(document, "fee")
    if member(channel, "kind") == "direct" and fee is None and member(channel, "quote_number") is None:
        hint = "give the fee, or channel.quote_number: where the order is silent the quote counts (TC-1)"
        yield _warning("no-price", "nothing says what the customer pays", "/channel", hint)


_DOUBTS: tuple[Callable[[object], Iterator[Problem]], ...] = (
    _order_after_start,
    _support_ends_first,
    _provider_without_customer,
    _delivered_elsewhere,
    _double_license,
    _price_of_reseller,
    _no_price,
)
