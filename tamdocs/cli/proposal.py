"""A proposed column map, printed or written, and what is told of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tamdocs.cli.words import counted

if TYPE_CHECKING:
    from tamdocs.tables.propose_map import Proposal


def print_proposal(proposal: Proposal, out: Path | None, needed: str) -> None:
    """Print *proposal*, or write it to *out*.

    Args:
        proposal: What was found.
        out: A file.
        needed: Whose a field is that needs a column: "every order has".
    """
    from tamdocs.batch.save import save_file

    if out is None:
        click.echo(proposal.toml, nl=False)
    else:
        save_file(out, proposal.toml.encode())
        click.echo(out)
    for pointer in proposal.missing:
        click.echo(f"no column for {pointer}, which {needed}", err=True)
    for heading in proposal.unused:
        click.echo(f"unused: {heading}", err=True)
    words = f"{counted(len(proposal.rules), 'field')} found"
    words += f", {counted(len(proposal.missing), 'required field')} without a column" if proposal.missing else ""
    click.echo(words + (f", {counted(len(proposal.unused), 'column')} unused" if proposal.unused else ""), err=True)
