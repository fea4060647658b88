"""Key figures: side by side in a table without lines, each with its label and its note."""

from __future__ import annotations

from tamdocs.document.charts import figure_rows
from tamdocs.document.model import KeyFigure, KeyFigures
from tamdocs.writers.docx.draft import KEEP_NEXT, Draft
from tamdocs.writers.docx.tables import column_widths, opening_xml

_ROW = "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
_NO_LINES = "".join(f'<w:{side} w:val="nil"/>' for side in ("top", "left", "bottom", "right"))
_LOOK = (
    '<w:tblLook w:val="0600" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
    'w:noVBand="1"/>'
)
_STYLES = (("Key Figure", "Table Heading"), ("Key Figure Label", "Table Text"), ("Key Figure Note", "Table Text"))
"""Of value, label and note; with the style that stands in where the skin has none."""


def write_key_figures(draft: Draft, figures: KeyFigures, indent: int) -> None:
    rows = figure_rows(figures)
    count = len(rows[0])
    widths = column_widths([1 / count] * count, draft.text_width - indent)
    draft.out.append(opening_xml(draft, "Contract Table", widths, indent, _LOOK))
    for row in rows:
        draft.out.append(_ROW)
        for width, figure in zip(widths, row, strict=True):
            draft.out.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:tcBorders>{_NO_LINES}</w:tcBorders></w:tcPr>'
            )
            _write_figure(draft, figure)
            draft.out.append("</w:tc>")
        draft.out.append("</w:tr>")
    draft.out.append("</w:tbl>")
    draft.raw_paragraph(draft.styles.ids["Table Gap"], "")


def _write_figure(draft: Draft, figure: KeyFigure | None) -> None:
    ids = draft.styles.ids
    value, label, note = (ids.get(name, ids[other]) for name, other in _STYLES)
    if figure is None:
        draft.raw_paragraph(label, "")
        return
    draft.paragraph(value, figure.value, draft.runs.bold, KEEP_NEXT)
    draft.paragraph(label, figure.label, draft.runs.plain, KEEP_NEXT)
    if figure.note:
        draft.paragraph(note, figure.note, draft.runs.plain, KEEP_NEXT)
