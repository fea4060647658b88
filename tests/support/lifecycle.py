"""Data of the lifecycle letters, as somebody writes it: what stands in docs/lifecycle-letters.md."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

from tests.support.samples import ROOT

PAGE = ROOT / "docs" / "lifecycle-letters.md"
KINDS = ("patch-notice", "action-plan", "breach-notice", "covered-products-change")
_SECTION = re.compile(r"^## `([a-z-]+)`\n(.*?)(?=^## )", re.MULTILINE | re.DOTALL)
_JSON = re.compile(r"^```json\n(.*?)^```$", re.MULTILINE | re.DOTALL)

EXAMPLES: dict[str, Any] = {
    kind: json.loads(found[1])
    for kind, section in _SECTION.findall(PAGE.read_text("utf-8"))
    if (found := _JSON.search(section))
}
"""By kind of letter."""


def example(kind: str) -> Any:
    """Return the data of the letter *kind*, for the test to change."""
    return copy.deepcopy(EXAMPLES[kind])


def for_order(kind: str, number: str) -> Any:
    """Return data of the letter *kind* that concerns the sample order of that *number*."""
    data = example(kind)
    for name in ("case", "breach"):
        if name in data:
            data[name]["order_number"] = number
    return data


def save(folder: Path, data: Any, name: str = "data.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    return path
