"""What is asked of a run, and what comes of it: the values that go between the parent and its workers."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tamdocs.batch.renewals.ledger import Failure
from tamdocs.library.model import Library
from tamdocs.orders.model import Order
from tamdocs.renewals.due import DueNotice
from tamdocs.renewals.issued import NoticeKey
from tamdocs.workspace import Workspace


@dataclass(frozen=True, slots=True)
class NoticeJob:
    """What is the same for every notice of a run."""

    workspace: Workspace
    out: str
    """Path of a folder, or an address for fsspec."""
    ledger: str
    """Path of a file, or an address for SQLAlchemy."""
    formats: frozenset[str]
    as_of: date
    editions: str
    """Hash over the editions, which must be the same on each machine."""
    embed: bool = True
    """Whether order and data go into the letters, so that `verify` can make them again."""
    given: bytes = b""
    """The data of a letter that is sent for itself, as JSON; empty for renewal notices."""
    folder: str = "renewals"
    """Below `out`, in which all files lie."""
    printed: bool = True
    """Whether what is issued goes into print runs."""
    at_once: int | None = None
    """Contracts that are recorded at once; None for as many as is best for letters."""


@dataclass(frozen=True, slots=True)
class OwnData:
    """What a document says of one contract beyond its order, in one language."""

    data: bytes
    """As JSON, checked."""
    notes: Mapping[str, tuple[str, int]]
    """Where a person has written a part of it, by id of the part: the file and the line."""


@dataclass(frozen=True, slots=True)
class DueContract:
    """A contract some of whose notices are due."""

    order: Order
    order_sha256: str
    order_data: bytes
    """The order as JSON, as the book has it."""
    today: date
    """At the place of delivery."""
    notices: tuple[DueNotice, ...]
    reason: str = ""
    """Why its notices are to be issued again; empty if they are not."""
    own: Mapping[str, OwnData] = field(default_factory=dict)
    """By language; empty where the run has the same data for all, or none."""

    @property
    def contract(self) -> str:
        return self.order.order_number.casefold()


@dataclass(frozen=True, slots=True)
class Issued:
    key: NoticeKey
    order_number: str
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A notice that was issued, and that would read differently today."""

    key: NoticeKey
    order_number: str
    because: str


@dataclass(frozen=True, slots=True)
class ChunkResult:
    issued: tuple[Issued, ...] = ()
    already: int = 0
    """How many had been issued before, those that changed since among them."""
    changed: tuple[Changed, ...] = ()
    failed: tuple[Failure, ...] = ()


def editions_hash(library: Library) -> str:
    text = "\n".join(f"{edition.id} {edition.sha256}" for edition in library.editions.values())
    return hashlib.sha256(text.encode()).hexdigest()
