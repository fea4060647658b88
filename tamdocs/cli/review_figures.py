"""`tamdocs review figures`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tamdocs.cli.words import counted

if TYPE_CHECKING:
    from tamdocs.reviews.figures import CaseFigures


@click.command()
@click.argument("order", type=click.Path(path_type=Path))
@click.option("--cases", metavar="FILE", required=True, help="The case history, or the address of a database.")
@click.option("--period", metavar="P", required=True, help="A month, a quarter or a year: 2026-10, 2026-Q3 or 2026.")
@click.option(
    "--map", "column_map", metavar="FILE", type=click.Path(path_type=Path), help="Which column is which field."
)
@click.option("--table", metavar="NAME", help="Of a database.  [default: cases]")
@click.option("--query", metavar="SQL", help="For a database, instead of a table.")
@click.option(
    "--hours",
    metavar="H",
    default="09:00-17:00",
    show_default=True,
    help="Local business hours of the account manager.",
)
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object, as schemas/case-review.schema.json has it."
)
@click.option(
    "--trace", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Where number, rows and rule go."
)
def figures(
    order: Path,
    cases: str,
    period: str,
    column_map: Path | None,
    table: str | None,
    query: str | None,
    hours: str,
    as_json: bool,
    trace: Path | None,
) -> None:
    """Print the figures of a case history.

    ORDER is the order file of the customer. The history is a CSV file, JSON Lines, JSON, a workbook or a database;
    docs/case-history.md tells how it is read, docs/figures.md what each figure is. Rows that are wrong are told and
    left out; the exit status is then 1.

    \b
    Example:
      tamdocs review figures contracts/acme.json --cases acme-cases.csv --period 2026-10
      tamdocs review figures contracts/acme.json --cases acme-cases.csv --period 2026-Q3 --json --trace trace.json
    """
    from tamdocs.batch.case_source import CaseOptions
    from tamdocs.batch.desk import Desk
    from tamdocs.batch.review import load_case_figures, load_order
    from tamdocs.batch.save import save_file
    from tamdocs.cli.report import json_line, problem_as_text
    from tamdocs.reviews.as_data import figures_as_data
    from tamdocs.reviews.period import parse_period
    from tamdocs.reviews.trace import write_trace
    from tamdocs.workspace import find_workspace

    wanted = parse_period(period)
    desk = Desk(find_workspace(Path.cwd()))
    options = CaseOptions(column_map, table, query, hours)
    made = load_case_figures(load_order(order, desk), cases, wanted, desk, options)
    for problem in made.history.problems:
        click.echo(problem_as_text(problem), err=True)
    if as_json:
        click.echo(json_line(figures_as_data(made)))
    else:
        _print_tables(made)
    if trace is not None:
        save_file(trace, b"".join(write_trace(made)))
        click.echo(trace, err=as_json)
    click.echo(_summary(made), err=True)
    sys.exit(bool(made.history.left_out))


def _print_tables(made: CaseFigures) -> None:
    from tamdocs.cli.review_tables import figure_tables

    for line in figure_tables(made):
        click.echo(line)


def _summary(made: CaseFigures) -> str:
    history = made.history
    words = f"{counted(history.rows, 'row')} read: {counted(history.cases.height, 'case')} counted"
    words += f", {history.left_out:,} left out" if history.left_out else ", none left out"
    words += f", {history.others:,} of other orders" if history.others else ""
    if history.local_moments:
        words += f"; {counted(history.local_moments, 'moment')} without an offset read in {history.zone}"
    return words
