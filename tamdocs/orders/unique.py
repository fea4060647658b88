"""Order numbers name folders, so in one run each may stand once, whatever the letter case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tamdocs.errors import Problem
from tamdocs.orders.reading import Reading
from tamdocs.orders.words import as_json


def check_unique(readings: Iterable[Reading]) -> list[Reading]:
    """Return *readings*, each with an error if an earlier one has its order number."""
    return list(each_unique(readings))


def each_unique(readings: Iterable[Reading]) -> Iterator[Reading]:
    """Yield what `check_unique` returns, one by one as *readings* come: a book of orders need not fit into memory."""
    first: dict[str, tuple[str, str]] = {}
    for reading in readings:
        number = reading.order_number
        if number is None:
            yield reading
            continue
        written, source = first.setdefault(number.casefold(), (number, reading.source))
        if source == reading.source:
            yield reading
            continue
        also = "" if written == number else f" as {as_json(written)}"
        message = f"order_number {as_json(number)} is in {source} already{also}"
        hint = "give each order a number of its own; letter case does not count, because it does not on Windows"
        yield reading.with_problems([Problem("", "order-number-taken", message, place="/order_number", hint=hint)])
