"""`tamdocs init`."""

from __future__ import annotations

import shlex
from pathlib import Path

import click


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def init(folder: Path) -> None:
    """Lay out a new workspace.

    It holds the schemas, the clause library with its skins, and sample orders.

    \b
    Example:
      tamdocs init demo
      cd demo
      tamdocs pack contracts/
    """
    from tamdocs.workspace import create_workspace

    for path in create_workspace(folder):
        click.echo(path)
    go_there = "" if folder == Path() else f"cd {shlex.quote(str(folder))} && "
    click.echo(f"The workspace is ready. Next: {go_there}tamdocs pack contracts/", err=True)
