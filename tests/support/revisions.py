"""All tracked changes of a Word file accepted or rejected, over the XML and without anything of the writer.

What each change means is that of ISO/IEC 29500-1, 17.13.5. A paragraph whose mark goes joins the next one, which keeps
its own properties; a row that goes takes all that is in it with it, and a table without rows is none.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Literal

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STORY = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_RANGES = tuple(f"{_W}move{way}Range{end}" for way in ("From", "To") for end in ("Start", "End"))
_GONE = {"accept": ("del", "moveFrom"), "reject": ("ins", "moveTo")}
_STAYS = {"accept": ("ins", "moveTo"), "reject": ("del", "moveFrom")}
_PROPERTY_CHANGES = ("pPrChange", "rPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange")

Verdict = Literal["accept", "reject"]


def accepted(data: bytes) -> bytes:
    """Return the Word file with all its changes accepted."""
    return _decided(data, "accept")


def rejected(data: bytes) -> bytes:
    """Return the Word file with all its changes rejected."""
    return _decided(data, "reject")


def story_texts(data: bytes) -> dict[str, list[str]]:
    """Return the text of each paragraph of the page headers and footers that is not empty, by part."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {
            name: [
                text
                for paragraph in etree.fromstring(archive.read(name)).iter(f"{_W}p")
                if (text := "".join(each.text or "" for each in paragraph.iter(f"{_W}t")))
            ]
            for name in archive.namelist()
            if _STORY.fullmatch(name) and "document" not in name
        }


def changes_in(data: bytes) -> dict[str, int]:
    """Return how many changes of each kind stand in the body."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    names = ("ins", "del", "moveFrom", "moveTo", *_PROPERTY_CHANGES)
    return {name: count for name in names if (count := sum(1 for _ in root.iter(f"{_W}{name}")))}


def authors_of(data: bytes) -> set[tuple[str, str]]:
    """Return who made the changes of the body, and when."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    changes = root.iter(*(f"{_W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", *_PROPERTY_CHANGES)))
    return {(each.get(f"{_W}author", ""), each.get(f"{_W}date", "")) for each in changes}


def _decided(data: bytes, verdict: Verdict) -> bytes:
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(result, "w") as target:
        for info in source.infolist():
            content = source.read(info)
            if _STORY.fullmatch(info.filename):
                root = etree.fromstring(content)
                _decide(root, verdict)
                content = etree.tostring(root)
            target.writestr(info.filename, content)
    return result.getvalue()


def _decide(root: etree._Element, verdict: Verdict) -> None:
    gone, stays = ([f"{_W}{name}" for name in names[verdict]] for names in (_GONE, _STAYS))
    _decide_rows(root, gone)
    marks = [paragraph for paragraph in root.iter(f"{_W}p") if _mark_goes(paragraph, gone)]
    _decide_properties(root, verdict)
    for change in [each for each in root.iter(*gone) if not _is_mark(each)]:
        _remove(change)
    for change in list(root.iter(*stays)):
        if _is_mark(change):
            _remove(change)
        else:
            _unwrap(change)
    for element in list(root.iter(*_RANGES)):
        _remove(element)
    for text in root.iter(f"{_W}delText", f"{_W}delInstrText"):
        text.tag = f"{_W}t" if text.tag == f"{_W}delText" else f"{_W}instrText"
    for paragraph in marks:
        _join_next(paragraph)
    for element in list(root.iter(*gone)):
        _remove(element)


def _decide_rows(root: etree._Element, gone: list[str]) -> None:
    for row in list(root.iter(f"{_W}tr")):
        properties = row.find(f"{_W}trPr")
        if properties is not None and any(properties.find(name) is not None for name in gone):
            _remove(row)
    for table in list(root.iter(f"{_W}tbl")):
        if table.find(f"{_W}tr") is None:
            _remove(table)


def _mark_goes(paragraph: etree._Element, gone: list[str]) -> bool:
    mark = paragraph.find(f"{_W}pPr/{_W}rPr")
    return mark is not None and any(mark.find(name) is not None for name in gone)


def _decide_properties(root: etree._Element, verdict: Verdict) -> None:
    """Drop the properties of before, or put them back; those of the mark and of the section are no part of them."""
    for change in list(root.iter(*(f"{_W}{name}" for name in _PROPERTY_CHANGES))):
        properties = change.getparent()
        assert properties is not None
        properties.remove(change)
        if verdict == "reject":
            own = {f"{_W}rPr", f"{_W}sectPr"}
            kept = [child for child in properties if child.tag in own]
            properties[:] = [*change[0], *kept]


def _join_next(paragraph: etree._Element) -> None:
    """Put what is left of *paragraph* at the start of the next one."""
    left = [child for child in paragraph if child.tag != f"{_W}pPr"]
    following = next(
        (each for each in paragraph.itersiblings() if each.tag in {f"{_W}p", f"{_W}tbl", f"{_W}sdt"}), None
    )
    if left:
        assert following is not None, "the last paragraph cannot go"
        while following.tag != f"{_W}p":
            following = next(following.iter(f"{_W}p"))
        place = 0 if following.find(f"{_W}pPr") is None else 1
        following[place:place] = left
    _remove(paragraph)


def _is_mark(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in {f"{_W}rPr", f"{_W}trPr"}


def _unwrap(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    place = parent.index(element)
    parent[place : place + 1] = list(element)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
