"""Small Word files made by hand, part by part, so that a test says all that is in one."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DOCUMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMESPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_DOCUMENTS}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def word_file(
    body: str,
    *,
    parts: Mapping[str, str] | None = None,
    links: Mapping[str, str] | None = None,
    kind: str = WORD,
    more: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return a Word file.

    Args:
        body: What stands in `w:body`, as XML.
        parts: The content of other parts that the document refers to, by kind: `styles`, `comments`, `header`.
        links: External relationships of the document, by kind.
        kind: Content type of the main part.
        more: Further members of the zip.
    """
    names = dict(parts or {})
    relationships = [
        f'<Relationship Id="p{index}" Type="{_DOCUMENTS}/{name}" Target="{name}.xml"/>'
        for index, name in enumerate(names)
    ]
    relationships += [
        f'<Relationship Id="x{index}" Type="{_DOCUMENTS}/{name}" Target="{target}" TargetMode="External"/>'
        for index, (name, target) in enumerate((links or {}).items())
    ]
    members = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{_DOCUMENTS}/officeDocument" Target="word/document.xml"/></Relationships>'
        ),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(relationships)}</Relationships>'
        ),
        **{f"word/{name}.xml": content.replace("NAMESPACES", NAMESPACES) for name, content in names.items()},
    }
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        for name, data in (more or {}).items():
            archive.writestr(name, data)
    return made.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    """Return a paragraph of one run."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
