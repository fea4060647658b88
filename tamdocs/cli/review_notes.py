"""`tamdocs review notes`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("kind", type=click.Choice(("monthly", "quarterly", "annual", "optimization")))
@click.option("--lang", "language", metavar="L", default="en", show_default=True, help="Language of the notes.")
@click.option("--edition", metavar="ID", help="Edition of the clause library.  [default: the newest]")
@click.option("--out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Where the notes go.")
def notes(kind: str, language: str, edition: str | None, out: Path | None) -> None:
    """Write empty notes for a review.

    They have a heading for each part that only a person can write, and what to write there. Fill them in, and name them
    with --notes.

    \b
    Example:
      tamdocs review notes quarterly --lang zh-Hans --out notes.md
    """
    from tamdocs.batch.save import save_file
    from tamdocs.cli.usage import check_kind, check_languages
    from tamdocs.library.agreement import pick_edition
    from tamdocs.library.notes import notes_template
    from tamdocs.workspace import find_workspace

    workspace = find_workspace(Path.cwd())
    check_languages([language], workspace)
    library = workspace.load_library()
    check_kind(f"review-{kind}", library)
    text = notes_template(pick_edition(edition, library).outlines[f"review-{kind}"].notes, language)
    if out is None:
        click.echo(text, nl=False)
    else:
        save_file(out, text.encode())
        click.echo(out)
