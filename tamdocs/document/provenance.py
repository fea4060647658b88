"""What a finished file says of where it comes from: its order, edition, clauses, skins and the program.

It travels in the file as one canonical JSON value (`schemas/provenance.schema.json`), so that the file can be made
again and held against what is made.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import msgspec

FileFormat: TypeAlias = Literal["docx", "pdf", "html"]

VERSION = 1
"""Of the schema."""
NAMESPACE = "urn:tamdocs:provenance"
"""Of the part of a Word file that holds it."""
FILE_NAME = "provenance.json"
"""Of the attachment of a PDF that holds it."""
META_NAME = "tamdocs-provenance"
"""Of the `meta` element of an HTML page that holds it."""
MOST_BYTES = 16 << 20
"""More than any order, its quotation marks escaped, and any list of clauses take."""


@dataclass(frozen=True, slots=True)
class FileKind:
    kind: str
    """Which document it is, or `pack` for all of them in one."""
    language: str
    format: FileFormat


@dataclass(frozen=True, slots=True)
class OrderOrigin:
    order_number: str
    sha256: str
    """Of the bytes of the order file."""
    text: str | None = None
    """The order file itself, a byte order mark included; None where it was left out."""


@dataclass(frozen=True, slots=True)
class DataOrigin:
    """What a document needed beyond the order."""

    sha256: str
    """Of the bytes of the data file."""
    text: str | None = None
    """The data file itself; None where it was left out."""


@dataclass(frozen=True, slots=True)
class EditionOrigin:
    id: str
    status: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ClauseOrigin:
    document: str
    id: str
    file: str
    """Which text it is, from the folder of editions on."""
    hash: str
    """The first digits of the SHA-256 of the text."""


@dataclass(frozen=True, slots=True)
class Provenance:
    tamdocs_version: str
    typst_version: str
    """Of what broke the text into pages."""
    document: FileKind
    order: OrderOrigin
    edition: EditionOrigin
    skins: dict[str, str]
    """SHA-256 by file name."""
    clauses: tuple[ClauseOrigin, ...]
    """In the order of the text."""
    data: DataOrigin | None = None
    """None for a document that needs nothing beyond the order."""
    provenance_version: int = field(default=VERSION)


def write_provenance(provenance: Provenance) -> bytes:
    """Return *provenance* as UTF-8 JSON without spaces, its names sorted; what was left out has no text."""
    value = msgspec.to_builtins(provenance)
    if provenance.order.text is None:
        del value["order"]["text"]
    if provenance.data is None:
        del value["data"]
    elif provenance.data.text is None:
        del value["data"]["text"]
    return msgspec.json.encode(value, order="sorted")


def parse_provenance(data: bytes) -> Provenance:
    """Return the provenance in *data*, which anybody may have written.

    Raises:
        ValueError: It is none, or of another version of the schema.
    """
    if len(data) > MOST_BYTES:
        raise ValueError(f"more than {MOST_BYTES >> 20} MB")
    try:
        found = msgspec.json.decode(data, type=Provenance)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if found.provenance_version != VERSION:
        raise ValueError(f"version {found.provenance_version} of the schema; this program reads version {VERSION}")
    return found
