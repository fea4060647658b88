"""`tamdocs letter`."""

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
from tamdocs.cli.usage import FORMATS, check_languages, check_letter
from tamdocs.cli.words import counted

if TYPE_CHECKING:
    from tamdocs.batch.desk import Desk
    from tamdocs.batch.renewals.ledger import Ledger
    from tamdocs.batch.renewals.letters import LetterPlan
    from tamdocs.batch.renewals.spool import Spool
    from tamdocs.renewals.book.record import Record


@click.command()
@click.argument("kind")
@click.argument("orders", metavar="ORDER...", nargs=-1, required=True)
@click.option(
    "--data", type=click.Path(path_type=Path), metavar="FILE", help="JSON file of what the letter says: the bulletin."
)
@click.option("--as-of", "--date", "now", type=Moment(), help="Day of sending, or an instant.  [default: now]")
@click.option("--lang", "language", metavar="L", help="Language instead of the one each order has its notices in.")
@ledger_option
@issue_options
@click.option("--dry-run", is_flag=True, help="Say what would be sent to whom, and write nothing.")
@click.option("--explain", is_flag=True, help="Show how the days of each letter follow, and write nothing.")
@click.option("--reissue", metavar="CONTRACT", multiple=True, help="Send its letter again; repeatable.")
@click.option("--reason", metavar="TEXT", help="Why it is sent again; the ledger keeps it.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each letter.")
@book_options
def letter(
    *,
    kind: str,
    orders: tuple[str, ...],
    data: Path | None,
    now: date | datetime | None,
    language: str | None,
    formats: tuple[str, ...],
    out: str | None,
    ledger: str | None,
    jobs: int,
    cluster: str | None,
    dry_run: bool,
    explain: bool,
    reissue: tuple[str, ...],
    reason: str | None,
    no_embed: bool,
    as_json: bool,
    **options: Any,
) -> None:
    """Send a letter to each customer that it concerns, exactly once.

    KIND is patch-notice, action-plan, breach-notice, covered-products-change, or any letter of the edition that says
    whom it concerns. ORDER is an order, a folder of orders, or another book of contracts. Letters, print runs, manifest
    and drafts of e-mails lie in OUT/renewals/, and the ledger of the renewal desk knows what was sent: the same command
    may be run again at any time. docs/lifecycle-letters.md tells what each letter needs.

    \b
    Example:
      tamdocs letter patch-notice contracts/ --data bulletin.json
      tamdocs letter patch-notice book.jsonl.gz --data bulletin.json --dry-run
      tamdocs letter action-plan contracts/acme.json --data plan.json --lang en
      tamdocs letter breach-notice contracts/acme.json --data breach.json --as-of 2018-09-03 --explain
    """
    if bool(reissue) != bool(reason and reason.strip()):
        raise click.UsageError("--reissue and --reason go together.")
    if len(orders) > 1 and options["rejects"]:
        raise click.UsageError("--rejects is for one book: name one ORDER with it.")
    if dry_run and explain:
        raise click.UsageError("--explain writes nothing anyway: leave --dry-run out.")
    from tamdocs.batch.desk import Desk
    from tamdocs.batch.renewals.letters import LetterPlan
    from tamdocs.batch.renewals.spool import Spool
    from tamdocs.batch.renewals.work import NoticeJob, editions_hash
    from tamdocs.cli.paths import short
    from tamdocs.workspace import find_workspace

    workspace = find_workspace(Path.cwd())
    desk, moment = Desk(workspace), now or datetime.now().astimezone()
    check_letter(kind, desk.library)
    check_languages([language] if language else [], workspace)
    plan = LetterPlan(kind, data, desk, language)
    book = _Book(orders, options, moment, dict.fromkeys(reissue, (reason or "").strip()))
    if explain:
        sys.exit(_explain(book, desk, plan, as_json=as_json))
    job = NoticeJob(
        workspace,
        everywhere(out) if out else str(workspace.out),
        ledger_address(ledger, workspace),
        frozenset(formats or FORMATS),
        moment.date() if isinstance(moment, datetime) else moment,
        editions_hash(desk.library),
        embed=not no_embed,
        given=plan.given,
    )
    asked = Asked(out or str(short(workspace.out)), jobs, cluster, as_json, partial(_head, plan))
    read, spool = partial(_read_book, book, desk, plan), Spool(also_renewed=True)
    sys.exit(tell_all(asked, job, read, spool) if dry_run else issue_all(asked, job, desk, read, spool))


@dataclass(frozen=True, slots=True)
class _Book:
    paths: tuple[str, ...]
    options: Mapping[str, Any]
    now: date | datetime
    again: Mapping[str, str]
    """Why letters are to be sent again, by contract, as the user writes it."""


def _head(plan: LetterPlan, spool: Spool) -> str:
    words = counted(spool.count.contracts, "contract")
    return f"{words}, {plan.affected:,} affected, {spool.count.contracts - plan.affected:,} not"


def _read_book(book: _Book, desk: Desk, plan: LetterPlan, spool: Spool, ledger: Ledger | None) -> None:
    """Take up who gets the letter, and tell of bad records as they are met."""
    reasons = {number.casefold(): reason for number, reason in book.again.items()}
    plan.again = dict.fromkeys(reasons, ledger)
    found = set()
    for record in spool.add_book(_records(book, desk), book.now, plan, reasons):
        _tell_refused(record)
        if record.order is not None:
            found.add(record.order.order_number.casefold())
    spool.problems |= {problem: None for number, problem in plan.named.items() if number not in found}
    print_problems((*plan.problems, *spool.problems))
    if missing := [number for number in book.again if number.casefold() not in found]:
        raise click.UsageError(f"no order that can be used has the number {', '.join(missing)}")


def _tell_refused(record: Record) -> None:
    if record.order is None:
        print_problems(problem for problem in record.problems if problem.severity == "error")


def _records(book: _Book, desk: Desk) -> Iterator[Record]:
    """Yield the orders of all books; one that stands in two of them once."""
    from tamdocs.batch.book import BookOptions, open_book
    from tamdocs.cli.progress import with_progress

    def every() -> Iterator[Record]:
        seen: set[str] = set()
        for path in book.paths:
            for record in open_book(path, desk, BookOptions(**book.options)):
                number = record.order.order_number.casefold() if record.order and len(book.paths) > 1 else ""
                if not number or number not in seen:
                    yield record
                seen |= {number} - {""}

    return with_progress(every(), None, "orders")


def _explain(book: _Book, desk: Desk, plan: LetterPlan, *, as_json: bool) -> bool:
    """Print how the days of each letter follow; return whether something is wrong."""
    from tamdocs.cli.letter_explain import explained, explained_as_json
    from tamdocs.cli.report import json_line
    from tamdocs.errors import LibraryError
    from tamdocs.renewals.plan_book import today_for

    wrong = False
    for record in _records(book, desk):
        _tell_refused(record)
        wrong |= record.agreement is None
        if record.agreement is None:
            continue
        today = today_for(record.agreement, book.now)
        try:
            found = plan.look_at(record.agreement, today)
        except LibraryError as error:
            print_problems(error.problems)
            wrong = True
            continue
        if found and as_json:
            click.echo(json_line(explained_as_json(found)))
        elif found:
            click.echo("\n".join(explained(found)))
    return wrong
