"""A file attached to a finished PDF that was written here (ISO 19005-3, 6.8: an associated file of the document).

The pages are untouched: two objects are added, the catalog names them, and the file gets an identifier of its own.
"""

from __future__ import annotations

import re
import zlib
from base64 import b64encode
from dataclasses import dataclass
from hashlib import blake2b

from tamdocs.writers.pdf.pdf_file import PdfFile, reference, references
from tamdocs.writers.pdf.strings import text_string

_LEVEL = 6
_NAMES = b"/Names<<"
_DICTIONARY = b" 0 obj\n<<"
_MADE = re.compile(rb"/ModDate(\(D:[\d'+Z-]+\))")
_ATTACHED = re.compile(rb"/AF\[\d+ 0 R\]|/EmbeddedFiles<</Names\[\([^()]*\)\d+ 0 R\]>>")
_IDS = re.compile(rb"/ID\[\(([^()]+)\)\(([^()]+)\)\]")


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    """Of the file, in letters that need no escape in a PDF."""
    media_type: str
    description: str
    data: bytes


def attach(data: bytes, attachment: Attachment) -> bytes:
    """Return the PDF *data*, which has no attachment, with this one.

    Raises:
        ValueError: The file is not built as this package builds files.
    """
    file = PdfFile(data)
    ids, made = _IDS.search(file.trailer), _MADE.search(file[reference(file.trailer, b"/Info")])
    if ids is None or made is None:
        raise ValueError("a PDF without an identifier or a day of making")
    number = file.count
    root = reference(file.trailer, b"/Root")
    identity = b64encode(blake2b(ids[2] + attachment.data, digest_size=16).digest())
    metadata = reference(file.root, b"/Metadata")
    changed = {
        root: _with_attachment(file.root, attachment.name, number + 1),
        metadata: file[metadata].replace(ids[2], identity),
    }
    added = [_stream(attachment, made[1]), _specification(attachment, number)]
    return file.changed(changed, added, file.trailer.replace(b"(%s)]" % ids[2], b"(%s)]" % identity, 1))


def detached(catalog: bytes) -> bytes:
    """Return *catalog* without the attachment that `attach` has put there."""
    return _ATTACHED.sub(b"", catalog)


def attachment_objects(file: PdfFile) -> set[int]:
    """Return the numbers of the objects that `attach` has added to *file*; none if it has no attachment."""
    return {number for each in references(file.root, b"/AF") for number in (each, reference(file[each], b"/F"))}


def _with_attachment(catalog: bytes, name: str, number: int) -> bytes:
    """Return *catalog* with the attachment that is the object *number*."""
    if b"/EmbeddedFiles" in catalog or b"/AF[" in catalog:
        raise ValueError("a PDF that has an attachment already")
    listed = b"/EmbeddedFiles<</Names[(%s)%d 0 R]>>" % (name.encode("ascii"), number)
    if _NAMES in catalog:
        catalog = catalog.replace(_NAMES, _NAMES + listed, 1)
    else:
        catalog = catalog.replace(_DICTIONARY, _DICTIONARY + _NAMES + listed + b">>", 1)
    return catalog.replace(_DICTIONARY, _DICTIONARY + b"/AF[%d 0 R]" % number, 1)


def _stream(attachment: Attachment, made: bytes) -> bytes:
    packed = zlib.compress(attachment.data, _LEVEL)
    kind = attachment.media_type.replace("/", "#2F").encode("ascii")
    head = b"<</Length %d/Type/EmbeddedFile/Subtype/%s/Filter/FlateDecode/Params<</Size %d/ModDate%s>>>>"
    return b"%s\nstream\n%s\nendstream" % (head % (len(packed), kind, len(attachment.data), made), packed)


def _specification(attachment: Attachment, stream: int) -> bytes:
    name = attachment.name.encode("ascii")
    return b"<</Type/Filespec/F(%s)/UF(%s)/AFRelationship/Data/Desc%s/EF<</F %d 0 R/UF %d 0 R>>>>" % (
        name, name, text_string(attachment.description), stream, stream,
    )  # fmt: skip
