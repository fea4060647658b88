"""Options of a review that is made for all customers of a book at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from tamdocs.cli.renewals_options import Moment, ledger_option

_Command = TypeVar("_Command", bound=Callable[..., Any])
_OPTIONS = (
    click.option("--all", "book", metavar="BOOK", help="Instead of ORDER: each customer of a book of contracts."),
    click.option(
        "--book-map", metavar="FILE", type=click.Path(path_type=Path), help="Columns of a book that is a CSV or XLSX."
    ),
    click.option("--as-of", "now", type=Moment(), help="Today, for the ledger: a day or an instant.  [default: now]"),
    ledger_option,
    click.option("--jobs", type=click.IntRange(1), help="Processes that make reports.  [default: 1]"),
    click.option("--cluster", metavar="URL", help="Scheduler of Dask to use instead, such as tcp://host:8786."),
    click.option("--dry-run", is_flag=True, help="Say who would get a report and who needs a call; write nothing."),
    click.option("--reissue", metavar="ORDER", multiple=True, help="Issue its report again as well; repeatable."),
    click.option("--reason", metavar="TEXT", help="Why it is issued again; the ledger keeps it."),
    click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each report and each customer."),
)
"""All but the first have a sense with the first only."""


@dataclass(frozen=True, slots=True)
class PortfolioAsked:
    book: str
    book_map: Path | None
    now: date | datetime | None
    ledger: str | None
    jobs: int | None
    cluster: str | None
    dry_run: bool
    reissue: tuple[str, ...]
    reason: str | None
    as_json: bool

    @property
    def reasons(self) -> dict[str, str]:
        """Return why reports are issued again, by contract, case-folded."""
        return {number.casefold(): (self.reason or "").strip() for number in self.reissue}


def portfolio_options(command: _Command) -> _Command:
    """Add the options of a portfolio; the command gets them as `portfolio`, None where one order is named."""

    @wraps(command)
    def gathered(*, order: Path | None, **given: Any) -> Any:
        own = {name: given.pop(name) for name in PortfolioAsked.__slots__}
        if own["book"] is None:
            _refuse_without_book(order, own)
            return command(order=order, portfolio=None, **given)
        if order is not None:
            raise click.UsageError("Name one ORDER, or a book with --all, and not both.")
        if given.get("trace"):
            raise click.UsageError("--trace is for one ORDER: a portfolio has a trace for each.")
        if bool(own["reissue"]) != bool(own["reason"] and own["reason"].strip()):
            raise click.UsageError("--reissue and --reason go together.")
        return command(order=None, portfolio=PortfolioAsked(**own), **given)

    for option in reversed(_OPTIONS):
        gathered = option(gathered)
    return cast("_Command", gathered)


def _refuse_without_book(order: Path | None, own: dict[str, Any]) -> None:
    """Refuse what says nothing of one order.

    Raises:
        click.UsageError: There is no order either, or an option that wants a book.
    """
    if order is None:
        raise click.UsageError("Name the ORDER of a customer, or a book of contracts with --all.")
    names = {"now": "--as-of", "as_json": "--json"}
    given = [names.get(name, f"--{name.replace('_', '-')}") for name, value in own.items() if value]
    if given:
        raise click.UsageError(f"{given[0]} is for a portfolio: name a book with --all, and no ORDER.")
