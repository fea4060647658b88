"""Reads a file that was sent and one that came back, compares them, and writes the difference."""

from __future__ import annotations

import stat
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from tamdocs.batch.bounded import TooMuchError, bounded
from tamdocs.batch.redlines import Labels, RedlineRenderer
from tamdocs.compare.returned import Comparison, compare_files, compare_with_pdf, is_pdf, read_issued
from tamdocs.compare.tracking import TrackedWords
from tamdocs.document.model import Document
from tamdocs.errors import Problem, ReadError
from tamdocs.readers.docx.values import TrackedKind
from tamdocs.readers.package import MOST_BYTES
from tamdocs.readers.pdf.read import read_pdf
from tamdocs.workspace import Workspace
from tamdocs.writers.docx.comments import Comment, is_date
from tamdocs.writers.docx.hands import Hand, HandLine, Side, Stroke
from tamdocs.writers.docx.returned import Returned
from tamdocs.writers.docx.revisions import Revision
from tamdocs.writers.docx.skin import compile_skin
from tamdocs.writers.html.redline import write_redline_html

_PDF_SECONDS = 60
_SIDES: Mapping[TrackedKind, Side] = {
    "inserted": "ins",
    "moved-here": "ins",
    "deleted": "del",
    "moved-away": "del",
}
_TOLD = 20
"""Comments that stand above a redline; all of them are in the report."""


def compare_paths(issued: Path, returned: Path) -> Comparison:
    """Return what was changed from one file to the other.

    Raises:
        ReadError: A file is not there, cannot be read, or is too large.
    """
    data = (_load(issued), _load(returned))
    names = (str(issued), str(returned))
    if not is_pdf(data[1]):
        return compare_files(*data, names)
    before = read_issued(data[0], names[0])
    try:
        after = bounded(_PDF_SECONDS, read_pdf, data[1], names[1])
    except TooMuchError as error:
        message = f"the PDF cannot be read within limits: {error}"
        raise ReadError(Problem(names[1], "file-too-large", message, hint="ask for the Word file")) from error
    return compare_with_pdf(before, after)


def _load(path: Path) -> bytes:
    source = str(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise ReadError(Problem(source, "not-a-file", "this is a folder", hint="name the file itself"))
        if not stat.S_ISREG(status.st_mode):
            raise ReadError(Problem(source, "not-a-file", "this is no plain file"))
        if status.st_size > MOST_BYTES:
            message = f"the file is too large to be read; {MOST_BYTES >> 20} MB are the limit"
            raise ReadError(Problem(source, "file-too-large", message))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ReadError(Problem(source, "no-such-file", "there is no such file", hint="check the path")) from error
    except (OSError, ValueError) as error:
        message = f"the file cannot be read: {getattr(error, 'strerror', None) or error}"
        raise ReadError(Problem(source, "not-readable", message)) from error


def render_comparison(
    comparison: Comparison, formats: Collection[str], names: tuple[str, str], workspace: Workspace | None, author: str
) -> Mapping[str, bytes]:
    """Return the difference as a redline in each of *formats* (`docx`, `html`, `pdf`), by format.

    Args:
        comparison: What was found.
        formats: Which to write.
        names: What the two files are called.
        workspace: Where the skins lie; HTML needs none.
        author: Who made the changes that were not tracked, for Word; `Returned document` if it is empty.

    Raises:
        RenderError: A text cannot be written in a format.
        SkinError: A skin lacks what a writer needs.
        WorkspaceError: There is no such skin.
    """
    labels = Labels(*names, note=_note(comparison, names))
    made: dict[str, bytes] = {}
    if "html" in formats:
        made["html"] = write_redline_html(comparison.redline, names, labels.note).encode("utf-8", "backslashreplace")
    if others := [name for name in formats if name != "html"]:
        assert workspace is not None
        marked = comparison.redline
        before, after = (_with_marks(document, workspace) for document in (marked.before, marked.after))
        revision = _revision(comparison, author)
        renderer = RedlineRenderer(workspace)
        marked = replace(marked, before=before, after=after)
        made |= renderer.render(marked, others, labels, revision, Returned(_comments(comparison), _lines(comparison)))
    return made


def _with_marks(document: Document, workspace: Workspace) -> Document:
    """Return *document* with the marks that the skin prints; those that the file did not say are empty."""
    name = f"{document.skin}.docx"
    skin = compile_skin(name, workspace.load_skin(name))
    asked = {mark for template in (skin.document, *skin.furniture) for mark in template.marks}
    marks = {**dict.fromkeys(sorted(asked), ""), "document": document.title, "page": "{page} / {pages}"}
    return replace(document, marks=MappingProxyType(marks))


def _comments(comparison: Comparison) -> tuple[Comment, ...]:
    """Return the comments of the returned file for a Word file."""
    numbers = {each.comment.id: number for number, each in enumerate(comparison.comments)}
    return tuple(
        Comment(
            author=said.author,
            initials=said.initials,
            date=said.date,
            text=said.text,
            clause=each.place.clause,
            line=each.line,
            quoted=said.quoted,
            answers=numbers.get(said.answers),
            resolved=said.resolved,
        )
        for each in comparison.comments
        for said in (each.comment,)
    )


def _lines(comparison: Comparison) -> tuple[HandLine, ...]:
    """Return who tracked what in the returned file, for a Word file."""
    return tuple(HandLine(line.before, line.after, tuple(map(_stroke, line.changes))) for line in comparison.tracked)


def _stroke(words: TrackedWords) -> Stroke:
    return Stroke(_SIDES[words.kind], words.said, Hand(words.author.name, words.author.date))


def _revision(comparison: Comparison, author: str) -> Revision:
    dates = [each.date for edit in comparison.edits for each in edit.authors if is_date(each.date)]
    day = max((date.fromisoformat(each[:10]) for each in dates), default=comparison.redline.after.date)
    return Revision(author or "Returned document", day)


def _note(comparison: Comparison, names: tuple[str, str]) -> str:
    """Return what stands above a redline: which files these are, who tracked what, what was remarked."""
    count = len(comparison.edits)
    tracked = sum(each.how == "tracked" for each in comparison.edits)
    told = [f"What was changed from {names[0]} to {names[1]}: {count} edit{'' if count == 1 else 's'},"]
    told.append(f"{tracked} of them tracked. All tracked changes count as accepted.")
    for each in comparison.comments[:_TOLD]:
        place = " ".join(part for part in (each.place.number, each.place.title) if part) or "the beginning"
        text = " ".join(each.comment.text.split())
        what = "Answer" if each.comment.answers else "Comment"
        done = ", resolved" if each.comment.resolved else ""
        told.append(f"{what} by {each.comment.author} at {place}{done}, on “{each.comment.quoted[:80]}”: {text}")
    if len(comparison.comments) > _TOLD:
        told.append(f"There are {len(comparison.comments) - _TOLD} comments more.")
    told += [f"Mind: {remark.message}." for remark in comparison.remarks[:_TOLD]]
    return " ".join(told)
