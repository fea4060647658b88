"""Attachments of a PDF from outside, read with limits."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from tamdocs.errors import ReadError
from tamdocs.readers.faults import fault

MOST_FILE_BYTES = 64 << 20
_MOST_NODES = 1_000
"""Of the tree of attachments: a file that we wrote has one."""
_PLAIN: tuple[object, ...] = (None, [], "/FlateDecode", ["/FlateDecode"])
"""How an attachment may be packed; what else there is, nobody uses for a text."""

# What a file from outside is like is told as a problem, not on standard error.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read_attachment(data: bytes, name: str, most: int, source: str) -> bytes | None:
    """Return the attachment *name* of the PDF *data*; None if there is none.

    Args:
        data: The file.
        name: Of the attachment.
        most: How many bytes it may have.
        source: What the file is called in a message.

    Raises:
        ReadError: The file is broken, encrypted or too large, or has two attachments of that name, or one too large.
    """
    if len(data) > MOST_FILE_BYTES:
        limit = f"{MOST_FILE_BYTES >> 20} MB are the limit"
        raise fault(source, "file-too-large", f"the file is too large to be read; {limit}")
    try:
        return _read(data, name, most, source)
    except ReadError:
        raise
    except Exception as error:
        # A broken PDF may break any assumption of the library that reads it.
        raise fault(source, "file-broken", "the file is broken: it cannot be read as a PDF") from error


def _read(data: bytes, name: str, most: int, source: str) -> bytes | None:
    reader = PdfReader(BytesIO(data), strict=False)
    if reader.is_encrypted:
        raise fault(source, "file-encrypted", "the file is encrypted", hint="ask for it without a password")
    names = _dictionary(reader.root_object.get("/Names"))
    streams = list(_streams(_dictionary(names.get("/EmbeddedFiles")), name, source))
    if len(streams) > 1:
        raise fault(source, "file-twice", f"the file has two attachments called {name}", part=name)
    return _unpacked(streams[0], name, most, source) if streams else None


def _streams(root: DictionaryObject, name: str, source: str) -> Iterator[StreamObject]:
    """Yield the content of each attachment *name* in the name tree under *root* (ISO 32000-1, 7.9.6)."""
    waiting, seen = [root], 0
    while waiting:
        node = waiting.pop()
        pairs = _list(node.get("/Names"))
        waiting += map(_dictionary, _list(node.get("/Kids"))[:_MOST_NODES])
        seen += 1 + len(pairs)
        if seen + len(waiting) > _MOST_NODES:
            raise fault(source, "file-too-large", f"the file has more than {_MOST_NODES} attachments")
        for value in pairs[1::2]:
            specification = _dictionary(value)
            stream = _dictionary(specification.get("/EF")).get("/F")
            content = stream.get_object() if stream is not None else None
            if name in {specification.get("/F"), specification.get("/UF")} and isinstance(content, StreamObject):
                yield content


def _unpacked(stream: StreamObject, name: str, most: int, source: str) -> bytes:
    packing = stream.get("/Filter")
    packing = packing.get_object() if packing is not None else None
    if packing not in _PLAIN or _dictionary(stream.get("/DecodeParms")):
        raise fault(source, "file-broken", f"the attachment {name} is packed in a way that is not read", part=name)
    raw = bytes(stream._data)  # noqa: SLF001 - pypdf would unpack it without a limit of ours
    if packing:
        raw = zlib.decompressobj().decompress(raw, most + 1)
    if len(raw) > most:
        message = f"the attachment {name} is too large to be read; {most >> 20} MB are the limit"
        raise fault(source, "file-too-large", message, part=name)
    return raw


def _dictionary(value: Any) -> DictionaryObject:
    found = value.get_object() if value is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _list(value: Any) -> list[Any]:
    found = value.get_object() if value is not None else None
    return list(found) if isinstance(found, ArrayObject) else []
