"""A value put into a finished Word file as a custom XML part (ISO/IEC 29500-1, 15.2.5), which Word keeps unseen.

The text is untouched: the part is added, with what Word wants to know of it, and the document points at it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from xml.sax.saxutils import escape

from tamdocs.writers.docx.package import TYPES_PART, relationships_part
from tamdocs.writers.docx.xml_names import PACKAGE_RELATIONSHIPS, XML_HEAD
from tamdocs.writers.docx.zipfile_bytes import Member, deflate, finish_zip, inflate, join_members, split_members

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_ITEM_ID = "{8E5D0C1A-6B0B-4C39-9E6C-70726F76656E}"
"""By which Word tells custom XML parts apart: made up once for all files."""
_FAST, _SMALL = 1, 9
_KEPT = 64


def stamp(data: bytes, document: str, namespace: str, value: str) -> bytes:
    """Return the Word file *data*, which this package has written, with *value* in a part of its own.

    Args:
        document: Name of the part that holds the text, such as `word/document.xml`.
        namespace: Of the element that holds the value.
        value: Any text of characters that XML can hold.
    """
    members = split_members(data)
    number = _free_number({member.name for member in members})
    relationships = relationships_part(document)
    changed = {TYPES_PART: _typed, relationships: _related}
    kept = [changed[member.name](member, number) if member.name in changed else member for member in members]
    xml = f'{XML_HEAD}<provenance xmlns="{namespace}">{escape(value)}</provenance>'
    item = deflate(f"customXml/item{number}.xml", xml.encode(), _FAST)
    return finish_zip(join_members([*kept, item, *_about(number, namespace)]))


def _free_number(names: set[str]) -> int:
    """Return the number of the part: a skin may have some of its own."""
    number = 1
    while f"customXml/item{number}.xml" in names or f"customXml/itemProps{number}.xml" in names:
        number += 1
    return number


@lru_cache(_KEPT)
def _typed(types: Member, number: int) -> Member:
    """Return the list of content types with that of the part's properties; XML itself has a type in every Word file."""
    override = f'<Override PartName="/customXml/itemProps{number}.xml" ContentType="{_PROPERTIES_TYPE}"/>'
    return _ended_with(types, override)


@lru_cache(_KEPT)
def _related(relationships: Member, number: int) -> Member:
    """Return where the document points, the part included."""
    kind = f"{_OFFICE}/relationships/customXml"
    new = f'<Relationship Id="rIdProvenance" Type="{kind}" Target="/customXml/item{number}.xml"/>'
    return _ended_with(relationships, new)


def _ended_with(member: Member, element: str) -> Member:
    """Return an XML part with *element* as the last one of its root."""
    start, end, name = inflate(member).decode().rpartition("</")
    return deflate(member.name, f"{start}{element}{end}{name}".encode(), _FAST)


@lru_cache(_KEPT)
def _about(number: int, namespace: str) -> Sequence[Member]:
    """Return what says which part it is, and where that is said."""
    properties = (
        f'{XML_HEAD}<ds:datastoreItem xmlns:ds="{_OFFICE}/customXml" ds:itemID="{_ITEM_ID}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{namespace}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    leads_to = (
        f'{XML_HEAD}<Relationships xmlns="{PACKAGE_RELATIONSHIPS}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/relationships/customXmlProps" Target="itemProps{number}.xml"/></Relationships>'
    )
    return tuple(_small_members(number, properties, leads_to))


def _small_members(number: int, properties: str, leads_to: str) -> Iterator[Member]:
    yield deflate(f"customXml/itemProps{number}.xml", properties.encode(), _SMALL)
    yield deflate(f"customXml/_rels/item{number}.xml.rels", leads_to.encode(), _SMALL)
