"""Says which contracts of a book get a letter, for a run of the renewal desk that sends it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec

from tamdocs.batch.desk import Desk
from tamdocs.batch.order_files import load_order_bytes, source_name
from tamdocs.batch.renewals.ledger import Ledger
from tamdocs.errors import OrderError, Problem, RenderError
from tamdocs.library.agreement import Agreement
from tamdocs.library.compose import data_missing
from tamdocs.orders.data import write_data
from tamdocs.orders.data_shape import DataShape
from tamdocs.orders.encoding import NotText, decode_utf8
from tamdocs.renewals.due import DueNotice
from tamdocs.renewals.issued import key_of
from tamdocs.renewals.letter import FILLED_IN, Concerned, Given, concerned, dispatch_of


class LetterPlan:
    """Called with one contract after another; counts those that the letter concerns."""

    def __init__(self, kind: str, data: Path | None, desk: Desk, language: str | None = None) -> None:
        """Take a letter.

        Args:
            kind: Which letter.
            data: The file of what it says beyond the order.
            desk: Reads it.
            language: For every contract, instead of its own.

        Raises:
            OrderError: The file cannot be read.
        """
        self.kind = kind
        self.affected = 0
        self.again: Mapping[str, Ledger | None] = {}
        """Contracts, case-folded, that get the letter once more, each with the ledger that must know it."""
        self.problems: tuple[Problem, ...] = ()
        """What is doubtful about the data."""
        self.named: dict[str, Problem] = {}
        """Orders that the data names, case-folded, each with what is wrong if the book has no such order."""
        self._desk, self._language = desk, language
        self._source = source_name(data) if data else ""
        self._bytes = _load(data) if data else b""
        self._given: dict[DataShape | None, Given] = {}

    @property
    def given(self) -> bytes:
        """The data as JSON, for those who make the letters."""
        text = decode_utf8(self._bytes)
        try:
            return msgspec.json.encode(msgspec.json.decode("{}" if isinstance(text, NotText) else text or "{}"))
        except msgspec.DecodeError:
            return b"{}"  # what is wrong is told when the first contract asks for it

    def __call__(self, agreement: Agreement, today: date) -> tuple[DueNotice, ...]:
        """Return the letters that a contract gets on *today*.

        Raises:
            OrderError: It is to get the letter again, and never got it.
            LibraryError: Its edition has no such letter, or a value is missing.
            RenderError: The data is missing or wrong, whatever the contract.
        """
        found = self.look_at(agreement, today)
        if found is None:
            return ()
        number = agreement.order.order_number
        if ledger := self.again.get(number.casefold()):
            _must_know(ledger, number, found.notices)
        return found.notices

    def look_at(self, agreement: Agreement, today: date) -> Concerned | None:
        """Return who of a contract gets the letter and when; raises what a call does."""
        found = concerned(agreement, self.kind, self._given_for(agreement), today, self._language)
        self.affected += found is not None
        return found

    def _given_for(self, agreement: Agreement) -> Given:
        """Return the data, checked by the schema that the edition of *agreement* has for it."""
        outline, _ = dispatch_of(agreement, self.kind)
        if outline.data not in self._given:
            self._given[outline.data] = self._read(outline.data) if outline.data else self._unasked()
        return self._given[outline.data]

    def _read(self, shape: DataShape) -> Given:
        asked = shape.without(FILLED_IN)
        if not self._bytes:
            problem = data_missing(self.kind, asked)
            raise RenderError(replace(problem, hint=f"{problem.hint}; give it with --data FILE"))
        read = self._desk.read_data(asked, self._source, self._bytes)
        if read.data is None:
            raise RenderError(_helped(problem, shape) for problem in read.problems)
        self.problems = read.problems
        given: Given = msgspec.json.decode(write_data(read.data))
        for place, number in _orders_named(given):
            message = f"no order that can be used has the number {number}"
            hint = "look whether the number is right, and whether that order is in the book"
            problem = Problem("", "unknown-order", message, place=place, hint=hint)
            self.named.setdefault(number.casefold(), read.reading.located(problem))
        return given

    def _unasked(self) -> Given:
        if self._bytes:
            message = f"a letter {self.kind} needs no data beyond the order"
            raise RenderError(Problem(self._source, "data-unasked", message, hint="leave --data out"))
        return {}


def _orders_named(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield pointer and number of each order that data names: the members `order_number`, at any depth."""
    items = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in items:
        if name == "order_number" and isinstance(inner, str):
            yield f"{place}/{name}", inner
        else:
            yield from _orders_named(inner, f"{place}/{name}")


def _load(path: Path) -> bytes:
    if path.is_dir():
        raise OrderError(Problem(str(path), "not-a-file", "this is a folder", hint="name one file of data"))
    data = load_order_bytes(path)
    if isinstance(data, Problem):
        raise OrderError(data)
    return data


def _helped(problem: Problem, shape: DataShape) -> Problem:
    if problem.place == f"/{FILLED_IN}":
        return replace(problem, hint="leave it out: it is filled in for each recipient")
    return problem if problem.hint else replace(problem, hint=f"{shape.source} says what it holds")


def _must_know(ledger: Ledger, number: str, notices: tuple[DueNotice, ...]) -> None:
    known = ledger.issued([number.casefold()])
    if not any(key_of(notice) in known for notice in notices):
        message = "this letter was never sent for this contract, so it cannot be sent again"
        hint = "send it first: leave --reissue out"
        raise OrderError(Problem(number, "never-issued", message, hint=hint))
