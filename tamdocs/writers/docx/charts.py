"""Charts in a Word file: a part each with its workbook, and the drawing that shows it in the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from tamdocs.document.model import Chart, Strong
from tamdocs.document.text import inlines_text
from tamdocs.writers.docx.chart_workbook import chart_workbook
from tamdocs.writers.docx.chart_xml import WORKBOOK_ID, A, C, Dress, chart_xml
from tamdocs.writers.docx.draft import KEEP_NEXT, Draft, Place
from tamdocs.writers.docx.markup import escape
from tamdocs.writers.docx.package import TYPES_PART, parse_xml, to_xml
from tamdocs.writers.docx.xml_names import CONTENT_TYPES, PACKAGE_RELATIONSHIPS, XML_HEAD
from tamdocs.writers.docx.zipfile_bytes import (
    Member,
    ZipHead,
    deflate,
    finish_zip,
    inflate,
    join_members,
    split_members,
)

CHART_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"
_WORKBOOK_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/package"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

_AS_HIGH_AS_NEEDED = '<w:spacing w:line="240" w:lineRule="auto"/>'
"""A line of a fixed height would cut the drawing off."""
_TWIP = 635
"""In English Metric Units, of which an inch has 914,400."""
_FAST = 1
_HEIGHT = 3600
"""Of columns and lines, in twips."""
_BAR, _BETWEEN = 240, 140
"""Height of a bar, beside which its label stands, and of what stands between those of two categories, in twips."""
_AXIS, _LEGEND = 950, 400
"""What stands around all bars."""
_MOST = 11_000
"""Height of a chart that a page still takes with its title."""


def write_chart(draft: Draft, chart: Chart, place: Place) -> None:
    """Add *chart* below its title, kept on one page."""
    draft.paragraph(place.style, (Strong(chart.title),), draft.runs.plain, KEEP_NEXT + place.properties)
    width, height = draft.text_width - place.indent, _height(chart)
    drawing = _drawing(draft, chart, width * _TWIP, height * _TWIP)
    draft.raw_paragraph(place.style, f"<w:r>{drawing}</w:r>", _AS_HIGH_AS_NEEDED + place.properties)


def _height(chart: Chart) -> int:
    if chart.kind != "bars":
        return _HEIGHT
    around = _AXIS + (_LEGEND if len(chart.series) > 1 else 0)
    return min(_MOST, (_BAR * len(chart.series) + _BETWEEN) * len(chart.categories) + around)


def _drawing(draft: Draft, chart: Chart, width: int, height: int) -> str:
    number = draft.add_chart(chart)
    words = f'title="{_attribute(inlines_text(chart.title))}" descr="{_attribute(chart.alt)}"'
    alternative = f'id="{number}" name="Chart {number}" {words}'
    return (
        f'<w:drawing><wp:inline xmlns:wp="{_DRAWING}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr {alternative}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{C}">'
        f'<c:chart xmlns:c="{C}" xmlns:r="{_RELATIONS}" r:id="{chart_id(number)}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def _attribute(text: str) -> str:
    return escape(" ".join(text.split()))


def chart_id(number: int) -> str:
    """Return the id of the relationship to the chart *number*, from 1."""
    return f"rIdChart{number}"


def chart_relationships(charts: Sequence[Chart]) -> str:
    """Return the relationships that lead from the document to *charts*, as XML."""
    return "".join(
        f'<Relationship Id="{chart_id(number)}" Type="{CHART_KIND}" Target="/{_part(number)}"/>'
        for number, _ in enumerate(charts, 1)
    )


def chart_members(charts: Sequence[Chart], dress: Dress) -> Iterator[Member]:
    """Yield the parts of *charts*."""
    for number, chart in enumerate(charts, 1):
        part, workbook = _part(number), f"word/embeddings/chart{number}.xlsx"
        leads = f'<Relationship Id="{WORKBOOK_ID}" Type="{_WORKBOOK_KIND}" Target="/{workbook}"/>'
        relationships = f'{XML_HEAD}<Relationships xmlns="{PACKAGE_RELATIONSHIPS}">{leads}</Relationships>'
        yield deflate(part, chart_xml(chart, dress).encode(), _FAST)
        yield deflate(f"word/charts/_rels/chart{number}.xml.rels", relationships.encode(), _FAST)
        yield deflate(workbook, chart_workbook(chart), _FAST)


def with_chart_types(head: ZipHead, charts: Sequence[Chart]) -> ZipHead:
    """Return the parts of *head* with the types of those of *charts*."""
    members = {each.name: each for each in split_members(finish_zip(head))}
    root = parse_xml("", TYPES_PART, inflate(members[TYPES_PART]))
    if not any(each.get("Extension", "").casefold() == "xlsx" for each in root):
        default = etree.Element(f"{{{CONTENT_TYPES}}}Default", Extension="xlsx", ContentType=_WORKBOOK_TYPE)
        root.insert(0, default)
    for number, _ in enumerate(charts, 1):
        etree.SubElement(root, f"{{{CONTENT_TYPES}}}Override", PartName="/" + _part(number), ContentType=_CHART_TYPE)
    members[TYPES_PART] = deflate(TYPES_PART, to_xml(root), _FAST)
    return join_members(members.values())


def _part(number: int) -> str:
    return f"word/charts/chart{number}.xml"
