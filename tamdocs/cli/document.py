"""`tamdocs document`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("kind")
@click.argument("order", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for the files.  [default: out]")
@click.option("--lang", "languages", multiple=True, metavar="L", help="Language instead of the order's; repeatable.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(["docx", "pdf"]),
    help="Only this format; repeatable.  [default: both]",
)
def document(kind: str, order: Path, out: Path | None, languages: tuple[str, ...], formats: tuple[str, ...]) -> None:
    """Make one document of an order.

    KIND is any that the edition has, such as terms. The files are named OUT/<order number>-<kind>.<language>.<format>.

    \b
    Example:
      tamdocs document terms contracts/acme.json --lang zh-Hans --format pdf
    """
    from tamdocs.batch.document import make_document
    from tamdocs.batch.job import PackJob
    from tamdocs.cli.report import problem_as_text
    from tamdocs.workspace import find_workspace

    workspace = find_workspace(Path.cwd())
    job = PackJob(workspace, out or workspace.out, frozenset(formats or ("docx", "pdf")), languages)
    made = make_document(kind, order, job)
    for problem in made.warnings:
        click.echo(problem_as_text(problem), err=True)
    for path in made.paths:
        click.echo(path)
