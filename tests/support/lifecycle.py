"""Data of the lifecycle letters, as somebody writes it: what stands in docs/lifecycle-letters.md."""

from __future__ import annotations

import copy
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from tamdocs.document.model import Document
from tamdocs.library.agreement import agree
from tamdocs.library.compose import compose
from tamdocs.renewals.letter import concerned, sent_data
from tests.support.samples import ROOT, sample_library, sample_order

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


def lifecycle_letter(kind: str, language: str = "en", *, order: str = "americas-us-direct") -> Document:
    """Return the letter *kind* to the last of those who get it, on a sample order that it concerns."""
    agreement = agree(sample_order(order), sample_library())
    data, day = for_order(kind, agreement.order.order_number), date(2018, 8, 31)
    found = concerned(agreement, kind, data, day, language)
    assert found
    notice = found.notices[-1]
    return compose(agreement, kind, language, sent_data(agreement, notice, notice.post_by, 0, data))


def save(folder: Path, data: Any, name: str = "data.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    return path
