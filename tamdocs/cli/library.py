"""`tamdocs library`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tamdocs.cli.library_checks import lint, prove
from tamdocs.cli.library_editions import impact, lock, new_edition
from tamdocs.cli.library_word import export_clauses, import_edits

if TYPE_CHECKING:
    from tamdocs.library.facts import Finding


@click.group()
def library() -> None:
    """Look after the clause library."""


library.add_command(lint)
library.add_command(prove)
library.add_command(lock)
library.add_command(new_edition)
library.add_command(impact)
library.add_command(export_clauses)
library.add_command(import_edits)


@library.command()
@click.option("--edition", metavar="ID", help="Which edition.  [default: the newest]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each fact, language and region.")
def facts(edition: str | None, as_json: bool) -> None:
    """Show where each fact stands, by language and region, and fail on a hole.

    A fact is there if a clause that applies carries it and the words that it names stand in the finished text, for
    every service and channel.

    \b
    Example:
      tamdocs library facts
      tamdocs library facts --edition 2017-11 --json
    """
    from tamdocs.library.agreement import pick_edition
    from tamdocs.library.facts import facts_table
    from tamdocs.workspace import find_workspace

    findings = facts_table(pick_edition(edition, find_workspace(Path.cwd()).load_library()))
    if as_json:
        _print_json(findings)
    else:
        _print_table(findings)
    holes = [finding for finding in findings if finding.missing]
    for finding in holes:
        for words in finding.missing:
            place = f"{finding.fact.id}, {finding.language}, {finding.region}"
            click.echo(f"{place}: {words} [fact-missing]", err=True)
    count = len({finding.fact.id for finding in findings})
    click.echo(f"{count} facts, {len(findings)} places, {len(holes)} with a hole", err=True)
    sys.exit(bool(holes))


def _print_json(findings: list[Finding]) -> None:
    for finding in findings:
        line = {
            "fact": finding.fact.id,
            "title": finding.fact.title,
            "language": finding.language,
            "region": finding.region,
            "ok": not finding.missing,
            "clauses": list(finding.clauses),
            "missing": list(finding.missing),
        }
        click.echo(json.dumps(line, ensure_ascii=False))


def _print_table(findings: list[Finding]) -> None:
    from rich.console import Console
    from rich.table import Table

    columns = list(dict.fromkeys((finding.language, finding.region) for finding in findings))
    table = Table("fact", "what", *(f"{language} {region}" for language, region in columns))
    rows: dict[str, list[Finding]] = {}
    for finding in findings:
        rows.setdefault(finding.fact.id, []).append(finding)
    for row in rows.values():
        cells = ["MISSING" if finding.missing else ", ".join(finding.clauses) or "–" for finding in row]
        table.add_row(row[0].fact.id, row[0].fact.title, *cells)
    Console(width=None if sys.stdout.isatty() else 200).print(table)
