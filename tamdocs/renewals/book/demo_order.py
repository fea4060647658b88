"""The orders of a demonstration book: seeded, of every region, language, channel and service."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tamdocs.renewals.book import demo_data as data
from tamdocs.renewals.book.demo_dice import Dice
from tamdocs.renewals.book.demo_faults import break_order

AS_OF = date(2021, 1, 4)
"""The day that term ends lie around, if none is named."""
FIRST_DAY = date(2017, 11, 1)
"""No order bears an earlier day: that from which on the first edition of the clause library is in force."""
FIRST_AS_OF = date(2018, 1, 1)
"""Around an earlier day there are no terms to end."""

_LAPSED_DAYS = 30
"""Before the day that the book is for, from which on terms end; they end in the year from there."""
_RENEWAL_EVERY = 12

_PAIRED = 1
"""An order that is renewed is the one right before the order that renews it."""


@dataclass(frozen=True, slots=True)
class DemoBook:
    size: int
    seed: int = 0
    as_of: date = AS_OF
    bad_share: float = 0.01
    """How many of the orders are wrong, in parts of one."""


def demo_orders(book: DemoBook) -> Iterator[dict[str, Any]]:
    """Yield the orders of *book*, each a JSON document, one by one."""
    bad = round(book.bad_share * 10**6)
    for index in range(book.size):
        order = demo_order(book, index)
        dice = Dice(f"bad:{book.seed}:{index}")
        yield break_order(order, dice, _number(book, max(index - 1, 0))) if dice.roll(10**6) < bad else order


def demo_order(book: DemoBook, index: int) -> dict[str, Any]:
    """Return the good order *index* of *book*; every twelfth one renews the one before it."""
    if index % _RENEWAL_EVERY != _RENEWAL_EVERY - 1:
        return _first_order(book, index)
    before = _first_order(book, index - _PAIRED)
    start = date.fromisoformat(before["term"]["end"]) + timedelta(days=1)
    end = _years_later(start, 1) - timedelta(days=1)
    software = [{**each, "base_support_end": str(end + timedelta(days=90))} for each in before["designated_software"]]
    return before | {
        "order_number": _number(book, index),
        "order_date": str(start - timedelta(days=21)),
        "renews": before["order_number"],
        "term": {"start": str(start), "end": str(end)},
        "designated_software": software,
    }


def _number(book: DemoBook, index: int) -> str:
    _, prefix = Dice(f"service:{book.seed}:{index}").pick(data.SERVICES)
    return f"{prefix}-{book.seed:02}-{index + 1:07}"


def _first_order(book: DemoBook, index: int) -> dict[str, Any]:
    dice = Dice(f"order:{book.seed}:{index}")
    service, _ = Dice(f"service:{book.seed}:{index}").pick(data.SERVICES)
    town = dice.pick(data.TOWNS)
    end = book.as_of + timedelta(days=dice.roll(365) - _LAPSED_DAYS)
    start = _term_start(end, 1 + dice.roll(3))
    name = _company(dice, town)
    host = f"c{index + 1}.example"
    people = [_person(dice, town, host, number) for number in range(1 + dice.roll(4))]
    address = _address(dice, town)
    language = "zh-Hans" if town.country in {"CN", "SG"} and dice.roll(4) else "en"
    order: dict[str, Any] = {
        "order_number": _number(book, index),
        "order_date": str(max(start - timedelta(days=5 + dice.roll(40)), FIRST_DAY)),
        "service": service,
        "territory": town.country,
        "languages": [language] if dice.roll(3) else ["zh-Hans", "en"] if language == "zh-Hans" else ["en", "zh-Hans"],
        "term": {"start": str(start), "end": str(end)},
        "customer": {"legal_name": name, "address": address, "business_contact": people[0]},
        "delivery_location": address,
        "designated_contacts": people,
        "designated_software": [_software(dice, end) for _ in range(1 + dice.roll(3))],
        **_payment(dice, town),
        "technical_account_manager": _manager(dice, town),
        "renewal": {"delivery": dice.pick(("post", "courier")), "language": language},
    }
    if not dice.roll(3):
        order["customer"]["legal_contact"] = {"name": "Office of General Counsel", "email": f"counsel@{host}"}
    if not dice.roll(15):
        order["service_provider"] = {"end_customer": {"legal_name": _company(dice, town), "address": address}}
    return order


def _term_start(end: date, years: int) -> date:
    """Return the first day of a term of so many years, or of fewer where it would start before there was an edition."""
    starts = (_years_later(end + timedelta(days=1), -each) for each in range(years, 0, -1))
    return next((start for start in starts if start > FIRST_DAY), FIRST_DAY)


def _company(dice: Dice, town: data.Town) -> str:
    if town.country == "CN":
        return f"{town.city}{dice.pick(data.CHINESE_HOUSES)}{dice.pick(data.CHINESE_TRADES)}有限公司"
    form = data.FORMS.get(town.country, "Ltd")
    return f"{dice.pick(data.MARKS)} {dice.pick(data.HOUSES)} {dice.pick(data.TRADES)} {form}"


def _person(dice: Dice, town: data.Town, host: str, number: int) -> dict[str, Any]:
    if town.country == "CN":
        name = dice.pick(data.CHINESE_LAST) + dice.pick(data.CHINESE_FIRST)
    else:
        name = f"{dice.pick(data.FIRST)} {dice.pick(data.LAST)}"
    person = {"name": name, "email": f"it{number + 1}@{host}", "phone": f"{town.phone}{dice.roll(90) + 10}"}
    return person | ({"title": dice.pick(data.TITLES)} if number == 0 else {})


def _address(dice: Dice, town: data.Town) -> dict[str, Any]:
    house = 1 + dice.roll(240)
    if town.country == "CN":
        lines = [f"{town.street}{house}号"]
    elif town.country in {"DE", "PL", "BR", "RU"}:
        lines = [f"{town.street} {house}"]
    else:
        lines = [f"{house} {town.street}"]
    if not dice.roll(3):
        lines.append(f"{1 + dice.roll(20)} 楼" if town.country == "CN" else f"Floor {1 + dice.roll(20)}")
    address = {"lines": lines, "city": town.city, "postal_code": town.postal_code, "country": town.country}
    return address | ({"region": town.region} if town.region else {})


def _software(dice: Dice, end: date) -> dict[str, Any]:
    family, product, prefix = dice.pick(data.SOFTWARE)
    return {
        "family": family,
        "product": product,
        "license_number": f"{prefix}-{dice.roll(9000) + 1000}-{dice.roll(9000) + 1000}",
        "quantity": (1 + dice.roll(400)) * 25,
        "site_license": not dice.roll(6),
        "base_support_end": str(end + timedelta(days=dice.roll(400) - 10)),
    }


def _payment(dice: Dice, town: data.Town) -> dict[str, Any]:
    if dice.roll(5) < 2:
        address = _address(dice, town)
        contact = _person(dice, town, "partner.example", 1)
        reseller = {"legal_name": _company(dice, town), "address": address, "contact": contact}
        return {"channel": {"kind": "reseller", "reseller": reseller}}
    digits = {"JPY": "", "KWD": ".000"}.get(town.currency, ".00")
    fee = {"amount": f"{(4 + dice.roll(60)) * 1000}{digits}", "currency": town.currency}
    quote = f"Q-{dice.roll(900000) + 100000}"
    return {"channel": {"kind": "direct", "quote_number": quote, "payment_terms_days": 30}, "fee": fee}


def _manager(dice: Dice, town: data.Town) -> dict[str, Any]:
    name = f"{dice.pick(data.FIRST)} {dice.pick(data.LAST)}"
    return {"name": name, "email": "tam@vendor.example", "phone": "+353 1 555 0120", "time_zone": town.time_zone}


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
