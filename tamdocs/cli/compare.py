"""`tamdocs compare`."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command()
@click.argument("issued", type=click.Path(path_type=Path))
@click.argument("returned", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(["docx", "html", "pdf"]),
    help="Write a redline in this format instead of a report; repeatable.",
)
@click.option("--author", default="", help="Who made the changes that nobody tracked, in Word.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for the redline.  [default: out]")
@click.option("--check", is_flag=True, help="Exit status 1 if anything was changed, or struck through by hand.")
def compare(
    issued: Path, returned: Path, as_json: bool, formats: tuple[str, ...], author: str, out: Path | None, check: bool
) -> None:
    """Tell what was changed in a returned document.

    Clause by clause: what was said and what is said, whether it was tracked and by whom, and comments. Text that was
    typed without tracking is found too, also after Word or LibreOffice has saved the file anew. Tracked changes count
    as accepted. RETURNED is a Word file or a PDF; nothing in it is followed or run.

    \b
    Example:
      tamdocs compare out/TAM-2017-004218/en/terms.docx ~/Downloads/terms-v2.docx
      tamdocs compare terms.docx returned.docx --format html --format docx --out review
    """
    from tamdocs.batch.returned import compare_paths, render_comparison
    from tamdocs.batch.save import save_file
    from tamdocs.cli.compare_report import comparison_as_json, comparison_lines, summary
    from tamdocs.cli.paths import short
    from tamdocs.cli.report import json_line, problem_as_text
    from tamdocs.workspace import find_workspace

    comparison = compare_paths(issued, returned)
    for remark in comparison.remarks:
        click.echo(problem_as_text(remark), err=True)
    if formats:
        workspace = find_workspace(Path.cwd()) if {*formats} - {"html"} or out is None else None
        folder = out or (workspace.out if workspace else Path("out"))
        made = render_comparison(comparison, formats, (issued.name, returned.name), workspace, author)
        for suffix, data in made.items():
            path = folder / "compare" / f"{returned.stem}.{suffix}"
            save_file(path, data)
            click.echo(short(path))
    if as_json:
        click.echo(json_line(comparison_as_json(comparison, (str(issued), str(returned)))))
    elif not formats:
        for line in comparison_lines(comparison):
            click.echo(line)
    click.echo(summary(comparison), err=True)
    if check and (comparison.is_struck or not comparison.is_same):
        sys.exit(1)
