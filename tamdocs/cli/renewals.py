"""`tamdocs renewals`."""

from __future__ import annotations

import click

from tamdocs.cli.renewals_history import history
from tamdocs.cli.renewals_map import map_columns
from tamdocs.cli.renewals_plan import plan
from tamdocs.cli.renewals_run import run
from tamdocs.cli.renewals_status import status


@click.group()
def renewals() -> None:
    """Look after the renewal notices of a book of contracts."""


renewals.add_command(map_columns)
renewals.add_command(plan)
renewals.add_command(run)
renewals.add_command(status)
renewals.add_command(history)
