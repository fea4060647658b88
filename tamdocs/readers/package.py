"""An Office file (ISO/IEC 29500-2: a zip of parts) from outside, opened with limits."""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from types import MappingProxyType

from lxml import etree

from tamdocs.errors import ReadError
from tamdocs.readers.faults import fault
from tamdocs.readers.xml import parse_xml

MOST_BYTES = 64 << 20
"""Of the file, and of all its parts together as far as they are read."""
MOST_PARTS = 4_000
MOST_PART_BYTES = 48 << 20
_RATIO, _RATIO_FROM = 400, 16 << 20
"""A part that grows more than this, and to more than this, is made to fill a memory and no document."""
_CHUNK = 1 << 20
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_DEFAULT = "{http://schemas.openxmlformats.org/package/2006/content-types}Default"
_KNOWN = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a Word file of the old kind (.doc), or one with a password"),
    (b"{\\rtf", "an RTF file"),
    (b"%PDF", "a PDF file"),
    (b"<?xml", "a Word file as one XML text"),
)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, struct.error)


@dataclass(frozen=True, slots=True)
class Relationship:
    id: str
    kind: str
    """The last part of its type, such as `hyperlink`."""
    target: str
    """Path of a part; or, if it is external, an address, which nobody follows."""
    external: bool


class Package:
    """The parts of an Office file, each read when it is asked for."""

    __slots__ = ("_archive", "_left", "_members", "_types", "source")

    def __init__(self, source: str, archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo]) -> None:
        self.source = source
        self._archive, self._members, self._left = archive, members, MOST_BYTES * 2
        self._types: Mapping[str, str] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._members)

    def __contains__(self, part: str) -> bool:
        return part in self._members

    def read(self, part: str) -> bytes:
        """Return the bytes of *part*, no more than the limits allow, whatever the file says of its size.

        Raises:
            ReadError: The part is not there, is broken or is too large.
        """
        if part not in self._members:
            raise fault(self.source, "file-part", f"the file lacks its part {part}", part=part)
        pieces: list[bytes] = []
        size = 0
        try:
            with self._archive.open(self._members[part]) as stream:
                while piece := stream.read(_CHUNK):
                    size += len(piece)
                    self._left -= len(piece)
                    if size > MOST_PART_BYTES or self._left < 0:
                        raise _too_large(self.source, part)
                    pieces.append(piece)
        except (*_BROKEN, RuntimeError) as error:
            raise fault(self.source, "file-broken", f"the part {part} cannot be unpacked", part=part) from error
        return b"".join(pieces)

    def xml(self, part: str) -> etree._Element:
        """Return the root of the XML *part*. See `parse_xml`."""
        return parse_xml(self.read(part), self.source, part)

    def type_of(self, part: str) -> str:
        """Return the content type of *part*; empty if the file does not say it."""
        if self._types is None:
            self._types = MappingProxyType(dict(_types(self.xml("[Content_Types].xml"))))
        return self._types.get(f"/{part}".casefold()) or self._types.get(part.rpartition(".")[2].casefold(), "")

    def relationships(self, part: str) -> Mapping[str, Relationship]:
        """Return what *part* (the whole file, if it is empty) refers to, by id."""
        folder, _, name = part.rpartition("/")
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self._members:
            return {}
        found = {}
        for each in self.xml(rels).iter(_RELATIONSHIP):
            external = each.get("TargetMode") == "External"
            target = each.get("Target", "")
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            identity = each.get("Id", "")
            found[identity] = Relationship(identity, each.get("Type", "").rpartition("/")[2], target, external)
        return found


def open_package(data: bytes, source: str) -> Package:
    """Return the parts of the Office file *data*. Only the list of its parts is read here.

    Args:
        data: The file.
        source: What the file is called in a message.

    Raises:
        ReadError: It is no zip, or one that is not opened: too large, encrypted, with a part twice or outside of it.
    """
    if len(data) > MOST_BYTES:
        raise _too_large(source, "")
    if not data.startswith(b"PK"):
        raise unknown_kind(data, source, "this is no Word file")
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except _BROKEN as error:
        message = "the file is broken: it cannot be unpacked"
        raise fault(source, "file-broken", message, hint="ask for the file again") from error
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MOST_PARTS:
        raise fault(source, "file-too-large", f"the file has {len(infos)} parts; {MOST_PARTS} are read")
    members: dict[str, zipfile.ZipInfo] = {}
    folded: set[str] = set()
    for info in infos:
        _check_member(info, source)
        if info.filename.casefold() in folded:
            raise fault(source, "file-twice", f"the part {info.filename} stands twice", part=info.filename)
        folded.add(info.filename.casefold())
        members[info.filename] = info
    return Package(source, archive, MappingProxyType(members))


def unknown_kind(data: bytes, source: str, otherwise: str) -> ReadError:
    """Return a refusal of *data* that says what it is, or *otherwise* if its first bytes do not tell."""
    if not data:
        return fault(source, "file-empty", "the file is empty", hint="ask for the file again")
    known = next((what for start, what in _KNOWN if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(start)), None)
    message = f"this is {known}" if known else otherwise
    return fault(source, "file-kind", message, hint="open it in Word and save it as .docx, without a password")


def _check_member(info: zipfile.ZipInfo, source: str) -> None:
    name = info.filename
    if name.startswith(("/", "\\")) or "\\" in name or ":" in name or ".." in name.split("/"):
        raise fault(source, "file-outside", f"the part {name} would lie outside the file", part=name)
    if info.flag_bits & 0x1:
        hint = "ask for it without a password"
        raise fault(source, "file-encrypted", "the file is encrypted", part=name, hint=hint)
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise fault(source, "file-broken", f"the part {name} is packed in a way that Office does not use", part=name)
    grown = info.file_size > _RATIO_FROM and info.file_size > _RATIO * max(info.compress_size, 1)
    if info.file_size > MOST_PART_BYTES * 4 or grown:
        raise _too_large(source, name)


def _too_large(source: str, part: str) -> ReadError:
    what = f"the part {part}" if part else "the file"
    limit = (MOST_PART_BYTES if part else MOST_BYTES) >> 20
    message = f"{what} is too large to be read; {limit} MB are the limit"
    return fault(source, "file-too-large", message, part=part, hint="take pictures out, or save the file anew in Word")


def _types(root: etree._Element) -> Iterator[tuple[str, str]]:
    for each in root.iter(_DEFAULT):
        yield each.get("Extension", "").casefold(), each.get("ContentType", "")
    for each in root.iter(_OVERRIDE):
        yield each.get("PartName", "").casefold(), each.get("ContentType", "")
