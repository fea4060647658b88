"""What somebody changed in a document that came back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tamdocs.compare.edits import Edit, Place, edits_of
from tamdocs.compare.pdf_text import document_in
from tamdocs.compare.places import Places
from tamdocs.compare.plain import flat, plain
from tamdocs.compare.redline import redline
from tamdocs.compare.restyle import restyled
from tamdocs.compare.stories import edits_beside, lines_beside
from tamdocs.compare.tracking import Author, How, TrackedLine, Tracking
from tamdocs.document.model import Document
from tamdocs.document.redline import Redline
from tamdocs.document.text import document_text
from tamdocs.errors import Problem, ReadError
from tamdocs.readers.docx.read import read_docx
from tamdocs.readers.docx.tree import tree_of
from tamdocs.readers.docx.values import Comment, ReadDocument, ReadParagraph
from tamdocs.readers.pdf.read import ReadPdf, body_lines, read_pdf

STRUCK = "file-struck-text"
MOST_LINES = 20_000
MOST_LETTERS = 4_000_000
"""Of a document that is compared; a contract has a hundredth of it."""


@dataclass(frozen=True, slots=True)
class ReturnedEdit:
    edit: Edit
    how: How
    authors: tuple[Author, ...]
    """Who made it; empty if it was not tracked."""


@dataclass(frozen=True, slots=True)
class ReturnedComment:
    place: Place
    comment: Comment
    line: str
    """What the paragraph says, its changes accepted; empty for a table."""


@dataclass(frozen=True, slots=True)
class Comparison:
    redline: Redline
    edits: tuple[ReturnedEdit, ...]
    """Edits of the words, in reading order; those beside the body last."""
    renumbered: tuple[Edit, ...]
    """Clauses and items that have another number, because of an edit before them or by themselves."""
    comments: tuple[ReturnedComment, ...]
    remarks: tuple[Problem, ...]
    """What a reader should know of the files; warnings, all of them."""
    tracked: tuple[TrackedLine, ...] = ()
    """Paragraphs of the returned file with tracked changes."""

    @property
    def is_same(self) -> bool:
        return not self.edits and not self.renumbered

    @property
    def is_struck(self) -> bool:
        """Whether words are struck through by hand that were not when it was issued."""
        return any(remark.code == STRUCK for remark in self.remarks)


def compare_files(issued: bytes, returned: bytes, names: tuple[str, str]) -> Comparison:
    """Return what was changed from the Word file *issued* to the Word file or PDF *returned*.

    All tracked changes count as accepted, in both.

    Args:
        issued: The file as it was sent.
        returned: The file as it came back.
        names: What the files are called in a message.

    Raises:
        ReadError: A file cannot be read, or is too large to be compared.
    """
    before = read_issued(issued, names[0])
    if is_pdf(returned):
        return compare_with_pdf(before, read_pdf(returned, names[1]))
    return compare_reads(before, read_docx(returned, names[1]))


def is_pdf(data: bytes) -> bool:
    return data[:1024].lstrip().startswith(b"%PDF-")


def read_issued(data: bytes, source: str) -> ReadDocument:
    """Return the Word file that was issued.

    Raises:
        ReadError: It cannot be read, or is a PDF, which does not say where a paragraph or a clause begins.
    """
    if is_pdf(data):
        message = "this is a PDF, which does not say where a clause begins"
        raise ReadError(Problem(source, "file-kind", message, hint="name the Word file that was issued with it"))
    return read_docx(data, source)


def compare_with_pdf(issued: ReadDocument, returned: ReadPdf) -> Comparison:
    """Return what was changed from a Word file to a PDF: its words only, not who changed them.

    Page headers and footers are left out.
    """
    before = tree_of(issued)
    _check_size(issued.source, before)
    opening = (before.title, *(before.cover.lines if before.cover else ()))
    lines = body_lines(returned, lines_beside(issued), opening)
    if len(lines) > MOST_LINES:
        raise _too_large(returned.source, len(lines))
    marked = marked_plain(before, document_in(lines, before))
    edits = _edits(marked)
    told = tuple(ReturnedEdit(edit, "not tracked", ()) for edit in edits if edit.what != "renumbered")
    return Comparison(marked, told, (), (), returned.remarks)


def compare_reads(issued: ReadDocument, returned: ReadDocument) -> Comparison:
    """Return what was changed from one Word file to another; see `compare_files`."""
    for read in (issued, returned):
        if len(read.blocks) > MOST_LINES:
            raise _too_large(read.source, len(read.blocks))
    before, after = tree_of(issued), tree_of(returned)
    _check_size(issued.source, before)
    _check_size(returned.source, after)
    marked = marked_plain(before, after)
    places = Places(returned, marked.after)
    tracking = Tracking(returned)
    edits = [*_edits(marked), *edits_beside(issued, returned, places)]
    return Comparison(
        redline=marked,
        edits=tuple(_returned(edits, tracking)),
        renumbered=tuple(edit for edit in edits if edit.what == "renumbered"),
        comments=tuple(
            ReturnedComment(places.at(at), each, _line_at(returned, at))
            for each in returned.comments
            for at in (returned.commented.get(each.id, 0),)
        ),
        remarks=tuple(_new_remarks(issued, returned)),
        tracked=tracking.lines,
    )


def _new_remarks(issued: ReadDocument, returned: ReadDocument) -> Iterator[Problem]:
    """Yield the remarks of *returned*, but for words that were struck through when it was issued."""
    known = {each.message for each in issued.remarks if each.code == STRUCK}
    yield from (each for each in returned.remarks if each.code != STRUCK or each.message not in known)


def _line_at(read: ReadDocument, index: int) -> str:
    block = read.blocks[index] if index < len(read.blocks) else None
    if not isinstance(block, ReadParagraph):
        return ""
    gone = {"deleted", "moved-away"}
    return "".join(run.text for run in block.runs if not any(each.kind in gone for each in run.tracked))


def _edits(marked: Redline) -> list[Edit]:
    first, second = flat(marked.before), flat(marked.after)
    return edits_of(redline(first, restyled(first, second)))


def marked_plain(before: Document, after: Document) -> Redline:
    """Return two documents as one, without the look of their words; the second may not say in which language it is."""
    first, second = plain(before), plain(after)
    return redline(first, replace(second, language=first.language, date=first.date, author=first.author))


def _returned(edits: Sequence[Edit], tracking: Tracking) -> Iterator[ReturnedEdit]:
    for edit in edits:
        if edit.what != "renumbered":
            yield ReturnedEdit(edit, *tracking.of(edit))


def _check_size(source: str, document: Document) -> None:
    lines = [len(line) for line in document_text(document)]
    if len(lines) > MOST_LINES or sum(lines) > MOST_LETTERS:
        raise _too_large(source, len(lines))


def _too_large(source: str, count: int) -> ReadError:
    message = f"the document has {count:,} paragraphs and cells, or very long ones; {MOST_LINES:,} are compared"
    return ReadError(Problem(source, "file-too-large", message))
