"""What is found of a file that is held against what this workspace would make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from tamdocs.compare.text_change import TextChange
from tamdocs.document.provenance import Provenance
from tamdocs.errors import Problem

Verdict: TypeAlias = Literal[
    "genuine", "resaved", "altered", "other-source", "hash-only", "not-made", "not-judged", "not-ours", "unreadable"
]
"""`genuine`: byte for byte what is made here of the order. `resaved`: other bytes, the same text. `altered`: another
text. `other-source`: made by another edition, skin or version. `hash-only`: without the order nothing can be made.
`not-made`: nothing can be made of the order. `not-judged`: the library or a skin here is wrong. `not-ours`: it does not
say that it is of here."""


@dataclass(frozen=True, slots=True)
class OrderSeen:
    """The order that a file was made of, as the file or the user gave it."""

    order_number: str
    customer: str
    sha256: str
    book_file: str | None
    """Where in the book of contracts a file with exactly these bytes lies."""
    namesake: str | None = None
    """Where one with this order number and other bytes lies, if none is the same."""


@dataclass(frozen=True, slots=True)
class Finding:
    source: str
    verdict: Verdict
    claimed: Provenance | None = None
    """What the file says of itself."""
    order: OrderSeen | None = None
    same_text: bool | None = None
    """None where no text could be compared."""
    differences: tuple[str, ...] = ()
    """Why it may differ: what is not here as it was where the file was made."""
    changes: tuple[TextChange, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether the file is genuine, and its order does not gainsay the book of contracts."""
        return self.verdict == "genuine" and not (self.order and self.order.namesake)
