"""Orders made up from the samples in `contracts/`: the same ones for the same seed."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Order = dict[str, Any]

SERVICES = ("tam", "css", "bcs-rps")
LANGUAGES = (["en"], ["zh-Hans"], ["en", "zh-Hans"], ["zh-Hans", "en"])
_FAMILIES = ("Data Loss Prevention", "Endpoint Protection", "Messaging Gateway", "Web Security")
_NAMES = {
    "CN": (("上海", "苏州", "深圳", "广州"), ("云岭", "长河", "新域", "海纳"), "有限公司"),
    "DE": (("Köhler", "Brandt", "Weiß", "Lindner"), ("Präzision", "Logistik", "Energie"), "GmbH & Co. KG"),
    "SG": (("Meridian", "Straits", "Harbour", "Lion City"), ("Managed", "Data", "Marine"), "Pte. Ltd."),
    "US": (("Northfield", "Cascade", "Redwood", "Granite"), ("Health", "Freight", "Mutual"), "Inc."),
}


def mixed_orders(folder: Path, count: int, seed: int = 2017) -> list[bytes]:
    """Return *count* orders: every region, language, channel and service of the samples, and 1 to 60 products each."""
    chance = random.Random(seed)  # noqa: S311 - equal orders in every run is what is wanted
    samples = read_samples(folder)
    return [_as_file(_mixed(samples, chance, number)) for number in range(count)]


def like(sample: Order, count: int, products: int, seed: int = 2017) -> list[bytes]:
    """Return *count* orders of one shape that have no value of the order's own in common, each with *products*."""
    chance = random.Random(seed)  # noqa: S311 - as above
    return [_as_file(_changed(sample, chance, number, products)) for number in range(count)]


def read_samples(folder: Path) -> list[Order]:
    return [json.loads(path.read_bytes()) for path in sorted(folder.glob("*.json"))]


def _mixed(samples: Sequence[Order], chance: random.Random, number: int) -> Order:
    order = _changed(chance.choice(samples), chance, number, chance.randint(1, 60))
    payer = chance.choice(samples)
    order.pop("fee", None)
    order |= {name: payer[name] for name in ("channel", "fee") if name in payer}
    order["service"] = chance.choice(SERVICES)
    order["languages"] = chance.choice(LANGUAGES)
    return order


def _changed(sample: Order, chance: random.Random, number: int, products: int) -> Order:
    order = copy.deepcopy(sample)
    first, second, form = _NAMES[order["territory"]]
    blank = "" if order["territory"] == "CN" else " "
    name = blank.join((chance.choice(first), chance.choice(second), str(number), form))
    order["order_number"] = f"BENCH-2017-{number:06d}"
    order["customer"]["legal_name"] = name
    order["customer"]["address"]["lines"] = [f"{chance.randint(1, 999)} {order['customer']['address']['lines'][0]}"]
    order["designated_contacts"] = [_contact(chance, at) for at in range(chance.randint(1, 6))]
    order["designated_software"] = [_software(chance) for _ in range(products)]
    if "fee" in order:
        order["fee"]["amount"] = f"{chance.randint(10_000, 90_000)}.00"
    return order


def _contact(chance: random.Random, at: int) -> Order:
    code = chance.randint(1000, 9999)
    return {"name": f"Contact {at + 1} of {code}", "email": f"c{code}.{at}@buyer.example", "phone": f"+1 555 {code}"}


def _software(chance: random.Random) -> Order:
    family = chance.choice(_FAMILIES)
    return {
        "family": family,
        "product": f"Symantec {family} {chance.randint(10, 16)}",
        "license_number": f"LIC-{chance.randint(1000, 9999)}-{chance.randint(1000, 9999)}",
        "quantity": chance.randint(1, 5000),
        "site_license": chance.random() < 0.2,
        "base_support_end": f"{chance.randint(2021, 2024)}-{chance.randint(1, 12):02d}-28",
    }


def _as_file(order: Order) -> bytes:
    return json.dumps(order, ensure_ascii=False, indent=2).encode()
