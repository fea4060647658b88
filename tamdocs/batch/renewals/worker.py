"""Issues notices, a chunk of contracts at a time: letters made, files staged, recorded and published at once."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

import msgspec

from tamdocs.batch.desk import Desk
from tamdocs.batch.pack import PAGE_FORMATS
from tamdocs.batch.renewals.ledger import Event, Failure, Ledger
from tamdocs.batch.renewals.store import open_store
from tamdocs.batch.renewals.work import Changed, ChunkResult, DueContract, Issued, NoticeJob, OwnData, editions_hash
from tamdocs.batch.stamped import Made, Stamper
from tamdocs.document.tree_json import canonical_json
from tamdocs.errors import OrderError, Problem, SkinError, StoreError, TamdocsError, WorkspaceError
from tamdocs.library.agreement import Agreement, agree
from tamdocs.library.compose import Composed, compose, compose_with_texts
from tamdocs.library.model import Outline
from tamdocs.library.note_parts import NOTES
from tamdocs.orders.data import write_data
from tamdocs.renewals.due import DueNotice
from tamdocs.renewals.issued import IssuedFile, IssuedNotice, NoticeKey, addressee_of, key_of, notice_path
from tamdocs.renewals.letter import Given, sent_data
from tamdocs.renewals.letter_data import letter_data, letter_date

if TYPE_CHECKING:
    from tamdocs.writers.pdf.writer import Pdf


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A notice that is to be issued, or that was."""

    contract: DueContract
    agreement: Agreement
    notice: DueNotice
    key: NoticeKey


@dataclass(frozen=True, slots=True)
class _Draft:
    """A letter that is composed, and laid out where that is asked for."""

    wanted: _Wanted
    day: date
    data: bytes | None
    """The file of what the letter needs beyond the order."""
    composed: Composed
    tree: str
    pages: Pdf | None = None


@dataclass(frozen=True, slots=True)
class _Letter:
    row: IssuedNotice
    files: Mapping[str, bytes]


_Step = TypeVar("_Step", bound=_Wanted | _Draft)
_Result = TypeVar("_Result")


class NoticeWorker:
    def __init__(self, job: NoticeJob, desk: Desk | None = None) -> None:
        """Make a worker.

        Args:
            job: What is to be done.
            desk: What has been loaded already, in the process of the parent.

        Raises:
            TamdocsError: The workspace, the ledger or the store cannot be used here.
        """
        # A letter has nothing for several threads of Typst to do but to wait for each other.
        os.environ.setdefault("RAYON_NUM_THREADS", "1")
        self.job = job
        self.desk = desk or Desk(job.workspace)
        self.ledger = Ledger(job.ledger)
        self.store = open_store(job.out, job.folder)
        self.given: Given = msgspec.json.decode(job.given) if job.given else {}
        if editions_hash(self.desk.library) != job.editions:
            message = "the clause library here is not the one that the run was started with"
            hint = "give each machine the same workspace, at the same path"
            raise WorkspaceError(Problem(str(job.workspace.root), "other-workspace", message, hint=hint))

    def close(self) -> None:
        """Let go of the ledger."""
        self.ledger.database.close()

    def issue(self, chunk: Sequence[DueContract]) -> ChunkResult:
        """Issue the notices of *chunk* that have not been issued.

        Raises:
            LedgerError: The ledger cannot be used.
            StoreError: The files cannot be stored.
            SkinError: A skin is wrong, so that no letter can be made.
        """
        known = self.ledger.issued({contract.contract for contract in chunk})
        wanted: list[_Wanted] = []
        failed: list[Failure] = []
        for contract in chunk:
            wanted += self._wanted(contract, known, failed)
        old = [each for each in wanted if each.key in known]
        new = [each for each in wanted if each.key not in known]
        changed = list(self._changed(old, known))
        issued, taken = self._issue(new, failed)
        events = [Event(each.key, self.job.as_of, "changed", each.because) for each in changed]
        events += [Event(each.key, self.job.as_of, "failed", f"{each.message} [{each.code}]") for each in failed]
        self.ledger.note(events, failed, self.job.as_of)
        return ChunkResult(issued, len(old) + taken, tuple(changed), tuple(failed))

    def _wanted(
        self, contract: DueContract, known: Mapping[NoticeKey, IssuedNotice], failed: list[Failure]
    ) -> Iterator[_Wanted]:
        try:
            agreement = agree(contract.order, self.desk.library)
        except TamdocsError as error:
            failed += [_failure(key_of(notice), notice, error) for notice in contract.notices]
            return
        for notice in contract.notices:
            yield _Wanted(contract, agreement, notice, _key(contract, notice, known, self.job.as_of))

    def _issue(self, wanted: Iterable[_Wanted], failed: list[Failure]) -> tuple[tuple[Issued, ...], int]:
        """Return what was issued, and how many another run has issued in the meantime."""
        # Each step for all letters and then the next: one letter after another, each step would find the caches of the
        # processor filled by another, and take half as long again.
        drafts = _done(self._compose, sorted(wanted, key=_likeness), failed)
        letters = _done(self._finish, _done(self._lay_out, drafts, failed), failed)
        if not letters:
            return (), 0
        fresh = self._record(letters)
        issued = tuple(Issued(row.key, row.order_number, tuple(file.path for file in row.files)) for row in fresh)
        return issued, len(letters) - len(issued)

    def _record(self, letters: Sequence[_Letter]) -> Sequence[IssuedNotice]:
        """Put the files of *letters* in their place and record them, but for those that somebody else has recorded."""
        files = {path: data for letter in letters for path, data in letter.files.items()}
        staged = self.store.stage(files, {path: letter.row.key for letter in letters for path in letter.files})
        published: set[NoticeKey] = set()

        def publish(fresh: Sequence[IssuedNotice]) -> None:
            published.update(row.key for row in fresh)
            staged.publish([file.path for row in fresh for file in row.files])

        try:
            fresh = self.ledger.record([letter.row for letter in letters], publish, printed=self.job.printed)
        except StoreError:
            staged.discard()
            raise
        except BaseException:
            staged.leave()
            raise
        staged.discard()
        doubtful = published - {row.key for row in fresh}
        settled = self._settle([letter for letter in letters if letter.row.key in doubtful]) if doubtful else ()
        return (*fresh, *settled)

    def _settle(self, letters: Sequence[_Letter]) -> Iterator[IssuedNotice]:
        """Yield those of *letters* that this run has issued after all, though the ledger was lost before it said so.

        If another run was first, the files are put back to what that run has made.
        """
        known = self.ledger.issued({letter.row.key.contract for letter in letters})
        for letter in letters:
            row = known[letter.row.key]
            if row.files == letter.row.files:
                yield replace(letter.row, batch=row.batch)
                continue
            message = f"two runs have made this letter differently: {row.key.words}"
            hint = f"issue it again with: tamdocs renewals run BOOK --reissue {row.order_number} --reason TEXT"
            raise WorkspaceError(Problem(row.files[0].path, "doubtful-letter", message, hint=hint))

    def _compose(self, wanted: _Wanted) -> _Draft:
        notice, contract = wanted.notice, wanted.contract
        day = letter_date(notice, contract.today)
        own, data = contract.own.get(notice.language), self._data(wanted, notice, day)
        composed = compose_with_texts(wanted.agreement, notice.letter, notice.language, data)
        file = own.data if own else None if data is None else write_data(data)
        return _Draft(wanted, day, file, composed, canonical_json(composed.document))

    def _lay_out(self, draft: _Draft) -> _Draft:
        return replace(draft, pages=self.desk.renderer.lay_out(draft.composed.document, self.job.formats, draft.tree))

    def _finish(self, draft: _Draft) -> _Letter:
        wanted, renderer = draft.wanted, self.desk.renderer
        notice, contract, key = wanted.notice, wanted.contract, wanted.key
        rendered = renderer.render(draft.composed.document, self.job.formats, draft.tree, draft.pages)
        made = Made(draft.composed, rendered)
        stamper = Stamper(contract.order_data, wanted.agreement, renderer, embed=self.job.embed, data=draft.data)
        files = {
            notice_path(key, notice.order_number, name): stamper.document(made, name)
            for name in PAGE_FORMATS
            if name in self.job.formats
        }
        edition = wanted.agreement.edition
        row = IssuedNotice(
            key=key,
            order_number=notice.order_number,
            reason=contract.reason,
            order_sha256=contract.order_sha256,
            edition=edition.id,
            edition_sha256=edition.sha256,
            tree_sha256=_sha256(draft.tree.encode()),
            letter=notice.letter,
            letter_date=draft.day,
            language=notice.language,
            delivery=notice.delivery,
            country=notice.country,
            post_by=notice.post_by,
            receive_by=notice.receive_by,
            as_of=self.job.as_of,
            batch=0,
            addressee=addressee_of(contract.order, notice.recipient),
            files=tuple(IssuedFile(path, len(data), _sha256(data)) for path, data in files.items()),
        )
        return _Letter(row, files)

    def _data(self, wanted: _Wanted, notice: DueNotice, day: date) -> object:
        agreement, issue = wanted.agreement, wanted.key.issue
        if own := wanted.contract.own.get(notice.language):
            return self._read(agreement.edition.outlines[notice.letter], own)
        if notice.step.partition(".")[2]:
            return sent_data(agreement, notice, day, issue, self.given)
        return letter_data(agreement, notice, day, issue)

    def _read(self, outline: Outline, own: OwnData) -> object:
        read = self.desk.read_data(outline.data, outline.kind, own.data) if outline.data else None
        if read and read.data is None:
            raise OrderError(read.problems)
        return read.data if read else None

    def _changed(self, wanted: Iterable[_Wanted], known: Mapping[NoticeKey, IssuedNotice]) -> Iterator[Changed]:
        """Yield those of *wanted* that would read differently today with the days that they have."""
        for each in wanted:
            row, edition = known[each.key], each.agreement.edition
            other_order = row.order_sha256 != each.contract.order_sha256
            other_edition = row.edition_sha256 != edition.sha256
            other_data = bool(self.given or each.contract.own)
            if not (other_order or other_edition or other_data) or each.contract.reason:
                continue
            parts = (["the order"] if other_order else []) + ([f"edition {edition.id}"] if other_edition else [])
            because = " or ".join((*parts, "its data")) if other_data else " and ".join(parts)
            notice = each.notice._replace(receive_by=row.receive_by, post_by=row.post_by)
            try:
                data = self._data(each, notice, row.letter_date)
                tree = canonical_json(compose(each.agreement, row.letter, row.language, data))
            except TamdocsError:
                tree = ""  # it cannot even be composed any more
            if _sha256(tree.encode()) != row.tree_sha256:
                yield Changed(each.key, row.order_number, f"{because} changed since it was issued on {row.as_of}")


def _done(step: Callable[[_Step], _Result], letters: Iterable[_Step], failed: list[Failure]) -> list[_Result]:
    """Return what *step* makes of each of *letters*, but for those that it fails for."""
    done: list[_Result] = []
    for letter in letters:
        try:
            done.append(step(letter))
        except SkinError:
            raise
        except Exception as error:  # noqa: BLE001 - a defect met in one notice must not stop the others
            each = letter.wanted if isinstance(letter, _Draft) else letter
            failed.append(_failure(each.key, each.notice, error, each.contract.own.get(each.notice.language)))
    return done


def _likeness(wanted: _Wanted) -> tuple[str, ...]:
    """Return what makes letters alike: Typst is quicker if such letters follow one another."""
    notice, agreement = wanted.notice, wanted.agreement
    return notice.letter, notice.language, agreement.edition.id, agreement.region.code, notice.step, notice.country


def _key(contract: DueContract, notice: DueNotice, known: Mapping[NoticeKey, IssuedNotice], as_of: date) -> NoticeKey:
    """Return which issue of *notice* is meant: the last one; with a reason, that which it was first asked with."""
    first = key_of(notice)
    issues = sorted(key.issue for key in known if key._replace(issue=0) == first)
    if not contract.reason:
        return first._replace(issue=issues[-1]) if issues else first
    for issue in issues:
        row = known[first._replace(issue=issue)]
        if issue and (row.reason, row.as_of) == (contract.reason, as_of):
            return row.key
    return first._replace(issue=issues[-1] + 1 if issues else 0)


def _failure(key: NoticeKey, notice: DueNotice, error: Exception, own: OwnData | None = None) -> Failure:
    if isinstance(error, TamdocsError):
        problem = error.problems[0]
        code, message = problem.code, problem.message
        if own and (place := _place_in_notes(problem, own)):
            message = f"{place}: {message}"
    else:
        code, message = "defect", f"this notice met a defect of tamdocs: {type(error).__name__}: {error}"
    return Failure(key, notice.order_number, notice.country, notice.post_by, code, message)


def _place_in_notes(problem: Problem, own: OwnData) -> str | None:
    """Return the file and line of the notes in which *problem* comes from what a person wrote there."""
    parts = (problem.place or "").removeprefix("data:").split("/")
    found = own.notes.get(parts[2]) if parts[1:2] == [NOTES] and len(parts) > 2 else None
    return f"{found[0]}:{found[1]}" if found else None


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


_here = threading.local()
"""The worker of this thread: a process of a pool has one thread, one of a cluster may have several."""


def worker_for(job: NoticeJob) -> NoticeWorker:
    """Return the worker of this thread for *job*; what it has loaded is kept until it works for another one."""
    worker: NoticeWorker | None = getattr(_here, "worker", None)
    if worker is None or worker.job != job:
        desk: Desk | None = getattr(_here, "desk", None)
        _dismiss()
        worker = _here.worker = NoticeWorker(job, desk)
    return worker


@contextmanager
def worker_here(desk: Desk) -> Iterator[None]:
    """Let a worker of this thread use *desk*, and close what it holds open at the end."""
    _here.desk = desk
    try:
        yield
    finally:
        _here.desk = None
        _dismiss()


def _dismiss() -> None:
    worker: NoticeWorker | None = getattr(_here, "worker", None)
    if worker is not None:
        worker.close()
    _here.worker = None


def issue_chunk(task: tuple[NoticeJob, Sequence[DueContract]]) -> ChunkResult:
    """Issue the notices of a chunk, in whichever process this is called."""
    job, chunk = task
    return worker_for(job).issue(chunk)


def prepare_worker(job: NoticeJob) -> None:
    """Load what *job* needs, in whichever process this is called."""
    worker_for(job)
