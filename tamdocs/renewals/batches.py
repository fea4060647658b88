"""A stream some items at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

TOGETHER = 200
"""Orders that are read before they are dated: one kind of work after another keeps what it needs near the processor."""


def in_batches(items: Iterable[T], size: int = TOGETHER) -> Iterator[tuple[T, ...]]:
    """Yield *items* in tuples of *size*; the last one may be shorter."""
    source = iter(items)
    while batch := tuple(islice(source, size)):
        yield batch
