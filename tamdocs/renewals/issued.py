"""A notice as the ledger has it: which one it is, what it was made from, and which files it consists of."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import NamedTuple

from tamdocs.orders.model import Order
from tamdocs.renewals.due import DueNotice

NOTICES = "notices"
"""The folder of the letters, below that of the renewals."""
SEPARATOR = "\x1f"
"""Sorts before everything that an address can hold."""


_REVIEW = re.compile(r"(review-[a-z]+)\.([0-9]{4}(?:-(?:[0-9]{2}|Q[1-4]))?)\.([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)")


class ReviewStep(NamedTuple):
    """Which review of a customer it is."""

    kind: str
    """Of the document."""
    period: str
    language: str

    def __str__(self) -> str:
        return ".".join(self)


class NoticeKey(NamedTuple):
    """Which notice it is: there is never a second one of the same key."""

    contract: str
    """The order number, case-folded."""
    term_end: date
    """Of a review, the last day of its period, so that a term that changes makes no second one."""
    step: str
    recipient: str
    issue: int
    """0, and one more each time that somebody has asked for it anew, with a reason."""

    @property
    def is_letter(self) -> bool:
        """Return whether it is a letter that was sent for itself, `<kind>.<id>`, and no step of the schedule."""
        return "." in self.step

    @property
    def review(self) -> ReviewStep | None:
        """Return which review it is; None for a notice and for any other letter."""
        found = _REVIEW.fullmatch(self.step)
        return ReviewStep(*found.groups()) if found else None

    @property
    def words(self) -> str:
        """How people are told of it."""
        again = f", issue {self.issue}" if self.issue else ""
        if review := self.review:
            return f"{review.kind} {review.period} in {review.language}{again}"
        if self.is_letter:
            return f"{self.step.replace('.', ' ', 1)} to the {self.recipient} contact{again}"
        return f"{self.step} notice to the {self.recipient} contact, term to {self.term_end}{again}"


def key_of(notice: DueNotice, issue: int = 0) -> NoticeKey:
    return NoticeKey(notice.order_number.casefold(), notice.term_end, notice.step, notice.recipient, issue)


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a notice goes to, and where."""

    organisation: str
    name: str
    email: str
    lines: tuple[str, ...]
    city: str
    region: str
    postal_code: str
    country: str

    @property
    def sort_key(self) -> str:
        """Return what puts letters into the order in which a post office wants them."""
        return SEPARATOR.join((self.postal_code, self.city, *self.lines, self.organisation, self.name))

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Addressee:
        values = json.loads(text)
        return cls(**values | {"lines": tuple(values["lines"])})


def addressee_of(order: Order, recipient: str) -> Addressee:
    customer = order.customer
    contact = customer.legal_contact if recipient == "legal" and customer.legal_contact else customer.business_contact
    address = customer.address
    return Addressee(
        customer.legal_name,
        contact.name,
        contact.email,
        address.lines,
        address.city,
        address.region or "",
        address.postal_code or "",
        address.country,
    )


@dataclass(frozen=True, slots=True)
class IssuedFile:
    path: str
    """Below the folder of the store, with `/`."""
    bytes: int
    sha256: str


def files_as_json(files: Sequence[IssuedFile]) -> str:
    return json.dumps([asdict(file) for file in files])


def files_from_json(text: str) -> tuple[IssuedFile, ...]:
    return tuple(IssuedFile(**each) for each in json.loads(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedNotice:
    key: NoticeKey
    order_number: str
    reason: str
    """Why it was issued again; empty for the first issue."""
    order_sha256: str
    edition: str
    edition_sha256: str
    tree_sha256: str
    """Of the letter as it was composed."""
    letter: str
    """Kind of letter."""
    letter_date: date
    """Printed on it: the day on which it is to be posted."""
    language: str
    delivery: str
    country: str
    post_by: date
    receive_by: date
    as_of: date
    """The day of the run that issued it."""
    batch: int
    """Which batch of that day it belongs to, given by the ledger; 0 for what is in no print run."""
    addressee: Addressee
    files: tuple[IssuedFile, ...]


def notice_path(key: NoticeKey, order_number: str, ending: str) -> str:
    """Return where a file of a notice lies below the folder of the renewals, or one of a review in that of its own."""
    again = f".reissue-{key.issue}" if key.issue else ""
    if review := key.review:
        return f"{review.period}/{order_number}/{review.language}/{review.kind}{again}.{ending}"
    return f"{NOTICES}/{order_number}/{key.term_end}-{key.step}-{key.recipient}{again}.{ending}"
