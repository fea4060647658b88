"""Paragraphs and tables of a Word file, in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from tamdocs.readers.docx.names import MC, W, number, switch, value
from tamdocs.readers.docx.paragraphs import ParagraphReader, tracked_of
from tamdocs.readers.docx.reading import Reading
from tamdocs.readers.docx.values import ReadBlock, ReadCell, ReadRow, ReadTable

_THROUGH = frozenset(
    f"{W}{name}" for name in ("customXml", "sdtContent", "smartTag", "ins", "del", "moveTo", "moveFrom")
)
_MOST_SPAN = 63
"""Word has no more columns."""


class BlockReader:
    """Reads one part of a Word file."""

    def __init__(self, reading: Reading, part: str, *, is_body: bool) -> None:
        self._reading, self._is_body = reading, is_body
        self._paragraphs = ParagraphReader(reading, part)
        self._depth = 0

    def read(self, parent: etree._Element) -> tuple[ReadBlock, ...]:
        """Return the blocks in *parent*."""
        return tuple(self._blocks(parent, in_contents=False))

    def _blocks(self, parent: Iterable[etree._Element], *, in_contents: bool) -> Iterator[ReadBlock]:
        for element in parent:
            tag = str(element.tag)
            if tag == f"{W}p":
                yield from self._paragraph(element, in_contents=in_contents)
            elif tag == f"{W}tbl":
                self._depth += 1
                table = self._table(element)
                self._depth -= 1
                yield table
                self._count()
            elif tag == f"{W}sdt":
                gallery = value(element.find(f"{W}sdtPr/{W}docPartObj"), "docPartGallery")
                content = element.find(f"{W}sdtContent")
                if content is not None:
                    contents = in_contents or gallery == "Table of Contents"
                    yield from self._blocks(content, in_contents=contents)
            elif tag == f"{MC}AlternateContent":
                yield from self._blocks(self._reading.chosen(element), in_contents=in_contents)
            elif tag == f"{W}altChunk":
                yield self._paragraphs.put_in(element)
                self._count()
            elif tag in _THROUGH:
                yield from self._blocks(element, in_contents=in_contents)

    def _paragraph(self, element: etree._Element, *, in_contents: bool) -> Iterator[ReadBlock]:
        paragraph, boxes = self._paragraphs.read(element, in_contents=in_contents)
        yield paragraph
        self._count()
        for box in boxes:
            yield from self._blocks(box, in_contents=in_contents)

    def _count(self) -> None:
        if self._is_body and not self._depth:
            self._reading.block += 1

    def _table(self, element: etree._Element) -> ReadTable:
        properties = element.find(f"{W}tblPr")
        look = None if properties is None else properties.find(f"{W}tblLook")
        chain = self._reading.styles.chain(value(properties, "tblStyle") or "-")
        grid = element.find(f"{W}tblGrid")
        return ReadTable(
            rows=tuple(self._rows(element)),
            style=chain[0].name if chain else "",
            summary=value(properties, "tblCaption") or value(properties, "tblDescription"),
            widths=tuple(number(each.get(f"{W}w")) or 0 for each in (() if grid is None else grid.iter(f"{W}gridCol"))),
            first_column=_first_column(look),
        )

    def _rows(self, parent: etree._Element) -> Iterator[ReadRow]:
        for element in parent:
            if element.tag == f"{W}tr":
                properties = element.find(f"{W}trPr")
                heading = bool(switch(properties, "tblHeader"))
                yield ReadRow(tuple(self._cells(element)), heading, tracked_of(properties))
            elif element.tag in _THROUGH:
                yield from self._rows(element)
            elif element.tag == f"{W}sdt":
                for content in element.iterchildren(f"{W}sdtContent"):
                    yield from self._rows(content)

    def _cells(self, parent: etree._Element) -> Iterator[ReadCell]:
        for element in parent:
            if element.tag == f"{W}tc":
                properties = element.find(f"{W}tcPr")
                span = number(value(properties, "gridSpan")) or 1
                merge = None if properties is None else properties.find(f"{W}vMerge")
                merged = merge is not None and merge.get(f"{W}val", "continue") == "continue"
                blocks = tuple(self._blocks(element, in_contents=False))
                yield ReadCell(blocks, min(max(span, 1), _MOST_SPAN), merged)
            elif element.tag in _THROUGH:
                yield from self._cells(element)
            elif element.tag == f"{W}sdt":
                for content in element.iterchildren(f"{W}sdtContent"):
                    yield from self._cells(content)


def _first_column(look: etree._Element | None) -> bool:
    if look is None:
        return False
    if (flag := look.get(f"{W}firstColumn")) is not None:
        return flag in {"1", "true", "on"}
    try:
        return bool(int(look.get(f"{W}val", "0"), 16) & 0x80)
    except ValueError:
        return False
