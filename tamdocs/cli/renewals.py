"""`tamdocs renewals`."""

from __future__ import annotations

import click

from tamdocs.cli.renewals_map import map_columns
from tamdocs.cli.renewals_plan import plan
from tamdocs.cli.renewals_run import run


@click.group()
def renewals() -> None:
    """Look after the renewal notices of a book of contracts."""


renewals.add_command(map_columns)
renewals.add_command(plan)
renewals.add_command(run)
