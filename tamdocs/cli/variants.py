"""`tamdocs variants`."""

from __future__ import annotations

import click

from tamdocs.cli.variants_matrix import matrix
from tamdocs.cli.variants_redline import redline


@click.group()
def variants() -> None:
    """Hold regional variants against each other."""


variants.add_command(matrix)
variants.add_command(redline)
