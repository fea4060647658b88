"""`tamdocs renewals run`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tamdocs.cli.renewals_options import Moment, book_options, ledger_address, ledger_option, print_problems
from tamdocs.cli.usage import FORMATS
from tamdocs.cli.words import counted

if TYPE_CHECKING:
    from tamdocs.batch.desk import Desk
    from tamdocs.batch.renewals.crew import Crew
    from tamdocs.batch.renewals.ledger import Ledger
    from tamdocs.batch.renewals.spool import Spool
    from tamdocs.batch.renewals.work import ChunkResult, NoticeJob
    from tamdocs.renewals.book.record import Record


@click.command()
@click.argument("book", metavar="BOOK")
@click.option("--as-of", "now", type=Moment(), help="Today: a day, or an instant with its time zone.  [default: now]")
@ledger_option
@click.option("--out", metavar="OUT", help="Folder or address, such as s3://bucket/folder.  [default: out]")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes that make letters.")
@click.option("--cluster", metavar="URL", help="Scheduler of Dask to use instead, such as tcp://host:8786.")
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(FORMATS), help="Only this; repeatable.  [default: both]"
)
@click.option("--dry-run", is_flag=True, help="Say what would be issued, and write nothing.")
@click.option("--reissue", metavar="CONTRACT", multiple=True, help="Issue its last notices again; repeatable.")
@click.option("--reason", metavar="TEXT", help="Why they are issued again; the ledger keeps it.")
@click.option("--no-embed", is_flag=True, help="Leave order and data out of the letters; their hashes stay in them.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each notice.")
@book_options
def run(
    *,
    book: str,
    now: date | datetime | None,
    ledger: str | None,
    out: str | None,
    jobs: int,
    cluster: str | None,
    formats: tuple[str, ...],
    dry_run: bool,
    reissue: tuple[str, ...],
    reason: str | None,
    no_embed: bool,
    as_json: bool,
    **options: Any,
) -> None:
    """Issue the notices that are due, each exactly once.

    The ledger knows what has been issued. The same command may be run again at any time, also after it was killed: it
    goes on where it stopped. Letters lie in OUT/renewals/notices/; print runs, manifest, posting days and drafts of
    e-mails in OUT/renewals/<day>/.

    \b
    Example:
      tamdocs renewals run book.jsonl --as-of 2018-09-01 --jobs 4
      tamdocs renewals run contracts/ --dry-run
      tamdocs renewals run contracts/ --reissue TAM-2017-004218 --reason "returned by the post office"
      tamdocs renewals run book.db --ledger postgresql://desk@db/renewals --cluster tcp://host:8786 --out s3://letters
    """
    if bool(reissue) != bool(reason and reason.strip()):
        raise click.UsageError("--reissue and --reason go together.")
    from tamdocs.batch.desk import Desk
    from tamdocs.batch.renewals.work import NoticeJob, editions_hash
    from tamdocs.cli.paths import short
    from tamdocs.workspace import find_workspace

    workspace = find_workspace(Path.cwd())
    desk, moment = Desk(workspace), now or datetime.now().astimezone()
    as_of = moment.date() if isinstance(moment, datetime) else moment
    job = NoticeJob(
        workspace,
        _everywhere(out) if out else str(workspace.out),
        ledger_address(ledger, workspace),
        frozenset(formats or FORMATS),
        as_of,
        editions_hash(desk.library),
        embed=not no_embed,
    )
    reasons = {number.casefold(): (reason or "").strip() for number in reissue}
    asked = _Asked(book, out or str(short(workspace.out)), options, moment, jobs, cluster, reasons, as_json)
    sys.exit((_dry_run if dry_run else _run)(asked, job, desk))


@dataclass(frozen=True, slots=True)
class _Asked:
    book: str
    out: str
    """As the user has named it."""
    options: Mapping[str, Any]
    now: date | datetime
    jobs: int
    cluster: str | None
    reasons: dict[str, str]
    as_json: bool


@dataclass(slots=True)
class _Total:
    issued: int = 0
    already: int = 0
    changed: int = 0
    failed: int = 0
    stopped: bool = False
    printed: list[str] = field(default_factory=list)


def _everywhere(out: str) -> str:
    """Return *out* as it is right for processes that were started in another folder."""
    return out if "://" in out else str(Path(out).resolve())


def _run(asked: _Asked, job: NoticeJob, desk: Desk) -> bool:
    """Do the run; return whether something went wrong."""
    from tamdocs.batch.renewals.crew import open_crew
    from tamdocs.batch.renewals.ledger import Ledger
    from tamdocs.batch.renewals.run import print_batches
    from tamdocs.batch.renewals.spool import Spool
    from tamdocs.batch.renewals.store import open_store
    from tamdocs.batch.renewals.worker import worker_here
    from tamdocs.errors import TamdocsError

    total = _Total()
    ledger, store = Ledger(job.ledger), open_store(job.out)
    ledger.database.prepare()
    with Spool() as spool:
        _read_book(spool, asked, desk, ledger)
        try:
            store.sweep(ledger.unless_issued)
            with open_crew(asked.jobs, asked.cluster, one_machine=ledger.database.is_sqlite) as crew, worker_here(desk):
                _issue(spool, job, ledger, crew, asked, total)
                for path in print_batches(job, ledger, store, crew):
                    total.printed.append(path)
                    if not asked.as_json:
                        click.echo(f"{asked.out.rstrip('/')}/renewals/{path}")
            store.sweep(ledger.unless_issued)  # of workers that died
        except TamdocsError as error:
            total.stopped = True
            print_problems(error.problems)
        click.echo(_summary(spool, total), err=True)
        return total.stopped or bool(total.failed or spool.count.refused or spool.problems)


def _read_book(spool: Spool, asked: _Asked, desk: Desk, ledger: Ledger | None) -> None:
    """Take up what is due in the book, and tell of bad records as they are met."""
    from tamdocs.batch.renewals.run import plan_again
    from tamdocs.renewals.plan import plan_notices

    plan = plan_again(asked.reasons, ledger) if asked.reasons and ledger else plan_notices
    found = set()
    for record in spool.add_book(_records(asked, desk), asked.now, plan, asked.reasons):
        if record.order is None:
            print_problems(problem for problem in record.problems if problem.severity == "error")
        elif asked.reasons:
            found.add(record.order.order_number.casefold())
    print_problems(spool.problems)
    if missing := sorted(asked.reasons.keys() - found):
        raise click.UsageError(f"no order of the book that can be used has the number {', '.join(missing)}")


def _records(asked: _Asked, desk: Desk) -> Iterator[Record]:
    from tamdocs.batch.book import BookOptions, open_book
    from tamdocs.cli.progress import with_progress

    return with_progress(open_book(asked.book, desk, BookOptions(**asked.options)), None, "orders")


def _issue(spool: Spool, job: NoticeJob, ledger: Ledger, crew: Crew, asked: _Asked, total: _Total) -> None:
    from tamdocs.batch.renewals.run import issue_notices

    results = issue_notices(spool, job, ledger, crew)
    for result in _with_rate(results, spool.count.notices):
        total.issued += len(result.issued)
        total.already += result.already
        total.changed += len(result.changed)
        total.failed += len(result.failed)
        _print_result(result, as_json=asked.as_json)


def _with_rate(results: Iterable[ChunkResult], notices: int) -> Iterator[ChunkResult]:
    from tamdocs.cli.progress import notice_progress

    with notice_progress(notices) as advance:
        for result in results:
            advance(len(result.issued) + result.already + len(result.failed))
            yield result


def _print_result(result: ChunkResult, *, as_json: bool) -> None:
    from tamdocs.cli.report import json_line
    from tamdocs.renewals.issued import NoticeKey

    def line(key: NoticeKey, number: str, outcome: str, **more: object) -> str:
        said = {"order_number": number, "notice": key.step, "recipient": key.recipient, "term_end": str(key.term_end)}
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


def _summary(spool: Spool, total: _Total) -> str:
    words = f"{counted(spool.count.contracts, 'contract')}: {counted(total.issued, 'notice')} issued"
    words += f", {total.already:,} issued before" if total.already else ""
    words += f"; {total.changed:,} changed since" if total.changed else ""
    words += f"; {total.failed:,} failed" if total.failed else ""
    words += f"; {counted(spool.count.refused, 'order')} refused" if spool.count.refused else ""
    words += "; stopped before the end: run the same command again" if total.stopped else ""
    return words


def _dry_run(asked: _Asked, job: NoticeJob, desk: Desk) -> bool:
    """Print what would be issued, as the plan does; return whether something is wrong with the book."""
    from tamdocs.batch.renewals.ledger import Ledger
    from tamdocs.batch.renewals.spool import Spool
    from tamdocs.batch.renewals.standing import not_issued
    from tamdocs.cli.report import json_line
    from tamdocs.renewals.due import due_as_json

    ledger = Ledger(job.ledger)
    known = ledger if ledger.database.exists() else None
    notices = 0
    with Spool() as spool:
        _read_book(spool, asked, desk, known)
        for notice in not_issued(spool.due(), known):
            notices += 1
            if asked.as_json:
                click.echo(json_line(due_as_json(notice)))
            else:
                click.echo("  ".join(map(str, due_as_json(notice).values())))
        words = f"{counted(spool.count.contracts, 'contract')}: {counted(notices, 'notice')} would be issued"
        click.echo(words, err=True)
        return bool(spool.count.refused or spool.problems)
