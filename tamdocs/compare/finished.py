"""Two finished files of one document held against each other: which clauses read differently, and in which words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from tamdocs.compare.edits import Edit
from tamdocs.compare.pdf_words import Heading, page_changes
from tamdocs.compare.places import sections_of
from tamdocs.compare.returned import compare_files
from tamdocs.compare.text_change import Held, TextChange
from tamdocs.document.model import Document
from tamdocs.document.redline import Deleted, Inserted, Kept, Words
from tamdocs.document.text import inlines_text
from tamdocs.errors import Problem
from tamdocs.readers.html import ReadPage, read_page
from tamdocs.readers.pdf.lines import read_pdf
from tamdocs.readers.provenance import format_of

_OURS = "made here"
_SHOWN = 5
_CONTEXT = 60
"""Letters that are shown of what stands before a change."""


def changes_between(before: bytes, after: bytes, source: str, documents: Sequence[Document]) -> Held:
    """Return how the Word file, PDF or page *after* reads differently from *before*, which is of its kind and ours.

    Args:
        before: The file that we have made.
        after: The other one. Changes that are tracked in it count as made.
        source: What *after* is called in a message.
        documents: What *before* was made of.

    Raises:
        ReadError: *after* cannot be read, or must not be.
    """
    if format_of(before) == "docx":
        return _words_held(before, after, source)
    headings = [heading for document in documents for heading in _headings(document, several=len(documents) > 1)]
    if format_of(before) == "html":
        return _pages_held(read_page(before, _OURS), read_page(after, source), source, headings)
    read = read_pdf(after, source)
    return Held(page_changes(read_pdf(before, _OURS).pages, read.pages, headings), read.remarks)


def _pages_held(before: ReadPage, after: ReadPage, source: str, headings: Sequence[Heading]) -> Held:
    remarks = []
    if more := sorted(after.parts - before.parts):
        message = f"the page has parts that it was not made with, which are not compared: {', '.join(more[:_SHOWN])}"
        remarks.append(Problem(source, "file-page-parts", message, severity="warning"))
    if after.styles != before.styles:
        message = "the page has another style sheet: it may hide words, or show some that are not compared"
        remarks.append(Problem(source, "file-page-parts", message, severity="warning"))
    return Held(page_changes([before.lines], [after.lines], headings), tuple(remarks))


def _words_held(before: bytes, after: bytes, source: str) -> Held:
    found = compare_files(before, after, (_OURS, source))
    edits = (*(each.edit for each in found.edits), *found.renumbered)
    remarks = found.remarks
    if found.comments:
        message = f"the file carries comments: {len(found.comments)}"
        remarks = (*remarks, Problem(source, "file-comments", message, severity="warning"))
    return Held(tuple(map(_told, edits)), remarks)


def _told(edit: Edit) -> TextChange:
    """Return *edit* in words: of a paragraph that was changed only those that are others."""
    place = edit.place
    where = f"{place.clause}, {place.part}" if place.clause and place.part else place.clause or place.part
    if edit.what != "changed" or not edit.words:
        return TextChange(where, place.number, edit.before, edit.after, "")
    gone = tuple(piece for piece in edit.words if isinstance(piece, Deleted))
    came = tuple(piece for piece in edit.words if isinstance(piece, Inserted))
    return TextChange(where, place.number, _joined(gone), _joined(came), _context(edit.words))


def _joined(words: Words) -> str:
    """Return the text of *words*, with a sign between pieces that do not stand side by side."""
    return " … ".join(text for piece in words if (text := inlines_text(piece.inlines).strip()))


def _context(words: Words) -> str:
    """Return what stands before the first change, its last words if it is long."""
    kept = "".join(inlines_text(piece.inlines) for piece in takewhile(lambda piece: isinstance(piece, Kept), words))
    return kept if len(kept) <= _CONTEXT else f"…{kept[-_CONTEXT:]}"


def _headings(document: Document, *, several: bool) -> Iterator[Heading]:
    """Yield the headings of *document*; where there are *several* documents, the clause names its own."""
    for section in sections_of(document.blocks):
        clause = f"{document.kind}/{section.clause}" if several else section.clause
        yield Heading(clause, f"{section.number} {section.title}".strip())
