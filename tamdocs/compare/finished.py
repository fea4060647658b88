"""Two finished files of one document held against each other: which clauses read differently, and in which words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from tamdocs.compare.changes import Change, changes_of
from tamdocs.compare.clause_changes import first_words
from tamdocs.compare.pdf_words import Heading, page_changes
from tamdocs.compare.redline import redline
from tamdocs.compare.text_change import Held, TextChange
from tamdocs.document.model import Blocks, Document, Emphasis, Inlines, Link, Section, Strong
from tamdocs.document.redline import Deleted, Inserted, Kept, Words
from tamdocs.document.text import blocks_text, document_text, inlines_text
from tamdocs.readers.docx.read import read_docx
from tamdocs.readers.docx.settle import settle_blocks
from tamdocs.readers.docx.tree import blocks_of, tree_of
from tamdocs.readers.docx.values import ReadDocument
from tamdocs.readers.pdf.lines import read_lines
from tamdocs.readers.provenance import format_of

_NUMBERS = re.compile(r"\\\{pages?\\\}")
_CONTEXT = 60
"""Letters that are shown of what stands before a change."""


def changes_between(before: bytes, after: bytes, source: str, documents: Sequence[Document]) -> Held:
    """Return how the Word file or PDF *after* reads differently from *before*, which is of the same kind and ours.

    Args:
        before: The file that we have made.
        after: The other one.
        source: What *after* is called in a message.
        documents: What *before* was made of.

    Raises:
        ReadError: *after* cannot be read, or must not be.
    """
    if format_of(before) == "docx":
        return word_changes(before, after, source, documents[0].marks["page"])
    headings = [heading for document in documents for heading in _headings(document, several=len(documents) > 1)]
    return Held(page_changes(read_lines(before, "made here"), read_lines(after, source), headings), ())


def _headings(document: Document, *, several: bool) -> Iterator[Heading]:
    """Yield the headings of *document*; where there are *several* documents, the clause names its own."""
    for section in _sections(document.blocks):
        clause = section.clause or section.id
        number = f"{section.number} " if section.number else ""
        yield Heading(f"{document.kind}/{clause}" if several else clause, number + inlines_text(section.title))


def _sections(blocks: Blocks) -> Iterator[Section]:
    for block in blocks:
        if isinstance(block, Section):
            yield block
            yield from _sections(block.blocks)


def word_changes(before: bytes, after: bytes, source: str, page: str) -> Held:
    """Return how the Word file *after* reads differently from *before*, which we have written.

    Changes that are tracked in a file count as made.

    Args:
        before: The file that we have made.
        after: The other one.
        source: What *after* is called in a message.
        page: The mark with the page number, which is another one on each page.

    Raises:
        ReadError: It cannot be read, or must not be.
    """
    old, new = read_docx(before, "made here"), read_docx(after, source)
    first, second = tree_of(old), tree_of(new)
    marked = redline(first, replace(second, language=first.language))
    found = [change for each in changes_of(marked) if (change := _told(each))]
    if not found:
        found = list(_first_difference(tuple(document_text(first)), tuple(document_text(second))))
    return Held((*found, *_stories(old, new, page)), new.remarks)


def _told(change: Change) -> TextChange | None:
    """Return *change* in words; none for one of the look only."""
    gone = tuple(piece for piece in change.words if isinstance(piece, Deleted))
    came = tuple(piece for piece in change.words if isinstance(piece, Inserted))
    before, after = _joined(gone), _joined(came)
    if change.standing in {"inserted", "moved-here"}:
        before, after = "", _joined(change.words)
    elif change.standing in {"deleted", "moved-away"}:
        before, after = _joined(change.words), ""
    elif before == after and _links(gone) == _links(came):
        return None
    return TextChange(change.clause, change.number, before, after, _context(change.words))


def _joined(words: Words) -> str:
    """Return the text of *words*, with a sign between pieces that do not stand side by side."""
    return " … ".join(text for piece in words if (text := inlines_text(piece.inlines).strip()))


def _links(words: Words) -> tuple[str, ...]:
    return tuple(address for piece in words for address in _addresses(piece.inlines))


def _addresses(inlines: Inlines) -> Iterator[str]:
    for inline in inlines:
        match inline:
            case Link():
                yield inline.address
                yield from _addresses(inline.inlines)
            case Strong() | Emphasis():
                yield from _addresses(inline.inlines)
            case _:
                pass


def _context(words: Words) -> str:
    """Return what stands before the first change, its last words if it is long."""
    kept = "".join(inlines_text(piece.inlines) for piece in takewhile(lambda piece: isinstance(piece, Kept), words))
    return kept if len(kept) <= _CONTEXT else f"…{kept[-_CONTEXT:]}"


def _first_difference(before: Sequence[str], after: Sequence[str]) -> Iterator[TextChange]:
    """Yield where two texts part, for what is no change of words, such as a number typed anew."""
    gone, came = first_words(before, after)
    if before != after:
        yield TextChange("", "", gone, came, "")


def _stories(before: ReadDocument, after: ReadDocument, page: str) -> Iterator[TextChange]:
    """Yield what stands in page headers, page footers and notes of one of the files only.

    A program that saves a file anew may give them other names and another order.
    """
    for kind in ("header", "footer", "footnote", "endnote"):
        old, new = _texts(before, kind, page), _texts(after, kind, page)
        gone = [text for text in old if text not in new]
        came = [text for text in new if text not in old]
        if gone or came:
            yield TextChange(f"@{kind}", "", " … ".join(gone), " … ".join(came), "")


def _texts(read: ReadDocument, kind: str, page: str) -> list[str]:
    numbers = re.compile(_NUMBERS.sub(r"\\d+", re.escape(page)))
    stories = (
        settle_blocks(blocks, read, "accepted") for name, blocks in read.stories.items() if name.split()[0] == kind
    )
    texts = ("\n".join(" ".join(line.split()) for line in blocks_text(blocks_of(story))) for story in stories)
    return [text for text in dict.fromkeys(numbers.sub(lambda _: page, each) for each in texts) if text.strip()]
