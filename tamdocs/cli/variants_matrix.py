"""`tamdocs variants matrix`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tamdocs.library.model import Edition
    from tamdocs.writers.html.matrix_model import Matrix


@click.command()
@click.option("--edition", "name", metavar="ID", help="Which edition.  [default: the newest]")
@click.option("--document", "documents", multiple=True, metavar="KIND", help="Only this document; repeatable.")
@click.option("--lang", "languages", multiple=True, metavar="L", help="Only this language; repeatable.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for the page.  [default: out]")
@click.option("--check", is_flag=True, help="Fail on a difference that is not expected, or expected and not there.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each clause and language; no page.")
def matrix(
    name: str | None,
    documents: tuple[str, ...],
    languages: tuple[str, ...],
    out: Path | None,
    check: bool,
    as_json: bool,
) -> None:
    """Show what differs between regions, channels and services.

    Writes OUT/variants-<edition>.html: one page that needs no server and no network, with a row for each clause and
    language and a column for each way to buy. Cells that read the same look the same; a click shows the words that
    differ. Which differences are expected stands under `differences` in the file of the document.

    \b
    Example:
      tamdocs variants matrix
      tamdocs variants matrix --edition 2017-11 --document terms --check
    """
    from tamdocs.batch.save import save_file
    from tamdocs.cli.paths import short
    from tamdocs.cli.report import json_line, problem_as_text
    from tamdocs.compare.matrix import make_matrix
    from tamdocs.library.agreement import pick_edition
    from tamdocs.workspace import find_workspace
    from tamdocs.writers.html.matrix import write_matrix

    workspace = find_workspace(Path.cwd())
    edition = pick_edition(name, workspace.load_library())
    _refuse_unknown(edition, documents, languages)
    made = make_matrix(edition, documents, languages)
    if as_json:
        for line in _rows(made):
            click.echo(json_line(line))
    else:
        path = (out or workspace.out) / f"variants-{edition.id}.html"
        save_file(path, write_matrix(made).encode())
        click.echo(short(path))
    wrong = [row for row in made.rows if row.problems]
    if check:
        for problem in (problem for row in wrong for problem in row.problems):
            click.echo(problem_as_text(problem), err=True)
    differing = sum(row.differs for row in made.rows)
    click.echo(f"{len(made.rows)} texts, {differing} differ, {len(wrong)} not as expected", err=True)
    sys.exit(bool(check and wrong))


def _refuse_unknown(edition: Edition, documents: tuple[str, ...], languages: tuple[str, ...]) -> None:
    from tamdocs.library.hints import one_of

    for option, given, known in (("--document", documents, edition.outlines), ("--lang", languages, edition.languages)):
        for code in given:
            if code not in known:
                message = f"edition {edition.id} has no {code}; {one_of(code, known)}"
                raise click.BadParameter(message, param_hint=option)


def _rows(made: Matrix) -> Iterator[dict[str, object]]:
    from tamdocs.cli.report import problem_as_json

    for table in made.tables:
        for row in table.rows:
            yield {
                "edition": made.edition,
                "document": table.kind,
                "clause": row.clause,
                "language": row.language,
                "differs_by": list(row.by),
                "ok": not row.problems,
                "variants": [
                    {"letter": variant.letter, "where": variant.where, "text": variant.text} for variant in row.variants
                ],
                "problems": [problem_as_json(problem) for problem in row.problems],
            }
