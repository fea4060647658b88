"""Exports a document for editing, lets python-docx edit it, and imports it again, all in memory."""

from __future__ import annotations

import copy
import difflib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as DocxDocument
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from tamdocs.errors import LibraryError, Problem
from tamdocs.library.model import Library
from tamdocs.library.read import read_library
from tamdocs.readers.docx.settle import Verdict
from tamdocs.wordside.export import write_for_editing
from tamdocs.wordside.plan import Choice, make_plan
from tamdocs.wordside.propose import Change, Proposal, Shelf, propose
from tamdocs.wordside.returned import read_returned
from tamdocs.wordside.skin import compile_editing_skin
from tamdocs.writers.docx.skin import WordSkin
from tests.support.drafts import SOURCE
from tests.support.samples import sample_workspace

TERMS = Choice("2017-11", "terms", "en", "emea")


@cache
def editing_skin(name: str = "contract") -> WordSkin:
    return compile_editing_skin(f"{name}.docx", sample_workspace().load_skin(f"{name}.docx"))


def exported(choice: Choice, files: Mapping[str, bytes] = SOURCE) -> bytes:
    edition = _library(files).editions[choice.edition]
    return write_for_editing(make_plan(choice, edition, files), editing_skin())


@cache
def exported_once(choice: Choice) -> bytes:
    return exported(choice)


def edited(choice: Choice, change: Callable[[DocxDocument], None]) -> bytes:
    document = docx.Document(BytesIO(exported_once(choice)))
    change(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def imported(data: bytes, files: Mapping[str, bytes] = SOURCE, verdict: Verdict = "accepted") -> Proposal:
    def judge(changes: Sequence[Change]) -> Sequence[Problem]:
        try:
            read_library({**files, **{change.path: change.after for change in changes}})
        except LibraryError as error:
            return error.problems
        return ()

    returned = read_returned(data, "returned.docx", verdict)
    return propose(returned, Shelf(_library(files), files, ""), editing_skin, judge)


def _library(files: Mapping[str, bytes]) -> Library:
    return _sample() if files is SOURCE else read_library(files)


@cache
def _sample() -> Library:
    return read_library(SOURCE)


def paragraph(document: DocxDocument, start: str) -> Paragraph:
    """Return the first paragraph that begins with *start*, locked words among it."""
    return next(each for each in document.paragraphs if words_of(each).startswith(start))


def words_of(paragraph: Paragraph) -> str:
    return "".join(text.text or "" for text in xml_of(paragraph).iter(qn("w:t")))


def xml_of(thing: Paragraph | Run | Table) -> Any:
    """Return the element of *thing*, which python-docx does not show otherwise."""
    return thing._element  # noqa: SLF001


def add_after(above: Paragraph, words: str, style: str = "") -> Paragraph:
    """Add a paragraph like *above* below it, as Enter does in Word."""
    element = copy.deepcopy(xml_of(above))
    for child in list(element):
        if child.tag != qn("w:pPr"):
            element.remove(child)
    xml_of(above).addnext(element)
    added = Paragraph(element, above._parent)  # noqa: SLF001
    added.add_run(words)
    if style:
        added.style = style
    return added


def delete(gone: Paragraph) -> None:
    element = xml_of(gone)
    element.getparent().remove(element)


def lines_changed(proposal: Proposal) -> list[str]:
    """Return the lines that go (`-`) and come (`+`), in their order."""
    found = []
    for change in proposal.changes:
        before, after = (data.decode().splitlines() for data in (change.before, change.after))
        found += [
            line
            for line in difflib.unified_diff(before, after, n=0, lineterm="")
            if line[:3] not in {"---", "+++"} and line[:2] != "@@"
        ]
    return found
