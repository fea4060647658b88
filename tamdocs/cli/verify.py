"""`tamdocs verify`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tamdocs.cli.words import counted

if TYPE_CHECKING:
    from tamdocs.batch.verdict import Finding
    from tamdocs.batch.verify import VerifyDesk


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--order",
    "orders",
    metavar="ORDER",
    multiple=True,
    type=click.Path(path_type=Path),
    help="An order that files leave out (--no-embed); repeatable.  [default: those of the workspace]",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each file.")
def verify(files: tuple[Path, ...], orders: tuple[Path, ...], as_json: bool) -> None:
    """Hold finished files against what is made here of their orders.

    A FILE is a Word file, a PDF or an HTML page, or a folder: then all of them in it and below. It is made again of the
    order that it carries. Exit status 0 says that every file is genuine: byte for byte what this workspace makes of
    that order. For any other one it is told what differs. Whether the order is the right one is for you to judge: its
    number, its customer and where it lies among your contracts are told. If one of that number says something else
    there, the exit status is 1.

    \b
    Example:
      tamdocs verify out/TAM-2017-004218/en/terms.pdf
      tamdocs verify returned/ --json
      tamdocs verify terms.docx --order contracts/acme.json
    """
    from tamdocs.batch.finished_files import find_finished_files
    from tamdocs.batch.known_orders import KnownOrders
    from tamdocs.batch.order_files import source_name
    from tamdocs.batch.verdict import Finding
    from tamdocs.batch.verify import VerifyDesk
    from tamdocs.cli.paths import short
    from tamdocs.cli.progress import with_progress
    from tamdocs.cli.report import problem_as_text
    from tamdocs.cli.verify_report import as_line, as_text
    from tamdocs.errors import TamdocsError
    from tamdocs.workspace import find_workspace

    workspace = find_workspace(Path.cwd())
    paths = find_finished_files(files)
    try:
        desk = VerifyDesk(workspace, KnownOrders(orders, short(workspace.contracts)))
    except TamdocsError as error:
        for problem in error.problems:
            click.echo(problem_as_text(problem), err=True)
        for path in paths if as_json else ():
            click.echo(as_line(Finding(source_name(path), "not-judged", problems=error.problems)))
        words = "none judged: until that is mended, nothing can be made here to hold them against"
        click.echo(f"{counted(len(paths), 'file')}: {words}", err=True)
        sys.exit(1)
    genuine = good = 0
    for finding in with_progress(_findings(paths, desk), len(paths), "files", least=20):
        genuine += finding.verdict == "genuine"
        good += finding.is_good
        click.echo(as_line(finding) if as_json else as_text(finding))
    words = f"{counted(len(paths), 'file')}: {genuine:,} genuine, {len(paths) - genuine:,} not"
    words += f"; {genuine - good:,} genuine of another order than yours" if genuine > good else ""
    click.echo(words, err=True)
    sys.exit(good != len(paths))


def _findings(paths: list[Path], desk: VerifyDesk) -> Iterator[Finding]:
    from tamdocs.batch.finished_files import load_finished_file
    from tamdocs.batch.order_files import source_name
    from tamdocs.batch.verdict import Finding
    from tamdocs.errors import Problem

    for path in paths:
        data = load_finished_file(path)
        if isinstance(data, Problem):
            yield Finding(source_name(path), "unreadable", problems=(data,))
        else:
            yield desk.verify(source_name(path), data)
