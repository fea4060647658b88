"""`tamdocs check`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tamdocs.cli.words import counted

if TYPE_CHECKING:
    from tamdocs.batch.book_source import BookOptions
    from tamdocs.batch.desk import Desk
    from tamdocs.batch.judge import Judged
    from tamdocs.library.agreement import Agreement
    from tamdocs.orders.reading import Reading
    from tamdocs.workspace import Workspace


@click.command()
@click.argument("orders", metavar="[ORDER]...", nargs=-1)
@click.option(
    "--map", "column_map", metavar="FILE", type=click.Path(path_type=Path), help="Which column is which field."
)
@click.option("--table", metavar="NAME", help="Of a database.  [default: orders]")
@click.option("--query", metavar="SQL", help="For a database, instead of a table.")
@click.option(
    "--rejects", metavar="FILE", type=click.Path(path_type=Path), help="Where bad orders of a book are set aside."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each order.")
@click.option("--sarif", "as_sarif", is_flag=True, help="Print one SARIF 2.1.0 log, for editors and CI.")
def check(
    orders: tuple[str, ...],
    column_map: Path | None,
    table: str | None,
    query: str | None,
    rejects: Path | None,
    as_json: bool,
    as_sarif: bool,
) -> None:
    """Read and check order confirmations.

    An ORDER is a file, or a folder: then all *.json files in it and below. It may also be a book of many orders: JSON
    Lines, a CSV file or a workbook (with --map), or the address of a database; docs/book.md tells how. Without one, the
    orders of the workspace are checked. All problems of all orders are told at once; warnings refuse nothing.

    \b
    Example:
      tamdocs check
      tamdocs check contracts/acme.json
      tamdocs check contracts/ --json
      tamdocs check contracts/ --sarif > orders.sarif
      tamdocs check export.csv --map export.map.toml --rejects rejects.csv
    """
    if as_json and as_sarif:
        raise click.UsageError("--json and --sarif exclude each other.")
    from tamdocs.batch.book_source import BookOptions
    from tamdocs.cli.paths import short
    from tamdocs.workspace import find_workspace

    workspace = find_workspace(Path.cwd())
    options = BookOptions(column_map, table, query, rejects)
    if options != BookOptions() and len(orders) != 1:
        raise click.UsageError("--map, --table, --query and --rejects are for one book.")
    checked = _checked(orders or (str(short(workspace.contracts)),), options, workspace)
    summary = _Summary()
    if as_sarif:
        _print_sarif(map(summary.count, checked))
    else:
        show = _print_json if as_json else _print_text
        for each in checked:
            show(summary.count(each))
    click.echo(summary, err=True)
    sys.exit(bool(summary.refused))


def _checked(specs: Sequence[str], options: BookOptions, workspace: Workspace) -> Iterator[Judged]:
    from tamdocs.batch.book_source import BookOptions, is_book
    from tamdocs.batch.order_files import find_order_files
    from tamdocs.cli.progress import with_progress

    plain = options == BookOptions()
    books = [spec for spec in specs if not plain or is_book(spec)]
    paths = find_order_files(Path(spec) for spec in specs if spec not in books)
    if paths:
        yield from with_progress(check_orders(paths, workspace), len(paths), "orders", least=500)
    for spec in books:
        yield from with_progress(_check_book(spec, options, workspace), None, "orders")


def _check_book(spec: str, options: BookOptions, workspace: Workspace) -> Iterator[Judged]:
    from tamdocs.batch.book import open_book
    from tamdocs.batch.desk import Desk
    from tamdocs.batch.judge import Judged
    from tamdocs.orders.reading import Reading

    for record in open_book(spec, Desk(workspace), options):
        reading = Reading(record.place, record.sha256, record.order, record.problems, record.order_number)
        yield Judged(reading, record.agreement.edition.id if record.agreement else None, record.agreement)


def check_orders(paths: Sequence[Path], workspace: Workspace) -> Iterator[Judged]:
    """Yield each order of *paths*, checked, one by one: a book of orders need not fit into memory."""
    from tamdocs.batch.desk import Desk
    from tamdocs.orders.unique import each_unique

    desk = Desk(workspace)
    for reading in each_unique(_read(path, desk) for path in paths):
        yield desk.judge(reading)


def _read(path: Path, desk: Desk) -> Reading:
    from tamdocs.batch.order_files import load_order_bytes, source_name
    from tamdocs.errors import Problem
    from tamdocs.orders.read import read_order, refused

    data = load_order_bytes(path)
    return refused(data) if isinstance(data, Problem) else read_order(source_name(path), data, desk.schema)


def _print_text(checked: Judged) -> None:
    from tamdocs.cli.report import problem_as_text

    for problem in checked.reading.problems:
        click.echo(problem_as_text(problem), err=True)


def _print_json(checked: Judged) -> None:
    from tamdocs.cli.report import json_line

    click.echo(json_line(as_line(checked)))


def as_line(checked: Judged) -> dict[str, object]:
    """Return what `--json` prints of an order. Region, entity and law are null where they cannot be told."""
    from tamdocs.cli.report import problem_as_json

    reading, agreement = checked.reading, checked.agreement
    return {
        "source": reading.source,
        "ok": reading.order is not None,
        "order_number": reading.order_number,
        "region": agreement.region.code if agreement else None,
        "entity": agreement.region.entity.legal_name if agreement else None,
        "governing_law": _law(agreement) if agreement else None,
        "edition": checked.edition,
        "problems": [problem_as_json(problem) for problem in reading.problems],
    }


def _law(agreement: Agreement) -> str:
    """Return the governing law in the language that prevails in a dispute about the wording."""
    return agreement.region.law[agreement.edition.vendor.prevailing_language]


def _print_sarif(checked: Iterator[Judged]) -> None:
    from tamdocs.cli.report import json_line, problems_as_sarif

    log = problems_as_sarif(problem for each in checked for problem in each.reading.problems)
    click.echo(json_line(log))


class _Summary:
    """Counts orders as they go by."""

    def __init__(self) -> None:
        self.orders = self.refused = self.warnings = 0

    def count(self, checked: Judged) -> Judged:
        self.orders += 1
        self.refused += checked.reading.order is None
        self.warnings += sum(problem.severity == "warning" for problem in checked.reading.problems)
        return checked

    def __str__(self) -> str:
        words = f"{counted(self.orders, 'order')} checked"
        words += f": {self.refused} refused" if self.refused else ", none refused"
        return words + (f", {counted(self.warnings, 'warning')}" if self.warnings else "")
