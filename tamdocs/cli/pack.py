"""`tamdocs pack`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tamdocs.cli.usage import FORMATS
from tamdocs.cli.words import counted

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
    type=click.Choice(FORMATS),
    help="Only this format; repeatable.  [default: both]",
)
@click.option("--no-embed", is_flag=True, help="Leave the order out of the files; its hash stays in them.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes that make packs.")
@click.option("--replace-changed", is_flag=True, help="Also replace a pack that was changed by hand.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each order.")
def pack(
    *,
    orders: tuple[Path, ...],
    out: Path | None,
    languages: tuple[str, ...],
    formats: tuple[str, ...],
    no_embed: bool,
    jobs: int,
    replace_changed: bool,
    as_json: bool,
) -> None:
    """Make the contract pack of each order.

    An ORDER is a file, or a folder: then all *.json files in it and below. An order that is refused does not stop the
    others. The pack of an order lies in OUT/<order number>: the documents by language, pack.pdf with all of them, and
    manifest.json. A pack of before is replaced, unless somebody has put or changed a file in it.

    \b
    Example:
      tamdocs pack contracts/
      tamdocs pack contracts/acme.json --lang zh-Hans --format pdf --out /tmp/packs
    """
    from tamdocs.batch.job import PackJob
    from tamdocs.batch.run import run_packs
    from tamdocs.cli.paths import short
    from tamdocs.cli.progress import with_progress
    from tamdocs.cli.usage import check_languages
    from tamdocs.workspace import find_workspace

    workspace = find_workspace(Path.cwd())
    check_languages(languages, workspace)
    folder, kinds = out or short(workspace.out), frozenset(formats or FORMATS)
    job = PackJob(workspace, folder, kinds, languages, replace_changed, embed=not no_embed)
    results, loaded = _load(orders)
    for result in results:
        _print(result, as_json=as_json)
    for result in with_progress(run_packs(loaded, job, jobs), len(loaded), "packs"):
        results.append(result)
        _print(result, as_json=as_json)
    _summarize(results, job.out)
    sys.exit(any(result.folder is None for result in results))


def _load(orders: tuple[Path, ...]) -> tuple[list[PackResult], list[tuple[str, bytes]]]:
    """Return what came of the files that cannot be read, and the orders that can."""
    from tamdocs.batch.order_files import find_order_files, load_order_bytes, source_name
    from tamdocs.batch.run import PackResult
    from tamdocs.errors import Problem

    unread: list[PackResult] = []
    loaded: list[tuple[str, bytes]] = []
    for path in find_order_files(orders):
        data = load_order_bytes(path)
        if isinstance(data, Problem):
            unread.append(PackResult(source_name(path), None, "refused", None, (), (data,)))
        else:
            loaded.append((source_name(path), data))
    return unread, loaded


def _print(result: PackResult, *, as_json: bool) -> None:
    from tamdocs.cli.report import json_line, problem_as_json, problem_as_text

    if as_json:
        line = {
            "source": result.source,
            "ok": result.folder is not None,
            "outcome": result.outcome,
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
    made = [result for result in results if result.outcome == "made"]
    refused = sum(result.outcome == "refused" for result in results)
    failed = sum(result.outcome == "failed" for result in results)
    warnings = sum(problem.severity == "warning" for result in results for problem in result.problems)
    words = f"{counted(len(made), 'pack')} with {counted(sum(len(result.files) for result in made), 'file')} in {out}"
    words += f"; {counted(refused, 'order')} refused" if refused else ""
    words += f"; {counted(failed, 'pack')} failed" if failed else ""
    words += f"; {counted(warnings, 'warning')}" if warnings else ""
    click.echo(words, err=True)
