"""A skin's package (ISO/IEC 29500-2) as parts by name, and how they lead to one another."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from tamdocs.writers.docx.faults import skin_fault
from tamdocs.writers.docx.xml_names import CONTENT_TYPES, PACKAGE_RELATIONSHIPS

TYPES_PART = "[Content_Types].xml"
ROOT_RELATIONSHIPS = "_rels/.rels"


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a file, by name without the leading slash."""

    skin: str
    parts: dict[str, bytes]

    def root(self, part: str) -> etree._Element:
        """Return the root element of an XML part.

        Raises:
            SkinError: The part is not there or is no XML.
        """
        if part not in self.parts:
            raise skin_fault(self.skin, part, "the skin lacks this part")
        return parse_xml(self.skin, part, self.parts[part])

    def targets(self, source: str, kind: str) -> list[str]:
        """Return the parts that *source* (empty for the package itself) points at as *kind*, in the order of the file.

        *kind* is the last word of the relationship's type, such as `header`.
        """
        relationships = relationships_part(source)
        if relationships not in self.parts:
            return []
        return [
            _resolve(source, each.get("Target", ""))
            for each in self.root(relationships)
            if each.get("Type", "").rsplit("/", 1)[-1] == kind and each.get("TargetMode") != "External"
        ]

    def relate(self, source: str, kind_uri: str, target: str, content_type: str) -> None:
        """Let *source* point at the part *target*, which need not be there yet."""
        name = relationships_part(source)
        relationships = self.root(name)
        new = etree.SubElement(relationships, f"{{{PACKAGE_RELATIONSHIPS}}}Relationship")
        new.set("Id", _free_id(relationships))
        new.set("Type", kind_uri)
        new.set("Target", "/" + target)
        self.parts[name] = to_xml(relationships)
        types = self.root(TYPES_PART)
        override = etree.SubElement(types, f"{{{CONTENT_TYPES}}}Override")
        override.set("PartName", "/" + target)
        override.set("ContentType", content_type)
        self.parts[TYPES_PART] = to_xml(types)


def read_package(skin: str, data: bytes) -> Package:
    """Return the parts of the file *data*.

    Raises:
        SkinError: *data* is no package.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        message = f"the skin is no Word file: {error}"
        raise skin_fault(skin, "", message, "save it in Word as a Word Document (*.docx)") from error
    return Package(skin, parts)


def relationships_part(source: str) -> str:
    """Return the name of the part that says where *source* points."""
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def parse_xml(skin: str, part: str, data: bytes) -> etree._Element:
    """Return the root element of *data*; entities are not resolved.

    Raises:
        SkinError: *data* is no XML.
    """
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise skin_fault(skin, part, f"the part is no XML: {error}") from error


def to_xml(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _resolve(source: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), target))


def _free_id(relationships: etree._Element) -> str:
    taken = {each.get("Id") for each in relationships}
    return next(name for name in _ids() if name not in taken)


def _ids() -> Iterator[str]:
    number = 1
    while True:
        yield f"rId{number}"
        number += 1
