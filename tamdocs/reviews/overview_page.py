"""The overview of a portfolio as a page for the account manager."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from urllib.parse import quote

from tamdocs.reviews.attention import Reason
from tamdocs.reviews.attention_words import said_of
from tamdocs.reviews.overview import COUNTS, Customer, Overview
from tamdocs.reviews.overview_words import Words, page_words
from tamdocs.writers.html.overview import FileLink, OverviewPage, OverviewRow, OverviewTable, Why, write_overview

_GRAVE = 80
"""Weight from which on a reason stands out."""


def overview_html(overview: Overview, language: str) -> str:
    """Return *overview* as a page that needs nothing else. Equal overviews give equal pages."""
    words = page_words(language)
    calls = [customer for customer in overview.customers if customer.reasons]
    others = [customer for customer in overview.customers if not customer.reasons]
    tables = [OverviewTable(words.calls, _rows(calls, words), words.nobody)]
    if others:
        tables.append(OverviewTable(words.others, _rows(others, words)))
    headings = (words.company, *words.counts, words.why, words.reports)
    page = OverviewPage(words.language, words.title(overview), words.summary(overview), headings, tuple(tables))
    return write_overview(page)


def _rows(customers: Iterable[Customer], words: Words) -> tuple[OverviewRow, ...]:
    return tuple(_row(customer, words) for customer in customers)


def _row(customer: Customer, words: Words) -> OverviewRow:
    return OverviewRow(
        customer.company,
        (f"{words.order} {customer.order_number}", f"{words.manager} {customer.account_manager}"),
        tuple(f"{customer.counts[name]:,}" if customer.counts else "–" for name in COUNTS),
        tuple(_why(reason, words) for reason in customer.reasons),
        words.none,
        tuple(
            (language, tuple(_link(path) for path in paths))
            for language, paths in sorted((customer.reports or {}).items())
        ),
        words.no_report,
        words.changed.format(", ".join(customer.changed)) if customer.changed else "",
    )


def _why(reason: Reason, words: Words) -> Why:
    said = said_of(reason, words.language)
    return Why(said.what, said.names, said.more, said.marks, reason.weight >= _GRAVE)


def _link(path: str) -> FileLink:
    return FileLink(quote(path), PurePosixPath(path).suffix.removeprefix(".").upper())
