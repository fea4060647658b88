"""What an order must keep beyond its schema.

A rule looks at the JSON document and not at an `Order`, and judges what it can: an order that breaks the schema in one
place still learns of all else. A problem carries its place only.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from tamdocs.errors import Problem
from tamdocs.orders.file_names import find_unsafe
from tamdocs.orders.model import Order
from tamdocs.orders.parts import addresses, entries, member
from tamdocs.orders.registers import (
    countries,
    currency_digits,
    guess_country,
    guess_currency,
    guess_time_zone,
    time_zones,
)
from tamdocs.orders.words import as_json, dotted

YEARS = range(1990, 2200)
_TERM_END = "/term/end"
"""May lie in any later year: some systems have 9999 for a term without an end."""


def check_rules(document: object) -> Iterator[Problem]:
    """Yield the rules that *document* breaks, not in the order of the file."""
    for rule in _RULES:
        yield from rule(document)


def keeps_rules(order: Order) -> bool:
    """Return whether *order*, which follows the schema, breaks none of the rules: `check_rules`, quicker."""
    days = [order.order_date, order.term.start]
    days += [software.base_support_end for software in order.designated_software]
    known, places = countries(), [order.customer.address, order.delivery_location]
    if order.channel.reseller:
        places.append(order.channel.reseller.address)
    if order.service_provider and order.service_provider.end_customer:
        places.append(order.service_provider.end_customer.address)
    return (
        find_unsafe(order.order_number) is None
        and (order.renews is None or order.renews.casefold() != order.order_number.casefold())
        and min(days).year in YEARS
        and max(days).year in YEARS
        and order.term.start <= order.term.end
        and order.territory in known
        and all([place.country in known for place in places])  # noqa: C419 - quicker than to yield two or three
        and (order.fee is None or currency_digits().get(order.fee.currency) == _digits(order.fee.amount))
        and (order.channel.kind == "reseller") == (order.channel.reseller is not None)
        and order.technical_account_manager.time_zone in time_zones()
    )


def _digits(amount: Decimal) -> int:
    exponent = amount.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else -1


def read_day(value: object) -> date | None:
    """Return the day that *value* writes as year-month-day, if it is one."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_AMOUNT = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def _number_is_file_name(document: object) -> Iterator[Problem]:
    number = member(document, "order_number")
    reason = find_unsafe(number) if isinstance(number, str) and number else None
    if reason:
        message = f"order_number is {as_json(number)}; {reason}"
        hint = "use letters and digits, with single hyphens, dots or underscores between them"
        yield Problem("", "order-number-unsafe", message, place="/order_number", hint=hint)


def _renews_another(document: object) -> Iterator[Problem]:
    number, renews = member(document, "order_number"), member(document, "renews")
    if isinstance(number, str) and isinstance(renews, str) and number.casefold() == renews.casefold():
        hint = "name the earlier order, or leave renews out"
        yield Problem("", "renews-itself", "renews names this order itself", place="/renews", hint=hint)


def _days_exist(document: object) -> Iterator[Problem]:
    term = member(document, "term")
    days = [
        ("/order_date", member(document, "order_date")),
        ("/term/start", member(term, "start")),
        ("/term/end", member(term, "end")),
    ]
    for index, software in entries(member(document, "designated_software")):
        days.append((f"/designated_software/{index}/base_support_end", member(software, "base_support_end")))
    for place, written in days:
        if isinstance(written, str) and _DAY.fullmatch(written):
            yield from check_day(place, written)


def check_day(place: str, written: str) -> Iterator[Problem]:
    """Yield why *written*, year-month-day, is no day that an order may have."""
    year, month, _ = map(int, written.split("-"))
    last = date.max.year if place == _TERM_END else YEARS[-1]
    if not YEARS[0] <= year <= last:
        message = f"{dotted(place)} is {written}; the year must be from {YEARS[0]} to {last}"
        yield Problem("", "year-range", message, place=place)
    elif read_day(written) is None:
        if 1 <= month <= 12:
            hint = f"{written[:7]} has {monthrange(year, month)[1]} days"
        else:
            hint = "the month stands in the middle, from 01 to 12"
        yield Problem("", "bad-date", f"{dotted(place)} is {written}; there is no such day", place=place, hint=hint)


def _term_runs_forward(document: object) -> Iterator[Problem]:
    term = member(document, "term")
    start, end = read_day(member(term, "start")), read_day(member(term, "end"))
    if start and end and end < start:
        hint = f"the term runs from {start}; give a later last day"
        yield Problem("", "term-order", "term.end is before term.start", place="/term/end", hint=hint)


def _countries_exist(document: object) -> Iterator[Problem]:
    places = [("/territory", member(document, "territory"))]
    places += [(f"{place}/country", member(address, "country")) for place, address in addresses(document)]
    for place, code in places:
        if isinstance(code, str):
            yield from check_country(place, code)


def check_country(place: str, code: str) -> Iterator[Problem]:
    """Yield why *code* is no country; of an empty one the schema speaks."""
    if code and code not in countries():
        message = f"{dotted(place)} is {as_json(code)}; ISO 3166-1 has no such country code"
        hint = guess_country(code) or "write the two letters that ISO 3166-1 has for the country"
        yield Problem("", "unknown-country", message, place=place, hint=hint)


def _currency_exists(document: object) -> Iterator[Problem]:
    code = member(member(document, "fee"), "currency")
    if isinstance(code, str) and code and currency_digits().get(code) is None:
        known = code in currency_digits()
        reason = "ISO 4217 has it, but not as money" if known else "ISO 4217 has no such currency code"
        hint = guess_currency(code) or "write the three letters that ISO 4217 has for the currency"
        message = f"fee.currency is {as_json(code)}; {reason}"
        yield Problem("", "unknown-currency", message, place="/fee/currency", hint=hint)


def _amount_has_its_digits(document: object) -> Iterator[Problem]:
    fee = member(document, "fee")
    amount, code = member(fee, "amount"), member(fee, "currency")
    digits = currency_digits().get(code) if isinstance(code, str) else None
    if digits is None or not isinstance(amount, str) or not _AMOUNT.fullmatch(amount):
        return
    whole, _, fraction = amount.partition(".")
    if len(fraction) == digits and (digits or "." not in amount):
        return
    count = {0: "no digits", 1: "one digit", 2: "two digits", 3: "three digits"}.get(digits, f"{digits} digits")
    kept, lost = fraction[:digits].ljust(digits, "0"), fraction[digits:].strip("0")
    hint = None if lost else f"write {as_json(f'{whole}.{kept}' if digits else whole)}"
    message = f"fee.amount is {as_json(amount)}; {code} has {count} after the point"
    yield Problem("", "currency-digits", message, place="/fee/amount", hint=hint)


def _reseller_only_if_needed(document: object) -> Iterator[Problem]:
    channel = member(document, "channel")
    if not isinstance(channel, dict):
        return
    kind = channel.get("kind")
    if kind == "reseller" and "reseller" not in channel:
        hint = 'channel.kind is "reseller": say who the reseller is, with legal_name, address and contact'
        yield Problem("", "missing-field", "channel.reseller is missing", place="/channel", hint=hint)
    if kind == "direct" and "reseller" in channel:
        message = 'channel.reseller is given, but channel.kind is "direct"'
        hint = 'write "kind": "reseller", or leave the reseller out'
        yield Problem("", "misplaced-field", message, place="/channel/reseller", hint=hint)


def _time_zone_exists(document: object) -> Iterator[Problem]:
    name = member(member(document, "technical_account_manager"), "time_zone")
    if isinstance(name, str) and name and name not in time_zones():
        place = "/technical_account_manager/time_zone"
        message = f"{dotted(place)} is {as_json(name)}; the IANA time zone database has no such name"
        hint = guess_time_zone(name) or "write a name such as Europe/Berlin"
        yield Problem("", "unknown-time-zone", message, place=place, hint=hint)


_RULES: tuple[Callable[[object], Iterator[Problem]], ...] = (
    _number_is_file_name,
    _renews_another,
    _days_exist,
    _term_runs_forward,
    _countries_exist,
    _currency_exists,
    _amount_has_its_digits,
    _reseller_only_if_needed,
    _time_zone_exists,
)
