"""`tamdocs renewals run`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
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
    head_of,
    issue_options,
    ledger_address,
    ledger_option,
    other_books_option,
    print_problems,
)
from tamdocs.cli.usage import FORMATS

if TYPE_CHECKING:
    from tamdocs.batch.book import BookOptions
    from tamdocs.batch.desk import Desk
    from tamdocs.batch.other_books import OtherBooks
    from tamdocs.batch.renewals.ledger import Ledger
    from tamdocs.batch.renewals.spool import Spool


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
@other_books_option
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
    e-mails in OUT/renewals/<day>/. A book named by --with is only looked at for which contracts it renews.

    \b
    Example:
      tamdocs renewals run book.jsonl --as-of 2018-09-01 --jobs 4
      tamdocs renewals run contracts/ --dry-run
      tamdocs renewals run contracts/ --reissue TAM-2017-004218 --reason "returned by the post office"
      tamdocs renewals run rejects.jsonl --with book.jsonl
      tamdocs renewals run book.db --ledger postgresql://desk@db/renewals --cluster tcp://host:8786 --out s3://letters
    """
    if bool(reissue) != bool(reason and reason.strip()):
        raise click.UsageError("--reissue and --reason go together.")
    from tamdocs.batch.book import BookOptions
    from tamdocs.batch.desk import Desk
    from tamdocs.batch.other_books import OtherBooks
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
    again = dict.fromkeys(reissue, (reason or "").strip())
    asked_for = _Book(book, BookOptions(**options), moment, again)
    others = OtherBooks(book, asked_for.options, desk)
    read = partial(_read_book, asked_for, others, desk)
    asked = Asked(out or str(short(workspace.out)), jobs, cluster, as_json, partial(_head, others))
    sys.exit(tell_all(asked, job, read, Spool()) if dry_run else issue_all(asked, job, desk, read, Spool()))


@dataclass(frozen=True, slots=True)
class _Book:
    path: str
    options: BookOptions
    now: date | datetime
    again: Mapping[str, str]
    """Why notices are to be issued again, by contract, as the user writes it."""


def _head(others: OtherBooks, spool: Spool) -> str:
    return head_of(spool.count.contracts, others)


def _read_book(asked: _Book, others: OtherBooks, desk: Desk, spool: Spool, ledger: Ledger | None) -> None:
    """Take up what is due in the book, and tell of bad records as they are met."""
    from tamdocs.batch.book import open_book
    from tamdocs.batch.renewals.run import plan_again
    from tamdocs.cli.progress import with_progress
    from tamdocs.renewals.due import plan_due

    plan = plan_again(asked.again, ledger) if asked.again and ledger else plan_due
    reasons = {number.casefold(): reason for number, reason in asked.again.items()}
    found = set()
    records = with_progress(others.watch(open_book(asked.path, desk, asked.options)), None, "orders")
    for record in spool.add_book(records, asked.now, plan, reasons):
        if record.order is None:
            print_problems(problem for problem in record.problems if problem.severity == "error")
        elif reasons:
            found.add(record.order.order_number.casefold())
    if missing := [number for number in asked.again if number.casefold() not in found]:
        raise click.UsageError(f"no order of the book that can be used has the number {', '.join(missing)}")
    others.teach(spool.renewals, with_progress(others.records(), None, "orders of other books"))
    print_problems((*spool.problems, *spool.doubts(), *others.doubts()))
