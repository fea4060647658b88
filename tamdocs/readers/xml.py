"""XML from outside: no entities, no document type, no network, and bounds on what it may cost."""

from __future__ import annotations

from lxml import etree

from tamdocs.errors import ReadError
from tamdocs.readers.faults import fault

MOST_MARKS = 6_000_000
"""Signs of markup (`<` and `=`) in one part: a bound on the elements and attributes that a memory must hold."""
_DOCTYPES = tuple("<!DOCTYPE".encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be"))
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
}
"""Namespaces of the strict kind of Office files, and of the kind that everybody writes."""


def parse_xml(data: bytes, source: str, part: str) -> etree._Element:
    """Return the root of the XML text *data*, which is *part* of the file *source*.

    Raises:
        ReadError: It is not well-formed, nests more than 256 deep, has a document type, or is too large.
    """
    if data.count(b"<") + data.count(b"=") > MOST_MARKS:
        message = f"the part {part} has too many elements to be read"
        raise fault(source, "file-too-large", message, part=part)
    if any(doctype in data for doctype in _DOCTYPES):
        raise _has_doctype(source, part)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    for strict, usual in _STRICT.items():
        data = data.replace(strict, usual)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        if "depth" in str(error).casefold():
            raise fault(source, "file-too-deep", f"the part {part} is nested too deep", part=part) from error
        raise fault(source, "file-broken", f"the part {part} is no XML: {error}", part=part) from error
    if root.getroottree().docinfo.doctype:
        raise _has_doctype(source, part)
    return root


def _has_doctype(source: str, part: str) -> ReadError:
    message = f"the part {part} has a document type, which no Office file has"
    return fault(source, "file-unsafe", message, part=part, hint="do not open the file; ask who sent it")
