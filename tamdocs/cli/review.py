"""`tamdocs review`."""

from __future__ import annotations

import click

from tamdocs.cli.review_figures import figures
from tamdocs.cli.review_map import map_cases
from tamdocs.cli.review_notes import notes
from tamdocs.cli.review_report import annual, monthly, optimization, quarterly


@click.group()
def review() -> None:
    """Review the cases of a customer."""


for command in (monthly, quarterly, annual, optimization, notes, map_cases, figures):
    review.add_command(command)
