"""What a file says about itself: title, author, language, day of making."""

from __future__ import annotations

from tamdocs.document.model import Document
from tamdocs.writers.docx.markup import escape
from tamdocs.writers.docx.xml_names import XML_HEAD

_NAMESPACES = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
APPLICATION_XML = (
    f'{XML_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>tamdocs</Application></Properties>"
)


def core_xml(document: Document) -> str:
    """Return the core properties of *document*; it was made at the start of its day, in UTC."""
    day = f'xsi:type="dcterms:W3CDTF">{document.date.isoformat()}T00:00:00Z<'
    return (
        f"{XML_HEAD}<cp:coreProperties {_NAMESPACES}><dc:title>{escape(document.title)}</dc:title>"
        f"<dc:subject>{escape(document.subject)}</dc:subject><dc:creator>{escape(document.author)}</dc:creator>"
        f"<dc:language>{escape(document.language)}</dc:language>"
        f"<cp:lastModifiedBy>{escape(document.author)}</cp:lastModifiedBy>"
        f"<dcterms:created {day}/dcterms:created><dcterms:modified {day}/dcterms:modified></cp:coreProperties>"
    )
