"""Order numbers name folders, so in one run each may stand once, whatever the letter case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tamdocs.errors import Problem
from tamdocs.orders.reading import Reading
from tamdocs.orders.words import as_json


def shared_numbers(orders: Sequence[tuple[str, str | None]]) -> list[Problem | None]:
    """Return for each of *orders*, given by source and number, an error if another one has its number.

    Which of them is meant is not guessed.
    """
    sources: dict[str, list[str]] = {}
    for source, number in orders:
        if number is not None:
            sources.setdefault(number.casefold(), []).append(source)
    return [_shared(source, number, sources) for source, number in orders]


def _shared(source: str, number: str | None, sources: Mapping[str, list[str]]) -> Problem | None:
    others = [other for other in sources.get((number or "").casefold(), []) if other != source]
    return _taken(f"order_number {as_json(number)} is in {others[0]} too") if others else None


def each_unique(readings: Iterable[Reading]) -> Iterator[Reading]:
    """Yield *readings* as they come, each with an error if an earlier one has its order number.

    So a book of orders need not fit into memory.
    """
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
        yield reading.with_problems([_taken(f"order_number {as_json(number)} is in {source} already{also}")])


def taken(number: str, place: str) -> Problem:
    """Return the problem of an order whose *number* another one has already, at *place*."""
    return _taken(f"order_number {as_json(number)} is in {place} already")


def _taken(message: str) -> Problem:
    hint = "give each order a number of its own; letter case does not count, because it does not on Windows"
    return Problem("", "order-number-taken", message, place="/order_number", hint=hint)
