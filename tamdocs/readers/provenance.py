"""The provenance that a Word file, a PDF or a page carries, whoever may have written it."""

from __future__ import annotations

import re

from tamdocs.document.provenance import FILE_NAME, META_NAME, MOST_BYTES, NAMESPACE, FileFormat
from tamdocs.readers.faults import fault
from tamdocs.readers.html import is_html, read_meta
from tamdocs.readers.package import open_package, unknown_kind
from tamdocs.readers.pdf.attachments import read_attachment
from tamdocs.readers.xml import parse_xml

_PART = re.compile(r"customXml/item\d{1,4}\.xml", re.IGNORECASE)
_MOST_PARTS = 100
_PDF_STARTS_WITHIN = 1024
"""ISO 32000-1, annex H: programs take a file whose head stands this far in."""


def format_of(data: bytes) -> FileFormat | None:
    """Return what *data* seems to be by its first bytes; None for none of them."""
    if is_html(data):
        return "html"
    if b"%PDF-" in data[:_PDF_STARTS_WITHIN]:
        return "pdf"
    return "docx" if data.startswith(b"PK\x03\x04") else None


def find_provenance(data: bytes, source: str) -> bytes | None:
    """Return the JSON that the file *data* carries, not looked into yet; None if it carries none.

    Args:
        data: The file.
        source: What it is called in a message.

    Raises:
        ReadError: It is no Word file, PDF or page, is broken, carries two, or costs more than the limits allow.
    """
    match format_of(data):
        case "pdf":
            return read_attachment(data, FILE_NAME, MOST_BYTES, source)
        case "docx":
            return _in_word(data, source)
        case "html":
            return read_meta(data, META_NAME, source)
        case _:
            raise unknown_kind(data, source, "this is no Word file (.docx), PDF or HTML page")


def _in_word(data: bytes, source: str) -> bytes | None:
    package = open_package(data, source)
    names = [name for name in package.names if _PART.fullmatch(name)]
    if len(names) > _MOST_PARTS:
        raise fault(source, "file-too-large", f"the file has {len(names)} parts of custom XML; {_MOST_PARTS} are read")
    found = []
    for name in names:
        content = package.read(name)
        if NAMESPACE.encode() not in content and NAMESPACE.encode("utf-16-le") not in content:
            continue
        root = parse_xml(content, source, name)
        if root.tag == f"{{{NAMESPACE}}}provenance":
            found.append((root.text or "").encode("utf-8", "surrogatepass"))
    if len(found) > 1:
        raise fault(source, "file-twice", "the file says twice where it comes from", part=names[0])
    return found[0] if found else None
