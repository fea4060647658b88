"""The overview of a portfolio: made when all reports are, from the plan and from what the ledger has."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from tamdocs.batch.portfolio.plan import PortfolioPlan
from tamdocs.batch.renewals.ledger import Ledger
from tamdocs.batch.renewals.spool import Spool
from tamdocs.batch.renewals.store import Store
from tamdocs.batch.renewals.work import ChunkResult
from tamdocs.renewals.batches import in_batches
from tamdocs.renewals.issued import IssuedNotice, NoticeKey
from tamdocs.reviews.overview import Customer, Overview, finished, ordered, overview_as_json
from tamdocs.reviews.overview_page import overview_html
from tamdocs.reviews.overview_table import overview_xlsx

_LOOKED_UP = 500


class Outcome:
    """What came of the reports of a run."""

    def __init__(self, plan: PortfolioPlan) -> None:
        self._plan = plan
        self._failed: dict[str, set[str]] = {}
        self._changed: dict[str, set[str]] = {}

    def add(self, result: ChunkResult) -> None:
        for failed in result.failed:
            self._failed.setdefault(failed.key.contract, set()).add(_language(failed.key))
        for changed in result.changed:
            self._changed.setdefault(changed.key.contract, set()).add(_language(changed.key))

    def overview(self, spool: Spool, ledger: Ledger | None) -> Overview:
        """Return the overview; its files are those that *ledger* has."""
        customers = self._customers(spool)
        rows = customers if ledger is None else self._with_reports(customers, ledger)
        job = self._plan.job
        return Overview(job.kind, job.period, ordered(rows), self._plan.not_in_term, spool.count.refused)

    def _customers(self, spool: Spool) -> Iterator[Customer]:
        for contract, customer in self._plan.customers.items():
            failed = self._failed.get(contract, set()) | set(self._plan.unmade.get(contract, ()))
            yield finished(
                customer,
                self._plan.job.period,
                renewed=spool.renewals.is_renewed(customer.order_number, customer.term_end),
                failed=sorted(failed),
                changed=sorted(self._changed.get(contract, ())),
            )

    def _with_reports(self, customers: Iterator[Customer], ledger: Ledger) -> Iterator[Customer]:
        for chunk in in_batches(customers, _LOOKED_UP):
            known = ledger.issued({customer.order_number.casefold() for customer in chunk})
            latest: dict[str, dict[str, IssuedNotice]] = {}
            for key, row in sorted(known.items()):
                if key.review and key.review[:2] == (self._plan.job.kind, str(self._plan.job.period)):
                    latest.setdefault(key.contract, {})[key.review.language] = row
            for customer in chunk:
                reports = latest.get(customer.order_number.casefold(), {})
                yield replace(
                    customer,
                    reports={
                        language: tuple(file.path.partition("/")[2] for file in row.files)
                        for language, row in reports.items()
                    },
                )


def save_overview(overview: Overview, language: str, store: Store) -> list[str]:
    """Write *overview* as a page, a workbook and JSON; return their paths below the folder of the portfolio."""
    stem = f"{overview.period}/overview-{overview.kind.removeprefix('review-')}"
    data = json.dumps(overview_as_json(overview), ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace")
    files = {
        f"{stem}.html": overview_html(overview, language).encode("utf-8", "backslashreplace"),
        f"{stem}.xlsx": overview_xlsx(overview, language),
        f"{stem}.json": data + b"\n",
    }
    store.save(files)
    return list(files)


def _language(key: NoticeKey) -> str:
    return key.review.language if key.review else ""
