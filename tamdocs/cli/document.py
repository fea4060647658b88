"""`tamdocs document`."""

from __future__ import annotations

from pathlib import Path

import click

from tamdocs.cli.usage import FORMATS


@click.command()
@click.argument("kind")
@click.argument("order", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for the files.  [default: out]")
@click.option("--lang", "languages", multiple=True, metavar="L", help="Language instead of the order's; repeatable.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice((*FORMATS, "html")),
    help="Only this format; repeatable. A page of html needs nothing else.  [default: docx and pdf]",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="JSON file of what the document needs beyond the order.",
)
@click.option("--no-embed", is_flag=True, help="Leave order and data out of the files; their hashes stay in them.")
def document(
    *,
    kind: str,
    order: Path,
    out: Path | None,
    languages: tuple[str, ...],
    formats: tuple[str, ...],
    data: Path | None,
    no_embed: bool,
) -> None:
    """Make one document of an order.

    KIND is any that the edition has, such as terms. The files are named OUT/<order number>-<kind>.<language>.<format>.
    A letter needs data beyond the order; without it the command says which, and where the schema of it lies.

    \b
    Example:
      tamdocs document terms contracts/acme.json --lang zh-Hans --format pdf
      tamdocs document renewal-notice contracts/acme.json --data notice.json
      tamdocs document service-description contracts/acme.json --format html
    """
    from tamdocs.batch.document import make_document
    from tamdocs.batch.job import PackJob
    from tamdocs.cli.paths import short
    from tamdocs.cli.report import problem_as_text
    from tamdocs.cli.usage import check_kind, check_languages
    from tamdocs.workspace import find_workspace

    workspace = find_workspace(Path.cwd())
    check_languages(languages, workspace)
    check_kind(kind, workspace.load_library())
    job = PackJob(workspace, out or short(workspace.out), frozenset(formats or FORMATS), languages, embed=not no_embed)
    made = make_document(kind, order, job, data)
    for problem in made.warnings:
        click.echo(problem_as_text(problem), err=True)
    for path in made.paths:
        click.echo(path)
