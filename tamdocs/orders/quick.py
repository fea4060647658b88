"""The quick way to a yes, for a book of a hundred thousand orders: no places are worked out, and nothing is explained.

What is not accepted here is not refused: `read_order` decides, and a test holds that the two agree.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, NoReturn

import msgspec

from tamdocs.errors import Problem
from tamdocs.orders.doubts import find_doubts, is_doubtful
from tamdocs.orders.draft import build_order
from tamdocs.orders.model import Order
from tamdocs.orders.parse import parse_plain
from tamdocs.orders.parts import strings
from tamdocs.orders.rules import keeps_rules
from tamdocs.orders.schema import OrderSchema
from tamdocs.orders.text import is_plain


class QuickReading(NamedTuple):
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
        hidden = _MAYBE_COLON in data
        document = parse_plain(data.decode("utf-8")) if hidden else _DECODER.decode(data)
        if not schema.accepts(document):
            return None
        canonical = canonical_json(document)
        # Where a field name stands twice, more colons stand in the file than in what is kept of it.
        if not hidden and data.count(b":") != canonical.count(b":"):
            return None
        if not _all_printable(document, canonical, refuse):
            return None
        order = build_order(document)
        if not keeps_rules(order):
            return None
        return QuickReading(order, tuple(find_doubts(document)) if is_doubtful(order) else (), canonical)
    except (ValueError, RecursionError):  # the second of a text that is nested without end
        return None


def _refuse_float(number: str) -> NoReturn:
    raise ValueError(number)


_DECODER = msgspec.json.Decoder(float_hook=_refuse_float)
_MAYBE_COLON = b"\\u003"
"""An escape that may stand for a colon."""


def canonical_json(document: object) -> bytes:
    """Return *document* as the one JSON text that all files with this content have in common.

    UTF-8, names sorted, no white space: an order has one hash in a file of its own, in a line and in a database.

    Raises:
        UnicodeEncodeError: There is half a character in it.
    """
    return msgspec.json.encode(document, order="sorted")


def _all_printable(document: object, canonical: bytes, refuse: Callable[[str], str | None]) -> bool:
    """Return whether each string is as it is printed, and can be; *canonical* is the document."""
    # A string that begins or ends with a blank has two blanks there once each quote is one.
    if b"  " not in canonical.replace(b'"', b" ") and b"\\" not in canonical and b"\x7f" not in canonical:
        foreign = canonical.translate(None, _ASCII).decode("utf-8")
        if not foreign or (is_plain(foreign) and refuse(foreign) is None):
            return True
    return all(is_plain(text) and refuse(text) is None for _, text in strings(document))


_ASCII = bytes(range(128))
"""What is printable of it can be printed."""
