"""`tamdocs review map`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("map")
@click.argument("cases", metavar="CASES")
@click.option("--sheet", metavar="NAME", help="Of a workbook.  [default: the first]")
@click.option("--table", metavar="NAME", help="Of a database.  [default: cases]")
@click.option("--query", metavar="SQL", help="For a database, instead of a table.")
@click.option("--out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Where the map goes.")
def map_cases(cases: str, sheet: str | None, table: str | None, query: str | None, out: Path | None) -> None:
    """Propose which column of a case history is which field of a case.

    CASES is a CSV file, a workbook or the address of a database. The headings, in English or Chinese, and the first
    rows tell. Look the map through, mend it, and name it with --map; docs/case-history.md tells how.

    \b
    Example:
      tamdocs review map export.csv --out cases.map.toml
      tamdocs review map export.xlsx --sheet Cases
    """
    from tamdocs.batch.book_source import BookOptions
    from tamdocs.batch.case_map import propose_map_of_cases
    from tamdocs.cli.proposal import print_proposal
    from tamdocs.workspace import find_workspace

    options = BookOptions(table=table or "cases", query=query)
    print_proposal(propose_map_of_cases(cases, sheet, options, find_workspace(Path.cwd())), out, "every case has")
