"""Orders that between them call for every conditional text: one that leaves out what it can, one that says all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from tamdocs.library.agreement import Agreement
from tamdocs.orders.model import Channel, Contact, Order, Party, ServiceProvider


def situations(agreement: Agreement) -> Iterator[Agreement]:
    """Yield *agreement* with an order that says as little as it may, then with one that says everything.

    Where a condition asks about the order, one of the two is likely to meet it and the other not, so together they
    show the texts on both sides of it. Region, channel and service stay as they are.
    """
    yield replace(agreement, order=_short(agreement.order))
    yield replace(agreement, order=_full(agreement.order))


def _short(order: Order) -> Order:
    return replace(
        order,
        languages=order.languages[:1],
        customer=replace(
            order.customer, business_contact=_short_contact(order.customer.business_contact), legal_contact=None
        ),
        designated_contacts=tuple(map(_short_contact, order.designated_contacts)),
        channel=_short_channel(order.channel),
        renewal=replace(order.renewal, delivery="courier"),
        service_provider=None,
        fee=None,
        renews=None,
    )


def _short_contact(contact: Contact) -> Contact:
    return replace(contact, phone=None, title=None)


def _short_channel(channel: Channel) -> Channel:
    reseller = channel.reseller and replace(channel.reseller, contact=_short_contact(channel.reseller.contact))
    return replace(channel, quote_number=None, payment_terms_days=None, reseller=reseller)


def _full(order: Order) -> Order:
    contact = _full_contact(order.customer.business_contact)
    day_before = order.term.end - timedelta(days=1)
    return replace(
        order,
        customer=replace(order.customer, business_contact=contact, legal_contact=contact),
        designated_contacts=(contact,),
        designated_software=tuple(
            replace(item, site_license=True, base_support_end=day_before) for item in order.designated_software
        ),
        channel=_full_channel(order.channel),
        renewal=replace(order.renewal, delivery="post"),
        service_provider=ServiceProvider(
            end_customer=Party(legal_name="Specimen End Customer", address=order.customer.address)
        ),
        renews="SPECIMEN-EARLIER",
    )


def _full_contact(contact: Contact) -> Contact:
    return replace(contact, phone="+1 555 0100", title="Specimen Title")


def _full_channel(channel: Channel) -> Channel:
    if channel.kind == "direct":
        return replace(channel, quote_number="SPECIMEN-QUOTE", payment_terms_days=30)
    reseller = channel.reseller and replace(channel.reseller, contact=_full_contact(channel.reseller.contact))
    return replace(channel, reseller=reseller)
