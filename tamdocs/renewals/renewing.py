"""Which contracts a later order renews, learnt while the orders of a book are gone through, in any order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import msgspec

from tamdocs.errors import Problem
from tamdocs.orders.model import Order


class _Renewing(NamedTuple):
    """An order that names another one in `renews`."""

    term_end: date
    order_number: str


class _Named(msgspec.Struct):
    renews: str | None = None


class Renewals:
    """What is kept are the numbers of the orders that are named, and who names them."""

    def __init__(self) -> None:
        self._latest: dict[str, _Renewing] = {}
        """The one with the latest term, by the number that it names, case-folded."""
        self._refused: dict[str, str] = {}
        """Where an order stands that is refused, by the number that it names, case-folded."""

    def add(self, order: Order) -> None:
        if order.renews is not None:
            named, renewing = order.renews.casefold(), _Renewing(order.term.end, order.order_number)
            self._latest[named] = max(renewing, self._latest.get(named, renewing))

    def add_refused(self, place: str, data: bytes) -> None:
        """Learn from the JSON text *data* of an order that cannot be used which one it names, if it tells."""
        try:
            named = msgspec.json.decode(data, type=_Named).renews
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return
        if named:
            self._refused.setdefault(named.casefold(), place)

    def terms(self) -> Iterator[tuple[str, date]]:
        """Yield each number that is named, case-folded, with the last day of the latest term that is to follow."""
        return ((named, renewing.term_end) for named, renewing in self._latest.items())

    def is_renewed(self, order_number: str, term_end: date) -> bool:
        """Return whether an order with a later term names the contract; one that ends no later renews nothing."""
        latest = self._latest.get(order_number.casefold())
        return latest is not None and latest.term_end > term_end

    def doubt(self, order_number: str, term_end: date) -> Problem | None:
        """Return that a contract is named as renewed, though no later order that can be used does so."""
        contract = order_number.casefold()
        if self.is_renewed(order_number, term_end):
            return None
        if latest := self._latest.get(contract):
            message = (
                f"{latest.order_number} is to renew this contract, but its term ends on {latest.term_end}, no later"
            )
            hint = "its notices are sent; correct `renews` or the term of one of the two"
            return Problem(order_number, "renewal-not-later", message, hint=hint, severity="warning")
        if place := self._refused.get(contract):
            message = f"the order at {place} is to renew this contract, but cannot be used"
            hint = "its notices are sent; mend that order first, and plan the whole book again"
            return Problem(order_number, "renewal-refused", message, hint=hint, severity="warning")
        return None
