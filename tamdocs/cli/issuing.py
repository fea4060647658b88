"""What the commands have in common that issue letters, each exactly once: the run, its dry run, what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import click

from tamdocs.cli.renewals_options import print_problems
from tamdocs.cli.words import counted

if TYPE_CHECKING:
    from tamdocs.batch.desk import Desk
    from tamdocs.batch.renewals.crew import Crew
    from tamdocs.batch.renewals.ledger import Ledger
    from tamdocs.batch.renewals.spool import Spool
    from tamdocs.batch.renewals.store import Store
    from tamdocs.batch.renewals.work import ChunkResult, NoticeJob

ReadBook: TypeAlias = "Callable[[Spool, Ledger | None], None]"
"""Takes up what is due, and tells of bad records as they are met; the ledger is None where there is none yet."""
Finish: TypeAlias = "Callable[[Spool, Ledger, Store], Iterable[str]]"
"""Makes what is made of all together, and gives the paths of it in the store."""


@dataclass(frozen=True, slots=True)
class Asked:
    out: str
    """As the user has named it."""
    jobs: int
    cluster: str | None
    as_json: bool
    head: Callable[[Spool], str]
    """How the last line begins: what was gone through."""
    what: str = "notice"
    """That is issued."""
    seen: Callable[[ChunkResult], object] | None = None
    """Is given what came of each chunk."""
    finish: Finish | None = None
    """Instead of print runs."""


@dataclass(slots=True)
class _Total:
    issued: int = 0
    already: int = 0
    changed: int = 0
    failed: int = 0
    stopped: bool = False


def everywhere(out: str) -> str:
    """Return *out* as it is right for processes that were started in another folder."""
    return out if "://" in out else str(Path(out).resolve())


def issue_all(asked: Asked, job: NoticeJob, desk: Desk, read: ReadBook, spool: Spool) -> bool:
    """Issue what *read* finds; return whether something went wrong."""
    from tamdocs.batch.renewals.crew import open_cluster, open_crew
    from tamdocs.batch.renewals.ledger import Ledger
    from tamdocs.batch.renewals.run import print_batches
    from tamdocs.batch.renewals.store import open_store
    from tamdocs.batch.renewals.worker import prepare_worker, worker_here
    from tamdocs.errors import TamdocsError

    total = _Total()
    ledger, store = Ledger(job.ledger), open_store(job.out, job.folder)
    ledger.database.prepare()
    with spool, ExitStack() as stack:
        crew = stack.enter_context(open_crew(asked.jobs))
        if asked.cluster is None:
            crew.prepare(prepare_worker, job)  # while the book is read
        read(spool, ledger)
        try:
            store.sweep(ledger.unless_issued)
            if asked.cluster is not None:
                crew = stack.enter_context(open_cluster(asked.cluster, one_machine=ledger.database.is_sqlite))
            with worker_here(desk):
                _issue(spool, job, ledger, crew, asked, total)
                finish = asked.finish
                made = finish(spool, ledger, store) if finish else print_batches(job, ledger, store, crew)
                for path in made:
                    if not asked.as_json:
                        click.echo(f"{asked.out.rstrip('/')}/{job.folder}/{path}")
            store.sweep(ledger.unless_issued)  # of workers that died
        except TamdocsError as error:
            total.stopped = True
            print_problems(error.problems)
        click.echo(_summary(spool, asked, total), err=True)
        return total.stopped or bool(total.failed or spool.count.failed or spool.count.refused or spool.problems)


def _issue(spool: Spool, job: NoticeJob, ledger: Ledger, crew: Crew, asked: Asked, total: _Total) -> None:
    from tamdocs.batch.renewals.run import issue_notices

    results = issue_notices(spool, job, ledger, crew)
    for result in _with_rate(results, spool.notices(), asked.what):
        total.issued += len(result.issued)
        total.already += result.already
        total.changed += len(result.changed)
        total.failed += len(result.failed)
        if asked.seen:
            asked.seen(result)
        _print_result(result, as_json=asked.as_json)


def _with_rate(results: Iterable[ChunkResult], notices: int, what: str) -> Iterator[ChunkResult]:
    from tamdocs.cli.progress import notice_progress

    with notice_progress(notices, f"{what}s") as advance:
        for result in results:
            advance(len(result.issued) + result.already + len(result.failed))
            yield result


def _print_result(result: ChunkResult, *, as_json: bool) -> None:
    from tamdocs.cli.report import json_line
    from tamdocs.renewals.issued import NoticeKey

    def line(key: NoticeKey, number: str, outcome: str, **more: object) -> str:
        said = {"order_number": number, "notice": key.step, "recipient": key.recipient, "term_end": str(key.term_end)}
        if review := key.review:
            said = {"order_number": number, "report": review.kind, "period": review.period, "language": review.language}
        return json_line(said | {"issue": key.issue, "outcome": outcome} | more)

    for changed in result.changed:
        message = f"{changed.order_number}: {changed.key.words}: {changed.because}; it is not sent again"
        hint = f'  hint: to send it again: --reissue {changed.order_number} --reason "…"'
        click.echo(f"{message}\n{hint}", err=True)
    for failed in result.failed:
        click.echo(f"{failed.order_number}: {failed.key.words}: {failed.message} [{failed.code}]", err=True)
    if as_json:
        for issued in result.issued:
            click.echo(line(issued.key, issued.order_number, "issued", files=list(issued.paths)))
        for changed in result.changed:
            click.echo(line(changed.key, changed.order_number, "changed", because=changed.because))
        for failed in result.failed:
            click.echo(line(failed.key, failed.order_number, "failed", code=failed.code, message=failed.message))


def _summary(spool: Spool, asked: Asked, total: _Total) -> str:
    words = f"{asked.head(spool)}: {counted(total.issued, asked.what)} issued"
    words += f", {total.already:,} issued before" if total.already else ""
    words += f"; {total.changed:,} changed since" if total.changed else ""
    failed = total.failed + spool.count.failed
    words += f"; {failed:,} failed" if failed else ""
    words += refused_words(spool)
    words += "; stopped before the end: run the same command again" if total.stopped else ""
    return words


def refused_words(spool: Spool) -> str:
    return f"; {counted(spool.count.refused, 'order')} refused" if spool.count.refused else ""


def tell_all(asked: Asked, job: NoticeJob, read: ReadBook, spool: Spool) -> bool:
    """Print what would be issued, as the plan does; return whether something is wrong with the book."""
    from tamdocs.batch.renewals.ledger import Ledger
    from tamdocs.batch.renewals.standing import not_issued
    from tamdocs.cli.report import json_line
    from tamdocs.renewals.plan_table import COLUMNS, notice_as_json, notice_as_row

    ledger = Ledger(job.ledger)
    known = ledger if ledger.database.exists() else None
    notices = 0
    with spool:
        read(spool, known)
        for notice in not_issued(spool.due(), known):
            if not (notices or asked.as_json):
                click.echo("  ".join(COLUMNS))
            notices += 1
            click.echo(json_line(notice_as_json(notice)) if asked.as_json else "  ".join(notice_as_row(notice)))
        words = f"{asked.head(spool)}: {counted(notices, 'notice')} would be issued"
        click.echo(words + refused_words(spool), err=True)
        return bool(spool.count.refused or spool.problems)
