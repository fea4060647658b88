"""A Word skin made ready for editing: changes are tracked from the start, and there is room for what the file is."""

from __future__ import annotations

from lxml import etree

from tamdocs.writers.docx.package import Package, read_package, to_xml
from tamdocs.writers.docx.skin import WordSkin, compile_skin
from tamdocs.writers.docx.skin_parts import find_parts, part_of
from tamdocs.writers.docx.xml_names import CONTENT_TYPES, XML_HEAD, tag
from tamdocs.writers.docx.zipfile_bytes import deflate, finish_zip, join_members

MANIFEST = "customXml/item1.xml"
_PROPERTIES = "customXml/itemProps1.xml"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_PROPERTIES_XML = (
    f'{XML_HEAD}<ds:datastoreItem ds:itemID="{{7A3D5C1E-0B5B-4B0B-9D1F-5E1C2F6A7D01}}" '
    'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs/></ds:datastoreItem>'
)
_POINTER_XML = (
    f'{XML_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    'Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps" '
    'Target="itemProps1.xml"/></Relationships>'
)
_BEFORE_TRACKING = frozenset(
    tag(name)
    for name in (
        *("writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime"),
        *("doNotDisplayPageBoundaries", "displayBackgroundShape", "printPostScriptOverText"),
        *("printFractionalCharacterWidth", "printFormsData", "embedTrueTypeFonts", "embedSystemFonts"),
        *("saveSubsetFonts", "saveFormsData", "mirrorMargins", "alignBordersAndEdges"),
        *("bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop", "hideSpellingErrors"),
        *("hideGrammaticalErrors", "activeWritingStyle", "proofState", "formsDesign", "attachedTemplate"),
        *("linkStyles", "stylePaneFormatFilter", "stylePaneSortMethod", "documentType", "mailMerge", "revisionView"),
    )
)
"""What stands before `w:trackRevisions` in the settings."""


def compile_editing_skin(name: str, data: bytes) -> WordSkin:
    """Return the skin in the Word file *data* for a document that is edited; see `compile_skin`."""
    package = read_package(name, data)
    parts = dict(package.parts)
    types = package.root("[Content_Types].xml")
    override = etree.SubElement(types, f"{{{CONTENT_TYPES}}}Override")
    override.set("PartName", f"/{_PROPERTIES}")
    override.set("ContentType", _PROPERTIES_TYPE)
    parts["[Content_Types].xml"] = to_xml(types)
    parts[_PROPERTIES] = _PROPERTIES_XML.encode()
    parts["customXml/_rels/item1.xml.rels"] = _POINTER_XML.encode()
    _track(package, parts)
    members = (deflate(part, content, 1) for part, content in parts.items())
    return compile_skin(name, finish_zip(join_members(members)))


def _track(package: Package, parts: dict[str, bytes]) -> None:
    """Let Word track changes, if the skin has settings."""
    settings = part_of(package, find_parts(package).document, "settings")
    if settings is None:
        return
    root = package.root(settings)
    if root.find(tag("trackRevisions")) is None:
        place = sum(1 for child in root if child.tag in _BEFORE_TRACKING)
        root.insert(place, etree.Element(tag("trackRevisions")))
        parts[settings] = to_xml(root)
