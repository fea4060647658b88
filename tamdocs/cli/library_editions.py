"""`tamdocs library lock`, `new-edition` and `impact`."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from tamdocs.cli.paths import short


@click.command()
@click.option("--edition", metavar="ID", help="Which edition.  [default: the newest]")
@click.option("--release", is_flag=True, help="Make a draft a released edition first.")
def lock(edition: str | None, release: bool) -> None:
    """Seal a released edition: from then on a change to one of its files is refused.

    The lock lies beside edition.toml and holds the SHA-256 of every file in effect, also of those that come from the
    edition that it extends. A lock is never written anew: to change the words, start the next edition.

    \b
    Example:
      tamdocs library lock --edition 2017-11
      tamdocs library lock --edition 2018-06 --release
    """
    if release and not edition:
        raise click.UsageError("--release wants an --edition: it cannot be taken back.")
    from tamdocs.batch.editions import newest_edition, seal_edition
    from tamdocs.workspace import find_workspace

    workspace = find_workspace(Path.cwd())
    sealed = seal_edition(edition or newest_edition(workspace), workspace, release=release)
    what = "is sealed" if sealed.anew else "was sealed already"
    click.echo(short(sealed.lock))
    click.echo(f"edition {sealed.edition.id} {what}: {sealed.files} files, {sealed.edition.sha256}", err=True)


@click.command("new-edition")
@click.argument("name", metavar="ID")
@click.option("--from", "base", metavar="ID", required=True, help="The edition that it extends.")
@click.option(
    "--in-force-from",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="First day in force.  [default: the first of the month that ID is]",
)
def new_edition(name: str, base: str, day: datetime | None) -> None:
    """Start the next edition: a draft that takes over every file of another one.

    What is to read differently is then written beside the new edition.toml, file by file; the rest stays where it is.

    \b
    Example:
      tamdocs library new-edition 2018-06 --from 2017-11
      tamdocs library new-edition rev-b --from 2018-06 --in-force-from 2019-01-01
    """
    from tamdocs.batch.editions import start_edition
    from tamdocs.workspace import find_workspace

    path = start_edition(name, base, day.date() if day else None, find_workspace(Path.cwd()))
    click.echo(short(path))


@click.command()
@click.option("--from", "before", metavar="ID", required=True, help="The edition that the orders have now.")
@click.option("--to", "after", metavar="ID", required=True, help="The edition that they would have; it may be a draft.")
@click.argument("orders", metavar="[ORDER]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each order.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for sample redlines: one of each document that would read differently, for each group of orders.",
)
def impact(before: str, after: str, orders: tuple[Path, ...], as_json: bool, out: Path | None) -> None:
    """Say which orders would read differently in another edition, clause by clause.

    An ORDER is a file, or a folder: then all *.json files in it and below. Without one, the orders of the workspace are
    looked at. Orders with the same changes are told together, each change with the words that it begins with. The name
    of the edition, which every document bears, does not count.

    \b
    Example:
      tamdocs library impact --from 2017-11 --to 2018-06
      tamdocs library impact --from 2017-11 --to 2018-06 contracts/ --json
      tamdocs library impact --from 2017-11 --to 2018-06 contracts/ --out redlines
    """
    from tamdocs.batch.impact import ImpactDesk
    from tamdocs.batch.order_files import find_order_files
    from tamdocs.cli.impact_report import ImpactReport
    from tamdocs.cli.progress import with_progress
    from tamdocs.workspace import find_workspace

    workspace = find_workspace(Path.cwd())
    desk = ImpactDesk(workspace, before, after)
    paths = find_order_files(orders or (short(workspace.contracts),))
    report = ImpactReport(as_json=as_json)
    for each in with_progress(desk.impacts(paths), len(paths), "orders", least=200):
        report.add(each)
    report.finish()
    if out:
        from tamdocs.batch.impact_samples import save_samples

        for path in save_samples(report.groups, desk, out):
            click.echo(path, err=as_json)
    sys.exit(bool(report.refused))
