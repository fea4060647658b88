"""Reads the text of a PDF, page by page, with limits."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import takewhile

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from tamdocs.errors import Problem
from tamdocs.readers.faults import fault

MOST_BYTES = 64 << 20
MOST_PAGES = 500
MOST_LETTERS = 4_000_000
_MARGIN_LINES = 8
"""Lines at the top and at the bottom of a page that may be its header and footer."""
_FEW_PAGES = 2
_NOTES = frozenset({"/Text", "/FreeText", "/Highlight", "/StrikeOut", "/Underline", "/Squiggly", "/Caret"})
_MOST_NOTES, _SHOWN = 50, 200

# What a file from outside is like is told as a problem, not on standard error.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class ReadPdf:
    source: str
    pages: tuple[tuple[str, ...], ...]
    """The lines of each page that say something, header and footer included."""
    remarks: tuple[Problem, ...]
    """What a reader should know of the file; warnings, all of them."""


def read_pdf(data: bytes, source: str) -> ReadPdf:
    """Return the text of the PDF *data*; nothing in it is followed or run.

    How much memory and time a broken page may take is not bounded here: a caller that reads what strangers sent does
    it in a process of its own.

    Raises:
        ReadError: It is no PDF, has a password, is broken, or is too large.
    """
    if len(data) > MOST_BYTES:
        raise fault(source, "file-too-large", f"the file is too large to be read; {MOST_BYTES >> 20} MB are the limit")
    try:
        reader = PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted:
            hint = "ask for it without a password"
            raise fault(source, "file-encrypted", "the file is encrypted", hint=hint)
        count = len(reader.pages)
        if count > MOST_PAGES:
            raise fault(source, "file-too-large", f"the file has {count} pages; {MOST_PAGES} are read")
        pages = tuple(_pages(reader, source))
        remarks = tuple(_remarks(reader, source, pages))
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OSError) as error:
        # A broken file may break its reader anywhere.
        message = f"the PDF is broken: {error}"[:200]
        raise fault(source, "file-broken", message, hint="ask for the file again, or for the Word file") from error
    return ReadPdf(source, pages, remarks)


def _pages(reader: PdfReader, source: str) -> Iterator[tuple[str, ...]]:
    letters = 0
    for page in reader.pages:
        text = page.extract_text()
        letters += len(text)
        if letters > MOST_LETTERS:
            raise fault(source, "file-too-large", f"the file has more than {MOST_LETTERS:,} letters")
        yield tuple(line.strip() for line in text.split("\n") if line.strip())


def _remarks(reader: PdfReader, source: str, pages: Sequence[Sequence[str]]) -> Iterator[Problem]:
    def remark(code: str, message: str) -> Problem:
        return Problem(source, code, message, severity="warning")

    if not any(pages):
        yield remark("file-no-text", "the PDF has no text: it may be a scan, whose words are not read")
    root = reader.root_object
    names = root.get("/Names", {})
    names = names.get_object() if hasattr(names, "get_object") else names
    action = root.get("/OpenAction", {})
    action = action.get_object() if hasattr(action, "get_object") else action
    acts = isinstance(action, dict) and action.get("/S") != "/GoTo" and "/S" in action
    if acts or any(danger in each for each in (root, names) for danger in ("/JavaScript", "/AA")):
        yield remark("file-macros", "the PDF carries a script; it was not run")
    for text in list(_notes(reader))[:_MOST_NOTES]:
        yield remark("file-note", f"a note in the PDF says: “{text[:_SHOWN]}”")


def _notes(reader: PdfReader) -> Iterator[str]:
    """Yield what people have written on the pages."""
    for page in reader.pages:
        for each in page.annotations or ():
            note = each.get_object()
            text = str(note.get("/Contents", "")).strip()
            if note.get("/Subtype") in _NOTES and text:
                yield text


def body_lines(
    read: ReadPdf, furniture: tuple[Collection[str], Collection[str]], opening: Collection[str]
) -> list[str]:
    """Return the lines of all pages without page headers and footers.

    Args:
        read: The PDF.
        furniture: Texts that the pages of the issued document carry at their top, and at their bottom.
        opening: Its title, and the lines of its title page: they stand on the first page, though a header repeats them.
    """
    margins = [_margins(page) for page in read.pages]
    # The first page may have a letterhead of its own; the others carry the same, but for one without a header.
    counts = Counter(key for page in margins[1:] for key in {_key(line) for _, line in page})
    most = max(2, len(read.pages) - 2)
    above, below = ("".join(map(_key, texts)) for texts in furniture)
    kept = {"".join(line.split()) for line in opening}
    is_short = len(read.pages) <= _FEW_PAGES
    lines: list[str] = []
    for number, page in enumerate(read.pages, 1):

        def is_furniture(place: int, known: str, page: Sequence[str] = page, number: int = number) -> bool:
            line, key = page[place], _key(page[place])
            if number == 1 and "".join(line.split()) in kept:
                return False
            # What only the first page has above its text may stand in the text of a later one.
            repeated = counts[key] >= most or (key in known and (number == 1 or is_short))
            return _is_page_number(line, number, place, page) or (bool(key) and repeated)

        places = range(len(page))
        ends = reversed(places[-_MARGIN_LINES:])
        top = sum(1 for _ in takewhile(lambda place: is_furniture(place, above), places[:_MARGIN_LINES]))
        bottom = sum(1 for _ in takewhile(lambda place: is_furniture(place, below), ends))
        lines += page[top : max(top, len(page) - bottom)]
    return lines


def _is_page_number(line: str, number: int, place: int, page: Sequence[str]) -> bool:
    return line == str(number) and place in {0, len(page) - 1}


def _margins(page: Sequence[str]) -> list[tuple[int, str]]:
    last = len(page) - _MARGIN_LINES
    return [(place, line) for place, line in enumerate(page) if place < _MARGIN_LINES or place >= last]


def _key(line: str) -> str:
    """Return *line* without blanks, and without its figures: a page number differs on each page."""
    return re.sub(r"[\s\d]+", "", line)
