"""Figures as a document prints them: without what no font has, and with long texts cut."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from tamdocs.reviews.as_data import Json

LONGEST = 300
"""Characters of a text of a case. More is told by the case itself."""


MOST_PRODUCTS = 20
"""Those with most cases. A page shows no more, and the figures have them all."""


def as_printed(data: Json, refuse: Callable[[str], str | None]) -> Json:
    """Return *data*, as `figures_as_data` has it, for a document.

    The history is named without its folder or its user: where it lies is nobody's business.

    Args:
        data: Figures of a review.
        refuse: Says why a text cannot be printed, or None.
    """
    history = data["history"]
    products = sorted(data["by_product"], key=lambda each: -each["opened"] - each["backlog"])[:MOST_PRODUCTS]
    shown = {
        **data,
        "by_product": products,
        "history": {**history, "source": PurePath(history["source"].rpartition("@")[2]).name},
    }
    return {name: _printed(value, refuse) for name, value in shown.items()}


def _printed(value: Any, refuse: Callable[[str], str | None]) -> Any:
    match value:
        case str():
            text = value if len(value) <= LONGEST else f"{value[: LONGEST - 1].rstrip()}…"
            return text if refuse(text) is None else _replaced(text, refuse)
        case dict():
            return {name: _printed(each, refuse) for name, each in value.items()}
        case list():
            return [_printed(each, refuse) for each in value]
        case _:
            return value


def _replaced(text: str, refuse: Callable[[str], str | None]) -> str:
    """Return *text* with a ? for each character that cannot be printed."""
    return "".join("?" if refuse(sign) else sign for sign in unicodedata.normalize("NFC", text))
