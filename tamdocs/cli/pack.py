"""`tamdocs pack`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tamdocs.batch.run import PackResult


@click.command()
@click.argument("orders", metavar="ORDER...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for the packs.  [default: out]")
@click.option("--lang", "languages", multiple=True, metavar="L", help="Language instead of the order's; repeatable.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(["docx", "pdf"]),
    help="Only this format; repeatable.  [default: both]",
)
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes that make packs.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each order.")
def pack(
    orders: tuple[Path, ...],
    out: Path | None,
    languages: tuple[str, ...],
    formats: tuple[str, ...],
    jobs: int,
    as_json: bool,
) -> None:
    """Make the contract pack of each order.

    An ORDER is a file, or a folder of files. An order that is refused does not stop the others. The pack of an order
    lies in OUT/<order number>: the documents by language, pack.pdf with all of them, and manifest.json.

    \b
    Example:
      tamdocs pack contracts/
      tamdocs pack contracts/acme.json --lang zh-Hans --format pdf --out /tmp/packs
    """
    from tamdocs.batch.job import PackJob
    from tamdocs.batch.order_files import find_order_files, load_order_bytes
    from tamdocs.batch.run import PackResult, run_packs
    from tamdocs.cli.progress import with_progress
    from tamdocs.errors import Problem
    from tamdocs.workspace import find_workspace

    workspace = find_workspace(Path.cwd())
    job = PackJob(workspace, out or workspace.out, frozenset(formats or ("docx", "pdf")), languages)
    results: list[PackResult] = []
    loaded: list[tuple[str, bytes]] = []
    for path in find_order_files(orders):
        data = load_order_bytes(path)
        if isinstance(data, Problem):
            results.append(PackResult(str(path), None, None, (), (data,)))
        else:
            loaded.append((str(path), data))
    for result in results:
        _print(result, as_json)
    for result in with_progress(run_packs(loaded, job, jobs), len(loaded), "packs"):
        results.append(result)
        _print(result, as_json)
    _summarize(results, job.out)
    sys.exit(any(result.folder is None for result in results))


def _print(result: PackResult, as_json: bool) -> None:
    from tamdocs.cli.report import json_line, problem_as_json, problem_as_text

    if as_json:
        line = {
            "source": result.source,
            "ok": result.folder is not None,
            "order_number": result.order_number,
            "folder": str(result.folder) if result.folder else None,
            "files": list(result.files),
            "problems": [problem_as_json(problem) for problem in result.problems],
        }
        click.echo(json_line(line))
        return
    for problem in result.problems:
        click.echo(problem_as_text(problem), err=True)
    if result.folder:
        click.echo(result.folder)


def _summarize(results: list[PackResult], out: Path) -> None:
    made = [result for result in results if result.folder]
    refused = len(results) - len(made)
    files = sum(len(result.files) for result in made)
    words = f"{_count(len(made), 'pack')} with {_count(files, 'file')} in {out}"
    if refused:
        words += f"; {_count(refused, 'order')} refused, nothing was written for {'it' if refused == 1 else 'them'}"
    click.echo(words, err=True)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
