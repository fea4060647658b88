"""The text of a PDF from outside, line by line, read with limits."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from pypdf import PdfReader

from tamdocs.errors import ReadError
from tamdocs.readers.faults import fault
from tamdocs.readers.pdf.attachments import MOST_FILE_BYTES

MOST_PAGES = 1_000
MOST_LETTERS = 4_000_000


def read_lines(data: bytes, source: str) -> tuple[tuple[str, ...], ...]:
    """Return the lines of each page of the PDF *data*, white space at their ends left out, and no empty ones.

    Raises:
        ReadError: The file is broken, encrypted or too large.
    """
    if len(data) > MOST_FILE_BYTES:
        raise _too_large(source)
    try:
        return tuple(_pages(data, source))
    except ReadError:
        raise
    except Exception as error:
        # A broken PDF may break any assumption of the library that reads it.
        raise fault(source, "file-broken", "the file is broken: its pages cannot be read") from error


def _pages(data: bytes, source: str) -> Iterator[tuple[str, ...]]:
    reader = PdfReader(BytesIO(data), strict=False)
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


def _too_large(source: str) -> ReadError:
    return fault(source, "file-too-large", f"the file is too large to be read; {MOST_PAGES} pages are the limit")
