"""JSON documents of orders, to be spoilt by tests, and what reading them says."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from tamdocs.orders.read import Reading, read_order
from tamdocs.orders.schema import OrderSchema
from tests.support.samples import ROOT, sample_workspace


@cache
def order_schema() -> OrderSchema:
    return OrderSchema(sample_workspace().load_order_schema())


def order_document(name: str = "emea-de-reseller") -> dict[str, Any]:
    """Return the sample order `order-<name>.json` as a JSON document of its own."""
    document: dict[str, Any] = json.loads((ROOT / "contracts" / f"order-{name}.json").read_text("utf-8"))
    return document


def put(document: dict[str, Any], pointer: str, value: object) -> dict[str, Any]:
    """Return *document* with *value* at the JSON *pointer*, whose parents are there."""
    *parents, last = pointer.split("/")[1:]
    target: Any = document
    for part in parents:
        target = target[int(part)] if isinstance(target, list) else target[part]
    if isinstance(target, list):
        target[int(last)] = value
    else:
        target[last] = value
    return document


def drop(document: dict[str, Any], pointer: str) -> dict[str, Any]:
    """Return *document* without the field at the JSON *pointer*."""
    *parents, last = pointer.split("/")[1:]
    target: Any = document
    for part in parents:
        target = target[int(part)] if isinstance(target, list) else target[part]
    del target[last]
    return document


def read_text(text: str) -> Reading:
    return read_order("order.json", text.encode("utf-8"), order_schema())


def read_document(document: object) -> Reading:
    """Return what came of reading *document*, written as JSON with one value a line."""
    return read_text(json.dumps(document, indent=1))


def messages(reading: Reading) -> list[str]:
    """Return what *reading* says, each problem as `pointer: message [code]`."""
    return [f"{problem.place}: {problem.message} [{problem.code}]" for problem in reading.problems]
