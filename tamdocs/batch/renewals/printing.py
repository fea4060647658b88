"""The folder of a day: print runs, drafts of e-mails, manifest and calendar, all made from what the ledger has."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tamdocs.batch.renewals.crew import Crew
from tamdocs.batch.renewals.database import TRIES
from tamdocs.batch.renewals.ledger import Batch, Ledger
from tamdocs.batch.renewals.sheets import Sheets
from tamdocs.batch.renewals.store import Store
from tamdocs.batch.renewals.work import NoticeJob
from tamdocs.batch.renewals.worker import worker_for
from tamdocs.errors import LedgerError, Problem, StoreError, WorkspaceError
from tamdocs.renewals.email_draft import write_draft
from tamdocs.renewals.issued import IssuedFile, IssuedNotice
from tamdocs.renewals.print_run import PrintPart, bookmark, day_folder, print_parts

_AT_ONCE = 50
"""Drafts of e-mails that are held in memory."""


@dataclass(frozen=True, slots=True)
class PartTask:
    job: NoticeJob
    batch: Batch
    number: int
    """Of the part in the batch, from 0."""
    part: PrintPart


def print_batch(batch: Batch, job: NoticeJob, ledger: Ledger, store: Store, crew: Crew) -> Iterator[str]:
    """Make the folder of *batch*, close the batch, and yield the paths of what is in the folder as they are done.

    Raises:
        TamdocsError: The ledger or the store cannot be used, or a letter is not as it was recorded.
    """
    told: set[str] = set()
    lost = 0
    while True:
        made = _MadeOnce(batch, job, ledger, store, crew)
        try:
            for path in made:
                if path not in told:
                    told.add(path)
                    yield path
        except LedgerError as error:
            # What is made twice is the same twice.
            if lost == TRIES or not ledger.database.may_come_back(error):
                raise
            ledger.database.pause(lost)
            lost += 1
            continue
        if batch.closed or ledger.close_batch(batch, made.notices):
            return


class _MadeOnce:
    """The folder of a batch as it is made; to be gone through once."""

    def __init__(self, batch: Batch, job: NoticeJob, ledger: Ledger, store: Store, crew: Crew) -> None:
        self._batch, self._job, self._ledger, self._store, self._crew = batch, job, ledger, store, crew
        self.notices = 0

    def __iter__(self) -> Iterator[str]:
        batch, job, folder = self._batch, self._job, _folder(self._batch)
        with Sheets() as sheets:
            with self._ledger.printing(batch) as rows:
                tasks = (PartTask(job, batch, number, part) for number, part in enumerate(print_parts(rows)))
                for task, pages in self._crew.run(print_part, tasks):
                    if pages is None:
                        raise _process_ended(task.part.path)
                    self.notices += len(task.part.notices)
                    sheets.add(task.number, task.part, pages)
                    if any(pages):
                        yield f"{folder}/{task.part.path}"
            yield from sheets.save(self._store, folder, batch.as_of)


def print_part(task: PartTask) -> Sequence[int]:
    """Make a file of a print run and the drafts of its letters; return how many pages each letter has.

    There are none where the letters have no PDF.
    """
    from tamdocs.writers.pdf.join import join
    from tamdocs.writers.pdf.part import take_apart

    part, folder = task.part, _folder(task.batch)
    store = worker_for(task.job).store
    pdfs = [next((file for file in notice.files if file.path.endswith(".pdf")), None) for notice in part.notices]
    letters = [(notice, pdf) for notice, pdf in zip(part.notices, pdfs, strict=True) if pdf is not None]
    if not letters:
        return [0] * len(pdfs)
    taken = []
    drafts: dict[str, bytes] = {}
    for notice, pdf in letters:
        data = _checked(store, pdf, notice)
        taken.append(take_apart(data))
        drafts[f"{folder}/{_draft_path(notice)}"] = _draft(notice, data, taken[-1].metadata)
        if len(drafts) == _AT_ONCE:
            store.save(drafts)
            drafts = {}
    words = [bookmark(notice) for notice, _ in letters]
    store.save(drafts | {f"{folder}/{part.path}": join(taken, part.title(task.batch.as_of), words)})
    counts = iter(len(one.pages) for one in taken)
    return [0 if pdf is None else next(counts) for pdf in pdfs]


def _folder(batch: Batch) -> str:
    return day_folder(batch.as_of, batch.number)


def _draft_path(notice: IssuedNotice) -> str:
    again = f"-{notice.key.issue}" if notice.key.issue else ""
    return f"emails/{notice.order_number}-{notice.key.step}-{notice.key.recipient}{again}.eml"


def _draft(notice: IssuedNotice, pdf: bytes, metadata: bytes) -> bytes:
    file = f"{notice.order_number}-{notice.key.step}.pdf"
    return write_draft(notice.addressee, notice.order_number, pdf, metadata, file)


def _checked(store: Store, file: IssuedFile, notice: IssuedNotice) -> bytes:
    data = store.read(file.path)
    if hashlib.sha256(data).hexdigest() != file.sha256:
        message = "this letter is not as it was when it was issued"
        hint = f"bring the file back, or issue it again with --reissue {notice.order_number} --reason TEXT"
        raise StoreError(Problem(f"{store.name}/renewals/{file.path}", "changed-letter", message, hint=hint))
    return data


def _process_ended(path: str) -> WorkspaceError:
    message = "the process that made this file ended each time before it was made"
    hint = "look whether the machine ran out of memory; then run the same command again"
    return WorkspaceError(Problem(path, "process-ended", message, hint=hint))
