"""The orders that are at hand: those that the user names, and the book of contracts, by the hash of their bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from tamdocs.batch.order_files import find_order_files, load_order_bytes, source_name
from tamdocs.errors import OrderError, Problem

_NUMBER = re.compile(rb'"order_number"\s*:\s*"([^"\\]{1,200})"')


class KnownOrders:
    """Looks orders up. The book is read once, and only if it is asked for."""

    def __init__(self, named: Iterable[Path], book: Path) -> None:
        """Take the files that the user names, and the folder of the book.

        Raises:
            OrderError: A named file cannot be read.
        """
        self._named: dict[str, bytes] = {}
        self._folder = book
        for path in named:
            data = load_order_bytes(path)
            if isinstance(data, Problem):
                raise OrderError(data)
            self._named[sha256(data).hexdigest()] = data

    def bytes_of(self, digest: str) -> bytes | None:
        """Return the order file with the SHA-256 *digest*; None if it is not at hand."""
        if digest in self._named:
            return self._named[digest]
        path = self._book[0].get(digest)
        data = load_order_bytes(path) if path else None
        return data if isinstance(data, bytes) and sha256(data).hexdigest() == digest else None

    def book_file(self, digest: str) -> str | None:
        """Return where in the book the file with the SHA-256 *digest* lies."""
        path = self._book[0].get(digest)
        return source_name(path) if path else None

    def namesake(self, order_number: str) -> str | None:
        """Return where in the book a file with that order number lies."""
        path = self._book[1].get(order_number.casefold())
        return source_name(path) if path else None

    @cached_property
    def _book(self) -> tuple[dict[str, Path], dict[str, Path]]:
        """The files of the book by hash, and by order number."""
        hashes: dict[str, Path] = {}
        numbers: dict[str, Path] = {}
        for path in find_order_files([self._folder]):
            data = load_order_bytes(path)
            if isinstance(data, Problem):
                continue
            hashes.setdefault(sha256(data).hexdigest(), path)
            if number := _NUMBER.search(data):
                numbers.setdefault(number[1].decode("utf-8", "replace").casefold(), path)
        return hashes, numbers
