"""The text of a PDF from outside, line by line, read with limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import islice

from pypdf import PdfReader

from tamdocs.errors import Problem, ReadError
from tamdocs.readers.faults import fault
from tamdocs.readers.pdf.attachments import MOST_FILE_BYTES

MOST_PAGES = 1_000
MOST_LETTERS = 4_000_000
_MOST_ANNOTATIONS = 10_000
"""On a page, of which the kinds are looked at."""
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class ReadPdf:
    pages: tuple[tuple[str, ...], ...]
    """The lines of each page, white space at their ends left out, and no empty ones."""
    remarks: tuple[Problem, ...]
    """What else is in the file, and what a reader would see or run."""


def read_pdf(data: bytes, source: str) -> ReadPdf:
    """Return the text of the PDF *data*; nothing in it is followed or run.

    Raises:
        ReadError: The file is broken, encrypted or too large.
    """
    if len(data) > MOST_FILE_BYTES:
        raise _too_large(source)
    try:
        reader = PdfReader(BytesIO(data), strict=False)
        return ReadPdf(tuple(_pages(reader, source)), tuple(_remarks(reader, source)))
    except ReadError:
        raise
    except Exception as error:
        # A broken PDF may break any assumption of the library that reads it.
        raise fault(source, "file-broken", "the file is broken: its pages cannot be read") from error


def _pages(reader: PdfReader, source: str) -> Iterator[tuple[str, ...]]:
    if reader.is_encrypted:
        raise fault(source, "file-encrypted", "the file is encrypted", hint="ask for it without a password")
    if len(reader.pages) > MOST_PAGES:
        raise _too_large(source)
    left = MOST_LETTERS
    for page in reader.pages:
        text = page.extract_text()
        left -= len(text)
        if left < 0:
            raise _too_large(source)
        yield tuple(line.strip() for line in text.splitlines() if line.strip())


def _remarks(reader: PdfReader, source: str) -> Iterator[Problem]:
    """Yield what stands on the pages and is not compared, and what a program that shows the file would run."""
    kinds = {
        str(each.get_object().get("/Subtype", "")).strip("/")
        for page in reader.pages
        for each in islice(page.annotations or (), _MOST_ANNOTATIONS)
    } - {"Link"}
    if kinds:
        message = f"annotations stand on its pages, which are not compared: {', '.join(sorted(kinds)[:_SHOWN])}"
        yield Problem(source, "file-annotations", message, severity="warning")
    root = reader.root_object
    if "/AcroForm" in root:
        message = "the file is a form; what its fields say is not compared"
        yield Problem(source, "file-annotations", message, severity="warning")
    names = root.get("/Names")
    if {"/OpenAction", "/AA"} & root.keys() or (names is not None and "/JavaScript" in names.get_object()):
        yield Problem(source, "file-macros", "the file carries actions; they were not run", severity="warning")


def _too_large(source: str) -> ReadError:
    return fault(source, "file-too-large", f"the file is too large to be read; {MOST_PAGES} pages are the limit")
