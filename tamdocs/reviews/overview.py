"""The overview of a portfolio: each customer with its figures, its reports, and why it needs a call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeAlias

from tamdocs.reviews.attention import Reason, in_order, term_reason, urgency
from tamdocs.reviews.figures import CaseFigures
from tamdocs.reviews.period import Period

COUNTS = ("opened", "closed", "backlog", "severity_one", "escalated")
Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Customer:
    order_number: str
    company: str
    account_manager: str
    term_end: date
    counts: Mapping[str, int]
    """One for each of `COUNTS`; empty where there are no figures, because the order or the notes are refused."""
    reasons: tuple[Reason, ...] = ()
    """Why it needs a call, the heaviest first."""
    reports: Mapping[str, tuple[str, ...]] | None = None
    """Files by language, below the folder of the overview; None before they are made."""
    changed: tuple[str, ...] = ()
    """Languages in which the report would read differently today."""


@dataclass(frozen=True, slots=True)
class Overview:
    kind: str
    """Of the report, such as `review-monthly`."""
    period: Period
    customers: tuple[Customer, ...]
    """Those that need a call first, the most urgent at the top."""
    not_in_term: int
    refused: int
    """Orders of the book that cannot be used."""

    @property
    def calls(self) -> int:
        """Return how many customers need a call."""
        return sum(bool(customer.reasons) for customer in self.customers)


def counts_of(figures: CaseFigures) -> dict[str, int]:
    counted = {each.now.rule: each.now.count for each in figures.headline}
    counted["severity_one"] = figures.severity_one.count.count
    return {name: counted[name] for name in COUNTS}


def finished(
    customer: Customer, period: Period, *, renewed: bool, failed: Sequence[str], changed: Sequence[str] = ()
) -> Customer:
    """Return *customer* with the reasons that are known only when the whole book is read and all reports are made.

    Args:
        renewed: A later order renews the one of the customer.
        failed: Languages in which there is no report.
        changed: Languages in which the report would read differently today.
    """

    def reasons() -> Iterator[Reason]:
        yield from customer.reasons
        if ending := term_reason(period, customer.term_end, renewed=renewed):
            yield ending
        if failed:
            yield Reason("report-failed", {"languages": ", ".join(sorted(failed))})

    return replace(customer, reasons=in_order(reasons()), changed=tuple(sorted(changed)))


def ordered(customers: Iterator[Customer]) -> tuple[Customer, ...]:
    return tuple(sorted(customers, key=lambda customer: (urgency(customer.reasons), customer.order_number)))


def overview_as_json(overview: Overview) -> Json:
    return {
        "report": overview.kind,
        "period": str(overview.period),
        "customers": len(overview.customers),
        "need_a_call": overview.calls,
        "not_in_term": overview.not_in_term,
        "refused": overview.refused,
        "rows": [customer_as_json(customer) for customer in overview.customers],
    }


def customer_as_json(customer: Customer) -> Json:
    return {
        "order_number": customer.order_number,
        "company": customer.company,
        "account_manager": customer.account_manager,
        "term_end": customer.term_end.isoformat(),
        "needs_a_call": bool(customer.reasons),
        "reasons": [{"code": reason.code, **reason.values} for reason in customer.reasons],
        **({"figures": dict(customer.counts)} if customer.counts else {}),
        **({"changed": list(customer.changed)} if customer.changed else {}),
        **({} if customer.reports is None else {"reports": {key: list(e) for key, e in customer.reports.items()}}),
    }
