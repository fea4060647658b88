"""Issues the notices of a book that are due, each exactly once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from tamdocs.batch.renewals.crew import Crew
from tamdocs.batch.renewals.ledger import Batch, Event, Failure, Ledger
from tamdocs.batch.renewals.printing import print_batch
from tamdocs.batch.renewals.sheets import MANIFEST
from tamdocs.batch.renewals.spool import Spool
from tamdocs.batch.renewals.store import Store
from tamdocs.batch.renewals.work import ChunkResult, DueContract, NoticeJob
from tamdocs.batch.renewals.worker import issue_chunk
from tamdocs.errors import OrderError, Problem
from tamdocs.library.agreement import Agreement
from tamdocs.renewals.batches import in_batches
from tamdocs.renewals.due import DueNotice, due_notice
from tamdocs.renewals.issued import key_of
from tamdocs.renewals.plan import explain_notices
from tamdocs.renewals.print_run import day_folder

CHUNK = 48
"""Contracts that are recorded at once: few enough to be done again, enough to make a transaction cheap."""

_Task: TypeAlias = tuple[NoticeJob, tuple[DueContract, ...]]


def issue_notices(spool: Spool, job: NoticeJob, ledger: Ledger, crew: Crew) -> Iterator[ChunkResult]:
    """Issue what is due in *spool* and yield what came of it, chunk by chunk.

    Raises:
        TamdocsError: The ledger or the store cannot be used, or a skin is wrong. What was issued before, stays issued.
    """
    poisoned: list[_Task] = []
    for task, result in crew.run(issue_chunk, _tasks(spool.due(), job)):
        if result is None:
            poisoned += ((job, (contract,)) for contract in task[1])
        else:
            yield result
    for task, result in crew.run(issue_chunk, poisoned):
        yield _process_ended(task[1][0], job, ledger) if result is None else result


def print_batches(job: NoticeJob, ledger: Ledger, store: Store, crew: Crew) -> Iterator[str]:
    """Make the folders of the batches that are not closed, or not there as they should be; yield the paths in them.

    A batch that an earlier run left open, for whichever day, is among them: no letter stays without a print run.

    Raises:
        TamdocsError: The ledger or the store cannot be used, or a letter is not as it was recorded.
    """
    for batch in ledger.batches():
        if not batch.closed or (batch.as_of == job.as_of and not _is_made(batch, store)):
            yield from print_batch(batch, job, ledger, store, crew)


def _is_made(batch: Batch, store: Store) -> bool:
    """Return whether the folder of a closed batch has all its notices; a run that knew fewer may have left another."""
    manifest = f"{day_folder(batch.as_of, batch.number)}/{MANIFEST}"
    return store.exists(manifest) and store.read(manifest).count(b"\n") == batch.notices


def _tasks(contracts: Iterator[DueContract], job: NoticeJob) -> Iterator[_Task]:
    return ((job, chunk) for chunk in in_batches(contracts, job.at_once or CHUNK))


def _process_ended(contract: DueContract, job: NoticeJob, ledger: Ledger) -> ChunkResult:
    message = "the process that made this notice ended each time before it was made"
    failed = tuple(
        Failure(key_of(notice), notice.order_number, notice.country, notice.post_by, "process-ended", message)
        for notice in contract.notices
    )
    ledger.note([Event(each.key, job.as_of, "failed", message) for each in failed], failed, job.as_of)
    return ChunkResult(failed=failed)


@dataclass(frozen=True, slots=True)
class PlanAgain:
    """Plans what is to be issued again: the last step that a contract was sent, to each recipient."""

    last_steps: Mapping[str, tuple[date, str]]
    """End of term and step, by contract, case-folded."""

    def __call__(self, agreement: Agreement, today: date) -> tuple[DueNotice, ...]:
        order = agreement.order
        term_end, step = self.last_steps[order.order_number.casefold()]
        if order.term.end != term_end:
            message = f"the notice that was issued is for a term to {term_end}, and the order has {order.term.end}"
            hint = "a new end of term has notices of its own: run without --reissue"
            raise OrderError(Problem(order.order_number, "other-term", message, hint=hint))
        return tuple(due_notice(notice, today) for notice in explain_notices(agreement, today) if notice.step == step)


def plan_again(contracts: Iterable[str], ledger: Ledger) -> PlanAgain:
    """Return how *contracts* (order numbers) are issued again.

    Raises:
        OrderError: One of them was never issued.
    """
    last: dict[str, tuple[date, str]] = {}
    problems: list[Problem] = []
    for number in contracts:
        rows = [row for row in ledger.issued([number.casefold()]).values() if not row.key.is_letter]
        if rows:
            newest = max(rows, key=lambda row: (row.key.term_end, row.receive_by, row.key.issue))
            last[number.casefold()] = (newest.key.term_end, newest.key.step)
        else:
            hint = "issue it first with: tamdocs renewals run BOOK"
            message = "no notice of this contract has been issued, so none can be issued again"
            problems.append(Problem(number, "never-issued", message, hint=hint))
    if problems:
        raise OrderError(problems)
    return PlanAgain(last)
