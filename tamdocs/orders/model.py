"""An order confirmation as values. The shape is that of `schemas/order-confirmation.schema.json`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    lines: tuple[str, ...]
    city: str
    country: str
    """ISO 3166-1 alpha-2."""
    region: str | None = None
    """State, province or county, as the country writes it in an address."""
    postal_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    name: str
    email: str
    phone: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    start: date
    end: date
    """The last day of service."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    legal_name: str
    address: Address
    business_contact: Contact
    legal_contact: Contact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    legal_name: str
    address: Address


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceProvider:
    """The customer buys for one customer of its own (SD-24)."""

    end_customer: Party | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Software:
    family: str
    product: str
    license_number: str
    quantity: int
    site_license: bool
    base_support_end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Reseller:
    legal_name: str
    address: Address
    contact: Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    kind: Literal["direct", "reseller"]
    quote_number: str | None = None
    payment_terms_days: int | None = None
    reseller: Reseller | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    amount: Decimal
    """With as many digits after the point as the currency has."""
    currency: str
    """ISO 4217."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountManager:
    name: str
    email: str
    phone: str
    time_zone: str
    """A name of the IANA time zone database."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    delivery: Literal["post", "courier"]
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    order_number: str
    order_date: date
    service: str
    territory: str
    """ISO 3166-1 alpha-2."""
    languages: tuple[str, ...]
    """BCP 47; the first is the customer's own."""
    term: Term
    customer: Customer
    delivery_location: Address
    designated_contacts: tuple[Contact, ...]
    designated_software: tuple[Software, ...]
    channel: Channel
    technical_account_manager: AccountManager
    renewal: Renewal
    service_provider: ServiceProvider | None = None
    fee: Fee | None = None
    edition: str | None = None
    """Pins an edition of the clause library; else the one in force on the order date."""
    renews: str | None = None
    """Number of the order whose contract this one renews."""
