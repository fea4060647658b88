"""Options that several commands of the renewal desk take."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tamdocs.cli.usage import FORMATS
from tamdocs.cli.words import counted

if TYPE_CHECKING:
    from tamdocs.batch.other_books import OtherBooks
    from tamdocs.batch.renewals.ledger import Ledger
    from tamdocs.errors import Problem
    from tamdocs.workspace import Workspace

Command = TypeVar("Command", bound=Callable[..., Any])

_YEARS = range(2, 9999)
"""In which an instant has a day in every time zone."""
_LEDGER = "renewals.db"


class Moment(click.ParamType[date]):
    """A day, or an instant with its offset from UTC."""

    name = "DATE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date | datetime:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            pass
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value} is no day such as 2018-09-01 and no instant such as 2018-09-01T08:00+02:00", param, ctx)
        if moment.year not in _YEARS:
            self.fail(f"{value} is too near to an end of the calendar; give the day alone", param, ctx)
        if moment.tzinfo is None:
            self.fail(f"{value} lacks the time zone, such as +02:00 or Z; or give the day alone", param, ctx)
        return moment


_BOOK_OPTIONS = (
    click.option(
        "--map", "column_map", metavar="FILE", type=click.Path(path_type=Path), help="Columns of a CSV or XLSX."
    ),
    click.option("--table", metavar="NAME", help="Of a database.  [default: orders]"),
    click.option("--query", metavar="SQL", help="For a database, instead of a table."),
    click.option("--rejects", metavar="FILE", type=click.Path(path_type=Path), help="Set bad records aside here."),
)

other_books_option = click.option(
    "--with", "beside", metavar="BOOK", multiple=True, help="Look which contracts this book renews; repeatable."
)


def book_options(command: Command) -> Command:
    """Give *command* the options that say how a book is read; they are the fields of `BookOptions`."""
    for option in reversed(_BOOK_OPTIONS):
        command = option(command)
    return command


_ISSUE_OPTIONS = (
    click.option("--out", metavar="OUT", help="Folder or address, such as s3://bucket/folder.  [default: out]"),
    click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes that make letters."),
    click.option("--cluster", metavar="URL", help="Scheduler of Dask to use instead, such as tcp://host:8786."),
    click.option(
        "--format", "formats", multiple=True, type=click.Choice(FORMATS), help="Only this; repeatable.  [default: both]"
    ),
    click.option(
        "--no-embed", is_flag=True, help="Leave order and data out of the letters; their hashes stay in them."
    ),
)


def issue_options(command: Command) -> Command:
    """Give *command* the options that say where letters go, in which formats, and who makes them."""
    for option in reversed(_ISSUE_OPTIONS):
        command = option(command)
    return command


ledger_option = click.option(
    "--ledger", metavar="URL", help="File or database of the ledger.  [default: renewals.db in the workspace's out]"
)


def ledger_address(ledger: str | None, workspace: Workspace) -> str:
    """Return the address of the ledger, right also for processes that were started in another folder.

    Raises:
        LedgerError: It is none.
    """
    from tamdocs.batch.renewals.database import ledger_url

    url = ledger_url(ledger or str(workspace.out / _LEDGER))
    return url.render_as_string(hide_password=False)


def open_ledger(ledger: str | None, workspace: Workspace) -> Ledger:
    """Return a ledger to look into.

    Raises:
        LedgerError: There is none, or it cannot be used.
    """
    from tamdocs.batch.renewals.ledger import Ledger
    from tamdocs.errors import LedgerError, Problem

    opened = Ledger(ledger_address(ledger, workspace))
    if not opened.database.exists():
        hint = "`tamdocs renewals run BOOK` makes one; or name another with --ledger"
        raise LedgerError(Problem(opened.database.name, "no-ledger", "there is no ledger here", hint=hint))
    opened.database.prepare()
    return opened


def head_of(contracts: int, others: OtherBooks) -> str:
    """Return how the last line of a command begins: what was gone through."""
    words = counted(contracts, "contract")
    return f"{words}, beside {counted(others.looked_at, 'order')} of other books" if others.looked_at else words


def print_problems(problems: Iterable[Problem]) -> None:
    from tamdocs.cli.report import problem_as_text

    for problem in problems:
        click.echo(problem_as_text(problem), err=True)
