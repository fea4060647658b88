"""`tamdocs renewals map`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("map")
@click.argument("export", metavar="EXPORT")
@click.option("--sheet", metavar="NAME", help="Of a workbook.  [default: the first]")
@click.option("--table", metavar="NAME", help="Of a database.  [default: orders]")
@click.option("--query", metavar="SQL", help="For a database, instead of a table.")
@click.option("--out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Where the map goes.")
def map_columns(export: str, sheet: str | None, table: str | None, query: str | None, out: Path | None) -> None:
    """Propose which column of an export is which field of an order.

    EXPORT is a CSV file, a workbook or the address of a database. The headings, in English or Chinese, and the first
    rows tell. Look the map through, mend it, and name it with --map where a book is read; docs/book.md tells how.

    \b
    Example:
      tamdocs renewals map export.csv --out export.map.toml
      tamdocs renewals map export.xlsx --sheet Contracts
      tamdocs renewals map postgresql://reader@db/crm --table contracts
    """
    from tamdocs.batch.book_map import propose_column_map
    from tamdocs.batch.book_source import BookOptions
    from tamdocs.batch.desk import Desk
    from tamdocs.cli.proposal import print_proposal
    from tamdocs.workspace import find_workspace

    desk = Desk(find_workspace(Path.cwd()))
    proposal = propose_column_map(export, sheet, BookOptions(table=table, query=query), desk)
    print_proposal(proposal, out, "every order has")
