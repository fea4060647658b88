"""What a book gives: entries as their source has them, and records, which are entries read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from types import MappingProxyType
from typing import NamedTuple

from tamdocs.errors import Problem
from tamdocs.library.agreement import Agreement
from tamdocs.orders.model import Order
from tamdocs.tables.cell import Row


class Entry(NamedTuple):
    """One order as its source has it, not yet read."""

    source: str
    """How problems name the file, sheet or table."""
    line: int | None
    """Line or row there; None where the entry is a file of its own."""
    number: int
    """Counts the entries, so that a later one can say where this one is; see `Source.place_of`."""
    data: bytes
    """The order as JSON. For one that is made of cells, canonical JSON."""
    problems: tuple[Problem, ...] = ()
    """Why it cannot be read, or what is wrong with its cells."""
    columns: Mapping[str, str] = MappingProxyType({})
    """Heading of the column by JSON pointer, for an order that is made of cells."""
    rows: tuple[Row, ...] = ()
    """The cells, as they go into a file of rejects."""
    key: str = ""
    """Primary key, for a row of a database."""
    set_aside: bool = False
    """It comes from a file of rejects: the reason why it was set aside stood with it."""

    @property
    def place(self) -> str:
        where = self.source if self.line is None else f"{self.source}:{self.line}"
        return f"{where} ({self.key})" if self.key else where


class Record(NamedTuple):
    """One order of the book: good if it has an `order` and an `agreement`, else set aside because of its `problems`."""

    place: str
    """File and line, sheet and row, or table and primary key."""
    order: Order | None
    agreement: Agreement | None
    """None if and only if there is no order."""
    problems: tuple[Problem, ...]
    """Errors and warnings; a good record may have warnings."""
    content: bytes
    """The canonical JSON of the order, the same from whichever source; `data` where it is refused."""
    data: bytes
    order_number: str | None = None
    """As the source gives it, also where the order is refused."""
    entry: Entry | None = None

    @property
    def sha256(self) -> str:
        """Return the hash of `content`."""
        return sha256(self.content).hexdigest()
