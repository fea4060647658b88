"""`tamdocs library export` and `import`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tamdocs.cli.paths import short

if TYPE_CHECKING:
    from tamdocs.errors import Problem
    from tamdocs.wordside.propose import Proposal


@click.command("export")
@click.argument("kind", metavar="KIND")
@click.option("--lang", "language", metavar="L", required=True, help="Which language.")
@click.option("--region", metavar="REGION", required=True, help="Which region, such as emea.")
@click.option("--edition", metavar="ID", default="", help="Which edition.  [default: the newest]")
@click.option("--service", metavar="SERVICE", default="", help="Which service, where clauses have a text for each.")
@click.option("--channel", type=click.Choice(["direct", "reseller"]), help="Which channel, likewise.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for the file.  [default: out]")
def export_clauses(
    kind: str, language: str, region: str, edition: str, service: str, channel: str | None, out: Path | None
) -> None:
    """Write the clauses of a document as a Word file for those who edit in Word.

    It holds the clauses as they are written, with all conditions, and not the text of one order. KIND is any document
    that the edition has, such as terms. What comes back is read by tamdocs library import.

    \b
    Example:
      tamdocs library export terms --lang en --region emea
      tamdocs library export service-description --lang zh-Hans --region apac --edition 2017-11 --out for-legal
    """
    from tamdocs.batch.word_editing import export_for_editing
    from tamdocs.wordside.plan import Choice
    from tamdocs.workspace import find_workspace

    workspace = find_workspace(Path.cwd())
    choice = Choice(edition, kind, language, region, service, channel or "")
    click.echo(short(export_for_editing(choice, workspace, out or workspace.out)))


@click.command("import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--apply", "write", is_flag=True, help="Write the clause files.  [default: only show the changes]")
@click.option("--ignore-tracked", is_flag=True, help="Read the file as if all tracked changes were rejected.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the diff.")
def import_edits(file: Path, write: bool, ignore_tracked: bool, as_json: bool) -> None:
    """Turn a Word file that came back into a change of the clause files.

    FILE was made by tamdocs library export. The change is printed as a diff that git apply takes in the folder of the
    workspace; nothing is written without --apply. Tracked changes count as accepted. What cannot be a change of a
    clause is refused with its clause, and so is all of that clause; the others are taken over. Comments are listed.

    \b
    Example:
      tamdocs library import terms.2018-06.emea.en.docx
      tamdocs library import terms.2018-06.emea.en.docx > edits.diff
      tamdocs library import terms.2018-06.emea.en.docx --apply
    """
    from tamdocs.batch import word_editing
    from tamdocs.workspace import find_workspace

    workspace = find_workspace(Path.cwd())
    proposal = word_editing.import_edits(file, workspace, "rejected" if ignore_tracked else "accepted")
    findings = word_editing.lint_findings(proposal, workspace) if proposal.changes else []
    written = word_editing.save_changes(proposal, workspace) if write else []
    diffs = [word_editing.diff_of(change, workspace.editions_root) for change in proposal.changes]
    if as_json:
        _print_json(proposal, findings, diffs, written=bool(written))
    else:
        for line in map(short, written) if write else ():
            click.echo(line)
        for diff in () if write else diffs:
            click.echo(diff, nl=False)
        _tell(proposal, findings)
    click.echo(_summary(proposal, written=write), err=True)
    sys.exit(any(problem.severity == "error" for problem in proposal.problems))


def _tell(proposal: Proposal, findings: list[Problem]) -> None:
    from tamdocs.cli.report import problem_as_text, visible

    for problem in proposal.problems:
        click.echo(problem_as_text(problem), err=True)
    for problem in findings:
        click.echo(f"lint after the change: {problem_as_text(problem)}", err=True)
    for said in proposal.comments:
        about = f" on “{said.quoted}”" if said.quoted else ""
        click.echo(visible(f"comment, {said.clause or 'no clause'}: {said.author}{about}: {said.text}"), err=True)


def _summary(proposal: Proposal, *, written: bool) -> str:
    refused = {problem.place for problem in proposal.problems if problem.severity == "error"}
    changed = len(proposal.changes)
    what = "written" if written else "to change"
    comments = len(proposal.comments)
    told = f"{proposal.clauses} clauses: {changed} {what}, {len(refused)} refused"
    return f"{told}; {comments} comment{'' if comments == 1 else 's'}"


def _print_json(proposal: Proposal, findings: list[Problem], diffs: list[str], *, written: bool) -> None:
    from tamdocs.cli.report import json_line, problem_as_json

    changes = [
        {"clause": change.clause, "file": change.path, "from": change.base, "diff": diff}
        for change, diff in zip(proposal.changes, diffs, strict=True)
    ]
    comments = [
        {"clause": said.clause or None, "author": said.author, "text": said.text, "quoted": said.quoted}
        for said in proposal.comments
    ]
    line = {
        "edition": proposal.edition,
        "written": written,
        "changes": changes,
        "problems": [problem_as_json(problem) for problem in proposal.problems],
        "lint": [problem_as_json(problem) for problem in findings],
        "comments": comments,
    }
    click.echo(json_line(line))
