"""`tamdocs demo-book`."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click


@click.command("demo-book")
@click.argument("orders", metavar="N", type=click.IntRange(min=0, max=10_000_000))
@click.option("--seed", type=click.IntRange(min=0, max=99), default=0, show_default=True, help="Another book.")
@click.option("--out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Where to; by its suffix.")
@click.option(
    "--bad",
    metavar="SHARE",
    type=click.FloatRange(0, 1),
    default=0.01,
    show_default=True,
    help="How many orders are wrong, in parts of one.",
)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Terms end around this day.  [default: 2021-01-04]")
def demo_book(orders: int, seed: int, out: Path | None, bad: float, as_of: datetime | None) -> None:
    """Make a book of N orders to try things with.

    Regions, languages, services, channels and renewals are mixed, terms end over a year, and some orders are wrong in
    the ways that people and programs make them wrong; the others are accepted. The same seed gives the same book, on
    any machine.

    FILE is *.jsonl or *.csv (with .gz or .zst), *.xlsx, *.db or *.sqlite; a CSV file or a workbook comes with its
    column map. Without it JSON Lines go to stdout.

    \b
    Example:
      tamdocs demo-book 100000 --out book.jsonl.zst
      tamdocs demo-book 500 --seed 7 --bad 0 --out book.xlsx
    """
    from tamdocs.batch.demo_book import FORMATS, save_demo_book, write_json_lines
    from tamdocs.cli.progress import with_progress
    from tamdocs.renewals.book.demo_order import AS_OF, FIRST_AS_OF, DemoBook, demo_orders

    if out is not None and not out.name.lower().endswith(FORMATS):
        raise click.BadParameter(f"the name ends in one of {', '.join(FORMATS)}", param_hint="--out")
    day = as_of.date() if as_of else AS_OF
    if day < FIRST_AS_OF:
        raise click.BadParameter(f"name a day from {FIRST_AS_OF} on; there are no earlier terms", param_hint="--as-of")
    made = demo_orders(DemoBook(orders, seed, day, bad))
    if out is None:
        write_json_lines(made, sys.stdout.buffer)
        return
    for path in save_demo_book(with_progress(made, orders, "orders", least=5_000), out):
        click.echo(path)
