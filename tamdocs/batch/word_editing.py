"""Clauses to Word and back, on the disk."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from tamdocs.batch.order_files import source_name
from tamdocs.batch.save import save_file, save_files
from tamdocs.errors import LibraryError, Problem, ReadError
from tamdocs.library.agreement import pick_edition
from tamdocs.library.lint.rule import run_rules
from tamdocs.library.lint.rules import RULES
from tamdocs.library.lint.subject import subject_of
from tamdocs.library.model import Edition
from tamdocs.library.read import read_library
from tamdocs.readers.docx.settle import Verdict
from tamdocs.readers.package import MOST_BYTES
from tamdocs.wordside.export import write_for_editing
from tamdocs.wordside.plan import Choice, make_plan
from tamdocs.wordside.propose import Change, Proposal, Shelf, propose
from tamdocs.wordside.returned import read_returned
from tamdocs.wordside.skin import compile_editing_skin
from tamdocs.workspace import Workspace
from tamdocs.writers.docx.skin import WordSkin


def export_for_editing(choice: Choice, workspace: Workspace, out: Path) -> Path:
    """Write the document of *choice*, whose edition may be empty for the newest one, and return where it lies.

    Raises:
        TamdocsError: The library is wrong or does not have what is chosen, or the disk does not take the file.
    """
    edition = pick_edition(choice.edition or None, workspace.load_library())
    root = workspace.editions_root
    named = Choice(edition.id, choice.document, choice.language, choice.region, choice.service, choice.channel)
    plan = make_plan(named, edition, {root + path: data for path, data in workspace.load_editions().items()})
    data = write_for_editing(plan, _skin(workspace, plan.outline.skin))
    parts = (named.document, named.edition, named.region, named.service, named.channel, named.language)
    path = out / f"{'.'.join(part for part in parts if part)}.docx"
    save_file(path, data)
    return path


def import_edits(path: Path, workspace: Workspace, verdict: Verdict) -> Proposal:
    """Return what the Word file at *path* changes in the clause files; nothing is written.

    Raises:
        TamdocsError: Nothing of it can be taken over.
    """
    files, root = workspace.load_editions(), workspace.editions_root
    library = read_library(files, root=root)
    returned = read_returned(_load(path), source_name(path), verdict)

    def judge(changes: Sequence[Change]) -> Sequence[Problem]:
        try:
            read_library({**files, **{change.path: change.after for change in changes}}, root=root)
        except LibraryError as error:
            return error.problems
        return ()

    @cache
    def skin_of(name: str) -> WordSkin:
        return _skin(workspace, name)

    return propose(returned, Shelf(library, files, root), skin_of, judge)


def lint_findings(proposal: Proposal, workspace: Workspace) -> list[Problem]:
    """Return what lint finds after the changes of *proposal*, and not before."""
    files, root = workspace.load_editions(), workspace.editions_root
    changed = {**files, **{change.path: change.after for change in proposal.changes}}
    before, after = (_lint(each, root, proposal.edition, workspace) for each in (files, changed))
    known = {(problem.source, problem.code, problem.message) for problem in before}
    return [problem for problem in after if (problem.source, problem.code, problem.message) not in known]


def _lint(files: dict[str, bytes], root: str, name: str, workspace: Workspace) -> list[Problem]:
    edition: Edition = read_library(files, root=root).editions[name]
    sources = {text.source for clause in edition.clauses.values() for text in clause.texts.values()}
    texts = {source: files[source.removeprefix(root)].decode("utf-8-sig") for source in sources}
    subject = subject_of(edition, texts, workspace.load_order_schema())
    return [problem for outcome in run_rules(RULES, subject) for problem in outcome.problems]


def save_changes(proposal: Proposal, workspace: Workspace) -> list[Path]:
    """Write the clause files of *proposal* all or none, and return where they lie.

    Raises:
        WorkspaceError: The disk does not take one.
    """
    files = {workspace.editions / change.path: change.after for change in proposal.changes}
    save_files(files)
    return list(files)


def diff_of(change: Change, root: str) -> str:
    """Return *change* as a unified diff, as `git apply` takes it in the folder of the workspace."""
    return "".join(_diff_lines(change, f"{root}{change.base}", f"{root}{change.path}"))


def _diff_lines(change: Change, old: str, new: str) -> Iterator[str]:
    if old != new:
        yield f"diff --git a/{old} b/{new}\ncopy from {old}\ncopy to {new}\n"
    before, after = (data.decode().split("\n") for data in (change.before, change.after))
    for line in difflib.unified_diff(_ended(before), _ended(after), f"a/{old}", f"b/{new}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _ended(lines: list[str]) -> list[str]:
    """Return *lines*, which were parted at line ends, with these ends."""
    return [f"{line}\n" for line in lines[:-1]] + lines[-1:] * bool(lines[-1])


def _skin(workspace: Workspace, name: str) -> WordSkin:
    return compile_editing_skin(f"{name}.docx", workspace.load_skin(f"{name}.docx"))


def _load(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            message = f"the file is too large to be read; {MOST_BYTES >> 20} MB are the limit"
            raise ReadError(Problem(source_name(path), "file-too-large", message))
        return path.read_bytes()
    except OSError as error:
        message = f"this file cannot be read: {error.strerror or error}"
        raise ReadError(Problem(source_name(path), "not-readable", message)) from error
