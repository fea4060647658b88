"""Options that name the case history of a review, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast
from zoneinfo import ZoneInfo

import click

from tamdocs.cli.words import counted

if TYPE_CHECKING:
    from tamdocs.reviews.figures import CaseFigures

_Command = TypeVar("_Command", bound=Callable[..., Any])
_OPTIONS = (
    click.option("--cases", metavar="FILE", required=True, help="The case history, or the address of a database."),
    click.option(
        "--period", metavar="P", required=True, help="A month, a quarter or a year: 2026-10, 2026-Q3 or 2026."
    ),
    click.option(
        "--map", "column_map", metavar="FILE", type=click.Path(path_type=Path), help="Which column is which field."
    ),
    click.option("--table", metavar="NAME", help="Of a database.  [default: cases]"),
    click.option("--query", metavar="SQL", help="For a database, instead of a table."),
    click.option(
        "--hours",
        metavar="H",
        default="09:00-17:00",
        show_default=True,
        help="Local business hours of the account manager.",
    ),
)


def history_options(command: _Command) -> _Command:
    """Add the options of a history; the command gets `cases`, `period` and, for the others, `options`."""

    @wraps(command)
    def gathered(*, column_map: Path | None, table: str | None, query: str | None, hours: str, **others: Any) -> Any:
        from tamdocs.batch.case_source import CaseOptions

        return command(options=CaseOptions(column_map, table, query, hours), **others)

    for option in reversed(_OPTIONS):
        gathered = option(gathered)
    return cast("_Command", gathered)


def history_summary(figures: CaseFigures) -> str:
    """Return how many rows were read, counted and left out, and whether they are of other times."""
    history = figures.history
    words = f"{counted(history.rows, 'row')} read: {counted(history.cases.height, 'case')} counted"
    words += f", {history.left_out:,} left out" if history.left_out else ", none left out"
    words += f", {history.others:,} of other orders" if history.others else ""
    if history.local_moments:
        words += f"; {counted(history.local_moments, 'moment')} without an offset read in {history.zone}"
    last_day = history.last_day(ZoneInfo(figures.hours.zone))
    if last_day and last_day < figures.period.first_day:
        words += f"; the history ends on {last_day}, before {figures.period} begins"
    return words
