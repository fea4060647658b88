"""The provenance in a finished file, by other readers than ours."""

from __future__ import annotations

import io
import zipfile

from lxml import etree
from pypdf import PdfReader


def provenance_in(data: bytes) -> bytes:
    """Return the JSON that a Word file or a PDF carries."""
    return _in_word(data) if data.startswith(b"PK") else _in_pdf(data)


def _in_word(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("customXml/item1.xml"))
    assert root.tag == "{urn:tamdocs:provenance}provenance"
    return (root.text or "").encode()


def _in_pdf(data: bytes) -> bytes:
    ((content,),) = (PdfReader(io.BytesIO(data)).attachments[name] for name in ("provenance.json",))
    return content
