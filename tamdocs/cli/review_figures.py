"""`tamdocs review figures`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tamdocs.cli.review_history import history_options, history_summary

if TYPE_CHECKING:
    from tamdocs.batch.case_source import CaseOptions
    from tamdocs.reviews.figures import CaseFigures


@click.command()
@click.argument("order", type=click.Path(path_type=Path))
@history_options
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object, as schemas/case-review.schema.json has it."
)
@click.option(
    "--trace", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Where number, rows and rule go."
)
def figures(*, order: Path, cases: str, period: str, options: CaseOptions, as_json: bool, trace: Path | None) -> None:
    """Print the figures of a case history.

    ORDER is the order file of the customer. The history is a CSV file, JSON Lines, JSON, a workbook or a database;
    docs/case-history.md tells how it is read, docs/figures.md what each figure is. Rows that are wrong are told and
    left out; the exit status is then 1.

    \b
    Example:
      tamdocs review figures contracts/acme.json --cases acme-cases.csv --period 2026-10
      tamdocs review figures contracts/acme.json --cases acme-cases.csv --period 2026-Q3 --json --trace trace.json
    """
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
    click.echo(history_summary(made), err=True)
    sys.exit(bool(made.history.left_out))


def _print_tables(made: CaseFigures) -> None:
    from tamdocs.cli.review_tables import figure_tables

    for line in figure_tables(made):
        click.echo(line)
