"""`tamdocs renewals run`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tamdocs.cli.issuing import Asked, everywhere, issue_all, tell_all
from tamdocs.cli.renewals_options import (
    Moment,
    book_options,
    issue_options,
    ledger_address,
    ledger_option,
    print_problems,
)
from tamdocs.cli.usage import FORMATS
from tamdocs.cli.words import counted

if TYPE_CHECKING:
    from tamdocs.batch.desk import Desk
    from tamdocs.batch.renewals.ledger import Ledger
    from tamdocs.batch.renewals.spool import Spool
    from tamdocs.renewals.book.record import Record


@click.command()
@click.argument("book", metavar="BOOK")
@click.option("--as-of", "now", type=Moment(), help="Today: a day, or an instant with its time zone.  [default: now]")
@ledger_option
@issue_options
@click.option("--dry-run", is_flag=True, help="Say what would be issued, and write nothing.")
@click.option("--reissue", metavar="CONTRACT", multiple=True, help="Issue its last notices again; repeatable.")
@click.option("--reason", metavar="TEXT", help="Why they are issued again; the ledger keeps it.")
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
    from tamdocs.batch.renewals.spool import Spool
    from tamdocs.batch.renewals.work import NoticeJob, editions_hash
    from tamdocs.cli.paths import short
    from tamdocs.workspace import find_workspace

    workspace = find_workspace(Path.cwd())
    desk, moment = Desk(workspace), now or datetime.now().astimezone()
    as_of = moment.date() if isinstance(moment, datetime) else moment
    job = NoticeJob(
        workspace,
        everywhere(out) if out else str(workspace.out),
        ledger_address(ledger, workspace),
        frozenset(formats or FORMATS),
        as_of,
        editions_hash(desk.library),
        embed=not no_embed,
    )
    reasons = {number.casefold(): (reason or "").strip() for number in reissue}
    read = partial(_read_book, _Book(book, options, moment, reasons), desk)
    asked = Asked(out or str(short(workspace.out)), jobs, cluster, as_json, _contracts)
    sys.exit(tell_all(asked, job, read, Spool()) if dry_run else issue_all(asked, job, desk, read, Spool()))


@dataclass(frozen=True, slots=True)
class _Book:
    path: str
    options: Mapping[str, Any]
    now: date | datetime
    reasons: dict[str, str]
    """Why notices are to be issued again, by contract, case-folded."""


def _contracts(spool: Spool) -> str:
    return counted(spool.count.contracts, "contract")


def _read_book(asked: _Book, desk: Desk, spool: Spool, ledger: Ledger | None) -> None:
    """Take up what is due in the book, and tell of bad records as they are met."""
    from tamdocs.batch.renewals.run import plan_again
    from tamdocs.renewals.due import plan_due

    plan = plan_again(asked.reasons, ledger) if asked.reasons and ledger else plan_due
    found = set()
    for record in spool.add_book(_records(asked, desk), asked.now, plan, asked.reasons):
        if record.order is None:
            print_problems(problem for problem in record.problems if problem.severity == "error")
        elif asked.reasons:
            found.add(record.order.order_number.casefold())
    print_problems((*spool.problems, *spool.doubts()))
    if missing := sorted(asked.reasons.keys() - found):
        raise click.UsageError(f"no order of the book that can be used has the number {', '.join(missing)}")


def _records(asked: _Book, desk: Desk) -> Iterator[Record]:
    from tamdocs.batch.book import BookOptions, open_book
    from tamdocs.cli.progress import with_progress

    return with_progress(open_book(asked.path, desk, BookOptions(**asked.options)), None, "orders")
