"""Orders that stand for every order of their kind, to see what an edition says before any real order is run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal, get_args

from tamdocs.library.agreement import Agreement
from tamdocs.library.model import Edition, Region
from tamdocs.orders.model import (
    AccountManager,
    Address,
    Channel,
    Contact,
    Customer,
    Fee,
    Order,
    Party,
    Renewal,
    Reseller,
    ServiceProvider,
    Software,
    Term,
)

ChannelKind = Literal["direct", "reseller"]


def specimen_agreements(edition: Edition) -> Iterator[Agreement]:
    """Yield an agreement for each region, service and channel of *edition*, in their order there."""
    for region in edition.vendor.regions:
        for service in edition.vendor.services:
            for channel in get_args(ChannelKind):
                yield Agreement(specimen_order(edition, region, service, channel), edition, region)


def specimen_order(edition: Edition, region: Region, service: str, channel: ChannelKind) -> Order:
    """Return a plain order of a region, service and channel, signed on the first day of *edition*."""
    day = edition.in_force_from
    territory = min(region.territories)
    address = Address(lines=("1 Specimen Street",), city="Specimen", country=territory)
    contact = Contact(name="Specimen Contact", email="contact@specimen.example", phone="+1 555 0100")
    return Order(
        order_number="SPECIMEN",
        order_date=day,
        service=service,
        territory=territory,
        languages=tuple(edition.languages),
        term=Term(start=day, end=_year_later(day)),
        customer=Customer(legal_name="Specimen Customer", address=address, business_contact=contact),
        delivery_location=address,
        designated_contacts=(contact,),
        designated_software=(_software(edition, _year_later(day)),),
        channel=_channel(channel, address, contact),
        technical_account_manager=AccountManager(
            name="Specimen Manager", email="manager@specimen.example", phone="+1 555 0101", time_zone="UTC"
        ),
        renewal=Renewal(delivery="courier", language=next(iter(edition.languages))),
        fee=Fee(amount=Decimal("1000.00"), currency="USD") if channel == "direct" else None,
    )


def _channel(kind: ChannelKind, address: Address, contact: Contact) -> Channel:
    if kind == "direct":
        return Channel(kind="direct", quote_number="SPECIMEN-QUOTE")
    return Channel(kind="reseller", reseller=Reseller(legal_name="Specimen Reseller", address=address, contact=contact))


def _software(edition: Edition, base_support_end: date) -> Software:
    return Software(
        family=edition.vendor.families[0],
        product="Specimen Product",
        license_number="SPECIMEN-LICENSE",
        quantity=1,
        site_license=False,
        base_support_end=base_support_end,
    )


def _year_later(day: date) -> date:
    return day + timedelta(days=364)


def full_order(edition: Edition, region: Region, service: str, channel: str) -> Order:
    """Return an order of a region, service and channel that says everything it may."""
    kind: ChannelKind = "direct" if channel == "direct" else "reseller"
    plain = specimen_order(edition, region, service, kind)
    contact = Contact(
        name="Specimen Contact", email="contact@specimen.example", phone="+1 555 0100", title="Specimen Title"
    )
    address = replace(plain.delivery_location, region="Specimen Region", postal_code="10001")
    party = Party(legal_name="Specimen End Customer", address=address)
    reseller = Reseller(legal_name="Specimen Reseller", address=address, contact=contact)
    return replace(
        plain,
        customer=Customer(
            legal_name="Specimen Customer", address=address, business_contact=contact, legal_contact=contact
        ),
        delivery_location=address,
        designated_contacts=(contact,),
        channel=Channel(
            kind=kind,
            quote_number="SPECIMEN-QUOTE",
            payment_terms_days=30,
            reseller=reseller if kind == "reseller" else None,
        ),
        service_provider=ServiceProvider(end_customer=party),
        fee=Fee(amount=Decimal("1000.00"), currency="USD"),
        renews="SPECIMEN-BEFORE",
    )
