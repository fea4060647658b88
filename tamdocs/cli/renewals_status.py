"""`tamdocs renewals status`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tamdocs.cli.renewals_options import (
    Moment,
    book_options,
    head_of,
    ledger_address,
    ledger_option,
    other_books_option,
    print_problems,
)
from tamdocs.cli.words import counted

if TYPE_CHECKING:
    from tamdocs.batch.renewals.standing import Standing


@click.command()
@click.argument("book", metavar="BOOK")
@click.option("--as-of", "now", type=Moment(), help="Today: a day, or an instant with its time zone.  [default: now]")
@ledger_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each day and country.")
@book_options
@other_books_option
def status(*, book: str, now: date | datetime | None, ledger: str | None, as_json: bool, **options: Any) -> None:
    """Say how many notices are issued, due, overdue and failed, by posting day and country.

    A notice that failed is due or overdue as well, but is counted once. Reports of a portfolio are counted apart.

    \b
    Example:
      tamdocs renewals status book.jsonl --as-of 2018-09-01
      tamdocs renewals status book.db --ledger postgresql://desk@db/renewals --json
    """
    from tamdocs.batch.book import BookOptions, open_book
    from tamdocs.batch.desk import Desk
    from tamdocs.batch.other_books import OtherBooks
    from tamdocs.batch.renewals.ledger import Ledger
    from tamdocs.batch.renewals.spool import Spool
    from tamdocs.batch.renewals.standing import standing_of
    from tamdocs.cli.progress import with_progress
    from tamdocs.workspace import find_workspace

    workspace = find_workspace(Path.cwd())
    opened = Ledger(ledger_address(ledger, workspace))
    how, desk = BookOptions(**options), Desk(workspace)
    others = OtherBooks(book, how, desk)
    records = with_progress(others.watch(open_book(book, desk, how)), None, "orders")
    with Spool() as spool:
        for record in spool.add_book(records, now or datetime.now().astimezone()):
            if record.order is None:
                print_problems(problem for problem in record.problems if problem.severity == "error")
        others.teach(spool.renewals, with_progress(others.records(), None, "orders of other books"))
        print_problems((*spool.problems, *spool.doubts(), *others.doubts()))
        known = opened if opened.database.exists() else None
        standing = standing_of(spool.due(), known)
        for line in _json_lines(standing) if as_json else _table(standing):
            click.echo(line)
        reports = known.count_reports() if known else 0
        click.echo(_summary(standing, head_of(spool.count.contracts, others), spool.count.refused, reports), err=True)
        sys.exit(bool(spool.count.refused or spool.problems))


def _json_lines(standing: Standing) -> Iterator[str]:
    from tamdocs.batch.renewals.standing import STATES
    from tamdocs.cli.report import json_line

    for (day, country), counts in sorted(standing.items()):
        yield json_line({"day": str(day), "country": country} | {state: counts[state] for state in STATES})


def _table(standing: Standing) -> Iterator[str]:
    from tamdocs.batch.renewals.standing import STATES

    if standing:
        yield "day         country" + "".join(f"{state:>9}" for state in STATES)
    for (day, country), counts in sorted(standing.items()):
        yield f"{day}  {country:<7}" + "".join(f"{counts[state] or '':>9}" for state in STATES)


def _summary(standing: Standing, head: str, refused: int, reports: int) -> str:
    total = sum(standing.values(), Counter())
    words = f"{head}: {counted(total['issued'], 'notice')} issued, {total['due']:,} due"
    words += f", {total['overdue']:,} overdue, {total['failed']:,} failed"
    words += f"; {counted(reports, 'report')} issued" if reports else ""
    return words + (f"; {counted(refused, 'order')} refused" if refused else "")
