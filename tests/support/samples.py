"""The sample book and the clause library of this repository, read once."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import msgspec

from tamdocs.library.model import Library
from tamdocs.orders.model import Order
from tamdocs.workspace import Workspace, find_workspace

ROOT = Path(__file__).resolve().parents[2]
ORDER_FILES = tuple(sorted((ROOT / "contracts").glob("*.json")))


@cache
def sample_workspace() -> Workspace:
    return find_workspace(ROOT)


@cache
def sample_library() -> Library:
    return sample_workspace().load_library()


def sample_order(name: str = "apac-cn-direct") -> Order:
    """Return the sample order `order-<name>.json`."""
    return msgspec.convert(json.loads((ROOT / "contracts" / f"order-{name}.json").read_text("utf-8")), Order)
