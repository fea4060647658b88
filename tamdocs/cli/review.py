"""`tamdocs review`."""

from __future__ import annotations

import click

from tamdocs.cli.review_figures import figures


@click.group()
def review() -> None:
    """Review the cases of a customer."""


review.add_command(figures)
