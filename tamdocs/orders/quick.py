"""The quick way to a yes, for a book of a hundred thousand orders: no places are worked out, and nothing is explained.

What is not accepted here is not refused: `read_order` decides, and a test holds that the two agree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

import msgspec

from tamdocs.errors import Problem
from tamdocs.orders.doubts import find_doubts
from tamdocs.orders.draft import build_order
from tamdocs.orders.model import Order
from tamdocs.orders.parse import parse_plain
from tamdocs.orders.parts import strings
from tamdocs.orders.rules import keeps_rules
from tamdocs.orders.schema import OrderSchema
from tamdocs.orders.text import is_plain


@dataclass(frozen=True, slots=True)
class QuickReading:
    """An order that nothing is wrong with."""

    order: Order
    doubts: tuple[Problem, ...]
    """Warnings; each carries its place only."""
    canonical: bytes


def read_quickly(data: bytes, schema: OrderSchema, refuse: Callable[[str], str | None]) -> QuickReading | None:
    """Return the order in *data*, or None where it wants a closer look.

    Args:
        refuse: Says why a text cannot be printed; what it accepts in parts it accepts as a whole.
    """
    try:
        document = _decoded(data)
        if not schema.accepts(document):
            return None
        canonical = canonical_json(document)
        if data.count(b'":') != canonical.count(b'":'):  # a field name stands twice
            return None
        if not _all_printable(document, canonical, refuse):
            return None
        order = build_order(document)
        return QuickReading(order, tuple(find_doubts(document)), canonical) if keeps_rules(order) else None
    except ValueError:
        return None


def _decoded(data: bytes) -> object:
    """Return the value of *data*. If a field name stands twice, more field names stand in *data* than in the value.

    Names are counted by the colon after their quotation mark, so a text with an escape in it, or with a blank before a
    colon, takes another way.
    """
    if b"\\" in data or any(sign in data for sign in _BEFORE_COLON):
        return parse_plain(data.decode("utf-8"))
    return _DECODER.decode(data)


def _refuse_float(number: str) -> NoReturn:
    raise ValueError(number)


_DECODER = msgspec.json.Decoder(float_hook=_refuse_float)
_BEFORE_COLON = (b" :", b"\t:", b"\n:", b"\r:")


def canonical_json(document: object) -> bytes:
    """Return *document* as the one JSON text that all files with this content have in common.

    UTF-8, names sorted, no white space: an order has one hash in a file of its own, in a line and in a database.

    Raises:
        UnicodeEncodeError: There is half a character in it.
    """
    return msgspec.json.encode(document, order="sorted")


def _all_printable(document: object, canonical: bytes, refuse: Callable[[str], str | None]) -> bool:
    """Return whether each string is as it is printed, and can be; *canonical* is the document."""
    written = canonical.decode("utf-8")
    if written.isprintable() and not any(sign in written for sign in _WANTS_A_LOOK):
        foreign = canonical.translate(None, _ASCII).decode("utf-8")
        if is_plain(foreign) and refuse(foreign) is None:
            return True
    return all(is_plain(text) and refuse(text) is None for _, text in strings(document))


_WANTS_A_LOOK = ('" ', ' "', "  ", "\\")
"""Blanks that are put in order, and an escape."""

_ASCII = bytes(range(128))
"""What is printable of it can be printed."""
