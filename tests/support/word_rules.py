"""What Word itself refuses, repairs or loses, and no validator reports.

The Open XML SDK and `ooxml-integrity` both pass a table without rows and a cell without a paragraph (Word repairs the
file, with a message to the reader), a link to a bookmark that is not there and a field that never ends (Word shows
"Error!" or swallows text), and blanks at the edge of a run that nothing keeps (Word drops them).
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

Rule = Callable[[etree._Element], Iterator[tuple[etree._Element, str]]]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NAMESPACES = {
    "w": _W[1:-1],
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
_STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_BOOKMARK_NAME = re.compile(r"[^\W\d]\w{0,39}")
_FIELD_TARGET = re.compile(r'^\s*(?:(?:PAGE)?REF\s+"?|HYPERLINK\s+\\l\s+")(?P<name>[^\s"]+)')


def broken_rules(file: Path) -> Iterator[tuple[str, str, str, str]]:
    """Yield rule, part, XPath in the part, and reason, for each place of *file* that Word would stumble over."""
    with zipfile.ZipFile(file) as package:
        stories = {name: etree.fromstring(package.read(name)) for name in package.namelist() if _STORY.fullmatch(name)}
    for part, story in stories.items():
        tree = story.getroottree()
        for name, rule in _RULES.items():
            for element, why in rule(story):
                yield name, part, tree.getpath(element), why


def _cells_end_with_a_paragraph(story: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    for cell in story.iter(f"{_W}tc"):
        if len(cell) == 0 or cell[-1].tag != f"{_W}p":
            yield cell, "a cell has to end with a paragraph"


def _tables_have_rows(story: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    for table in story.iter(f"{_W}tbl"):
        if table.find(f"{_W}tr") is None:
            yield table, "a table has to have a row"
    for row in story.iter(f"{_W}tr"):
        if row.find(f"{_W}tc") is None:
            yield row, "a row has to have a cell"


def _rows_fill_the_grid(story: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    for table in story.iter(f"{_W}tbl"):
        columns = len(table.findall(f"{_W}tblGrid/{_W}gridCol"))
        for row in table.iterchildren(f"{_W}tr"):
            spans = row.findall(f"{_W}tc/{_W}tcPr/{_W}gridSpan")
            cells = len(row.findall(f"{_W}tc")) + sum(int(span.get(f"{_W}val", "1")) - 1 for span in spans)
            if cells != columns:
                yield row, f"a row has {cells} cells and its table {columns} columns"


def _parts_have_a_paragraph(story: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    if story.find(f".//{_W}p") is None:
        yield story, "a page header or footer has to have a paragraph"


def _bookmarks_have_names_of_their_own(story: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    marks = list(story.iter(f"{_W}bookmarkStart"))
    # Word compares without letter case.
    times = Counter(mark.get(f"{_W}name", "").casefold() for mark in marks)
    for mark in marks:
        name = mark.get(f"{_W}name", "")
        if times[name.casefold()] > 1:
            yield mark, f"bookmark {name} stands here more than once"
        if not _BOOKMARK_NAME.fullmatch(name):
            yield mark, f"bookmark {name!r} is no name for Word: a letter or _, then at most 39 letters, digits or _"


def _links_lead_somewhere(story: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    names = {mark.get(f"{_W}name") for mark in story.iter(f"{_W}bookmarkStart")}
    for link in story.iter(f"{_W}hyperlink"):
        if (anchor := link.get(f"{_W}anchor")) is not None and anchor not in names:
            yield link, f"a link leads to bookmark {anchor}, which is not there"
    for code in (*story.iter(f"{_W}instrText"), *story.iter(f"{_W}fldSimple")):
        field = _FIELD_TARGET.match(code.text or code.get(f"{_W}instr") or "")
        if field and field["name"] not in names:
            yield code, f"a field asks for bookmark {field['name']}, which is not there"


def _fields_are_whole(story: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    open_fields: list[tuple[etree._Element, str]] = []
    for mark in story.iter(f"{_W}fldChar"):
        kind = mark.get(f"{_W}fldCharType", "")
        if kind == "begin":
            open_fields.append((mark, kind))
        elif not open_fields or (kind == "separate" and open_fields[-1][1] != "begin"):
            yield mark, f"a field has a {kind} without what comes before it"
        elif kind == "separate":
            open_fields[-1] = (open_fields[-1][0], kind)
        else:
            open_fields.pop()
    for mark, _ in open_fields:
        yield mark, "a field does not end"


def _blanks_are_kept(story: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    for text in (*story.iter(f"{_W}t"), *story.iter(f"{_W}instrText")):
        words = text.text or ""
        kept = text.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
        if words != words.strip(" \t\r\n") and not kept:
            yield text, f"the blanks around {words!r} are lost without xml:space"


def _drawings_have_ids_of_their_own(story: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    drawings = list(story.iterfind(".//wp:docPr", _NAMESPACES))
    times = Counter(drawing.get("id") for drawing in drawings)
    for drawing in drawings:
        if times[drawing.get("id")] > 1:
            yield drawing, f"two drawings have the id {drawing.get('id')}"


_RULES: dict[str, Rule] = {
    "cell-paragraph": _cells_end_with_a_paragraph,
    "table-rows": _tables_have_rows,
    "table-grid": _rows_fill_the_grid,
    "part-paragraph": _parts_have_a_paragraph,
    "bookmark-name": _bookmarks_have_names_of_their_own,
    "link-target": _links_lead_somewhere,
    "field-whole": _fields_are_whole,
    "blanks-kept": _blanks_are_kept,
    "drawing-id": _drawings_have_ids_of_their_own,
}
