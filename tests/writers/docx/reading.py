"""What the tests look at in a Word file: its parts, and elements by XPath."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = {
    "w": W,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
}


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(name)


def find(data: bytes, xpath: str, name: str = "word/document.xml") -> list[etree._Element]:
    """Return the elements that *xpath* finds in the part *name*."""
    found = etree.fromstring(part(data, name)).xpath(xpath, namespaces=_NAMESPACES)
    assert isinstance(found, list)
    return [each for each in found if isinstance(each, etree._Element)]


def strings(data: bytes, xpath: str, name: str = "word/document.xml") -> list[str]:
    """Return the attributes or texts that *xpath* finds in the part *name*."""
    found = etree.fromstring(part(data, name)).xpath(xpath, namespaces=_NAMESPACES)
    assert isinstance(found, list)
    return [str(each) for each in found]


def changed(
    data: bytes, changes: Mapping[str, Callable[[bytes], bytes | None]], added: Mapping[str, bytes] | None = None
) -> bytes:
    """Return the Word file with the parts of *changes* changed, or left out where that gives None, and with *added*."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            content = changes.get(name, _same)(source.read(name))
            if content is not None:
                archive.writestr(name, content)
        for name, content in (added or {}).items():
            archive.writestr(name, content)
    return target.getvalue()


def _same(content: bytes) -> bytes | None:
    return content
