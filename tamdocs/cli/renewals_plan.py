"""`tamdocs renewals plan`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tamdocs.cli.renewals_options import Moment, book_options, head_of, other_books_option, print_problems
from tamdocs.cli.words import counted

if TYPE_CHECKING:
    from tamdocs.library.agreement import Agreement
    from tamdocs.orders.model import Order
    from tamdocs.renewals.book.record import Record
    from tamdocs.renewals.due import DueNotice
    from tamdocs.renewals.plan_book import BookPlan


@click.command()
@click.argument("book", metavar="BOOK")
@click.option("--as-of", "now", type=Moment(), help="Today: a day, or an instant with its time zone.  [default: now]")
@click.option("--days", default=0, metavar="N", type=click.IntRange(0, 3660), help="Also what is due within N days.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each notice.")
@click.option("--format", "format_", type=click.Choice(["csv", "xlsx"]), help="Write a table instead of printing one.")
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Where the table goes.")
@click.option("--explain", metavar="ORDER", help="Show how the days of one contract's notices follow.")
@book_options
@other_books_option
def plan(
    book: str,
    now: date | datetime | None,
    days: int,
    as_json: bool,
    format_: str | None,
    out: Path | None,
    explain: str | None,
    **options: Any,
) -> None:
    """Say who must get which notice, when and why. Nothing is sent, and nothing is noted as sent.

    BOOK is a folder of orders, JSON Lines, a CSV file or a workbook with its map, or the address of a database. Notices
    that are overdue come first, then by last posting day. A contract that a later order renews gets none; of several
    notices that are late, only the most urgent one is sent. A book named by --with is only looked at for which
    contracts it renews.

    \b
    Example:
      tamdocs renewals plan contracts/ --as-of 2018-09-01
      tamdocs renewals plan book.jsonl.gz --days 30 --json
      tamdocs renewals plan export.csv --map export.map.toml --format xlsx --out plan.xlsx
      tamdocs renewals plan rejects.jsonl --with book.jsonl.gz
      tamdocs renewals plan contracts/ --explain TAM-2017-004218
    """
    if (format_ is None) != (out is None):
        raise click.UsageError("--format and --out go together.")
    if format_ and (as_json or explain):
        raise click.UsageError("--format excludes --json and --explain.")
    agreements = _Agreements(book, options)
    moment = now or datetime.now().astimezone()
    if explain is not None:
        sys.exit(not _explain(explain, agreements, moment, as_json))
    from tamdocs.batch.renewals.sorted_notices import NoticesOnDisk
    from tamdocs.renewals.plan_book import plan_book

    planned = plan_book(agreements, moment, agreements.renewals, days_ahead=days, sort=NoticesOnDisk)
    _show(planned, as_json, format_, out)
    print_problems((*planned.problems, *planned.doubts, *agreements.others.doubts()))
    click.echo(_summary(planned, agreements), err=True)
    sys.exit(bool(agreements.refused or planned.problems))


class _Agreements:
    """The contracts of a book, read one by one; what is wrong with a record is told as it is met."""

    def __init__(self, book: str, options: Mapping[str, Any]) -> None:
        from tamdocs.batch.book import BookOptions
        from tamdocs.batch.desk import Desk
        from tamdocs.batch.other_books import OtherBooks
        from tamdocs.renewals.renewing import Renewals
        from tamdocs.workspace import find_workspace

        self.book, self.options = book, BookOptions(**options)
        self.desk = Desk(find_workspace(Path.cwd()))
        self.others = OtherBooks(book, self.options, self.desk)
        self.refused = 0
        self.renewals = Renewals()

    def __iter__(self) -> Iterator[Agreement]:
        yield from self.own()
        self.others.teach(self.renewals, self.beside())

    def beside(self) -> Iterator[Record]:
        """Yield the orders of other books, once all of `own` were taken."""
        from tamdocs.cli.progress import with_progress

        return with_progress(self.others.records(), None, "orders of other books")

    def own(self) -> Iterator[Agreement]:
        from tamdocs.batch.book import open_book
        from tamdocs.cli.progress import with_progress

        records = self.others.watch(open_book(self.book, self.desk, self.options))
        for record in with_progress(records, None, "orders"):
            if record.agreement is None:
                self.refused += 1
                self.renewals.add_refused(record.place, record.data)
                print_problems(problem for problem in record.problems if problem.severity == "error")
            else:
                yield record.agreement


def _show(planned: BookPlan, as_json: bool, format_: str | None, out: Path | None) -> None:
    from tamdocs.renewals.plan_table import notice_as_json, write_csv, write_xlsx

    if out is not None:
        from tempfile import TemporaryDirectory

        from tamdocs.batch.book_file import file_to_be
        from tamdocs.batch.renewals.temporary import temporary_room

        write = {"csv": write_csv, "xlsx": write_xlsx}[str(format_)]
        with temporary_room(), TemporaryDirectory() as folder, file_to_be(out) as file:
            write(planned.notices, file, folder)
        click.echo(out)
    elif as_json:
        from tamdocs.cli.report import json_line

        for notice in planned.notices:
            click.echo(json_line(notice_as_json(notice)))
    elif planned.count:
        _print_table(planned.notices)


def _print_table(notices: Iterable[DueNotice]) -> None:
    from tamdocs.renewals.plan_table import COLUMNS, notice_as_row

    if not sys.stdout.isatty():
        widths = list(map(len, COLUMNS))
        for notice in notices:
            widths = list(map(max, widths, map(len, notice_as_row(notice))))
        for row in chain((COLUMNS,), map(notice_as_row, notices)):
            click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*COLUMNS)
    for notice in notices:
        table.add_row(*map(Text, notice_as_row(notice)), style="bold" if notice.overdue else None)
    Console().print(table)


def _summary(planned: BookPlan, agreements: _Agreements) -> str:
    notices = f"{counted(planned.count, 'notice')}, {planned.overdue:,} overdue"
    parts = [f"{head_of(planned.contracts, agreements.others)}: {notices}"]
    if planned.renewed:
        parts.append(f"{planned.renewed:,} renewed")
    if agreements.refused:
        parts.append(f"{counted(agreements.refused, 'order')} refused")
    return "; ".join(parts)


def _explain(number: str, agreements: _Agreements, now: date | datetime, as_json: bool) -> bool:
    """Print every notice of the order *number*, due or not; return whether there is such an order."""
    from tamdocs.cli.renewals_explain import explained
    from tamdocs.cli.report import json_line
    from tamdocs.renewals.plan import explain_notices
    from tamdocs.renewals.plan_book import today_for
    from tamdocs.renewals.plan_table import explained_as_json

    found: Agreement | None = None
    naming: list[Order] = []
    for agreement in agreements.own():
        if agreement.order.order_number.casefold() == number.casefold():
            found = agreement
        naming += _naming(agreement.order, number)
    for record in agreements.beside():
        naming += _naming(record.order, number)
    print_problems(agreements.others.doubts())
    if found is None:
        click.echo(f"no order of the book that can be used has the number {ascii(number)[1:-1]}", err=True)
        return False
    renewed_by = [order.order_number for order in naming if order.term.end > found.order.term.end]
    today = today_for(found, now)
    notices = explain_notices(found, today, renewed_by)
    if renewed_by:
        click.echo(f"{found.order.order_number} is renewed by {', '.join(renewed_by)}: it gets no notice", err=True)
    lines = map(json_line, map(explained_as_json, notices)) if as_json else explained(notices, today)
    for line in lines:
        click.echo(line)
    return True


def _naming(order: Order | None, number: str) -> list[Order]:
    return [order] if order and (order.renews or "").casefold() == number.casefold() else []
