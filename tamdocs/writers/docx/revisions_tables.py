"""Tables of a redline. Word has no moved rows: in a moved clause those of the old place go, those of the new come."""

from __future__ import annotations

from collections.abc import Sequence

from tamdocs.document.model import Inlines, Table
from tamdocs.document.redline import MarkedParty, MarkedRow, MarkedSignature, MarkedTable, Standing, Words
from tamdocs.writers.docx.revisions import track_of
from tamdocs.writers.docx.revisions_draft import RedlineDraft, Shape, Sides, inner
from tamdocs.writers.docx.runs import Look
from tamdocs.writers.docx.tables import (
    RIGHT,
    SIDE_BY_SIDE,
    alternative_xml,
    column_widths,
    look_xml,
    opening_xml,
    rule_tabs,
)

_ROW_STANDING: dict[Standing, Standing] = {"moved-away": "deleted", "moved-here": "inserted"}


def write_table(draft: RedlineDraft, block: MarkedTable, indent: int, standing: Standing) -> None:
    """Add a table, *indent* twips from the margin, set as it is after."""
    table = block.pair.shown
    widths = column_widths([column.width for column in table.columns], draft.text_width - indent)
    properties = look_xml(table) + alternative_xml(table.summary)
    draft.out.append(opening_xml(draft, "Contract Table", widths, indent, properties))
    for row in block.rows:
        own = inner(standing, row.pair)
        if own is not None:
            _write_row(draft, row, table, widths, _row_standing(own))
    _close_table(draft, standing)


def _write_row(draft: RedlineDraft, row: MarkedRow, table: Table, widths: Sequence[int], standing: Standing) -> None:
    draft.out.append(_row_opening(draft, standing, heading=row.heading))
    for index, (words, width, column) in enumerate(zip(row.cells, widths, table.columns, strict=True)):
        style, look = _cell_kind(draft, heading=row.heading, label=table.row_headers and index == 0)
        shape = Shape(draft.styles.ids[style], RIGHT if column.align == "right" else "")
        draft.out.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>')
        _write_cell(draft, shape, words, look, standing)
        draft.out.append("</w:tc>")
    draft.out.append("</w:tr>")


def _cell_kind(draft: RedlineDraft, *, heading: bool, label: bool) -> tuple[str, Look]:
    if heading:
        return "Table Heading", draft.runs.bold
    return ("Table Label", draft.runs.bold) if label else ("Table Text", draft.runs.plain)


def _write_cell(draft: RedlineDraft, shape: Shape, words: Words, look: Look, standing: Standing) -> None:
    draft.revised(standing, Sides(shape, shape), draft.words(words, look, standing))


def write_signature(draft: RedlineDraft, block: MarkedSignature, indent: int, standing: Standing) -> None:
    """Add a column for each party, two side by side."""
    widths = column_widths([1 / SIDE_BY_SIDE] * SIDE_BY_SIDE, draft.text_width - indent)
    draft.out.append(opening_xml(draft, "Signature Table", widths, indent, ""))
    own = _row_standing(standing)
    for start in range(0, len(block.parties), SIDE_BY_SIDE):
        draft.out.append(_row_opening(draft, own, heading=False))
        parties: tuple[MarkedParty | None, ...] = (*block.parties[start : start + SIDE_BY_SIDE], None)
        for width, party in zip(widths, parties, strict=False):
            draft.out.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>')
            _write_party(draft, party, own)
            draft.out.append("</w:tc>")
        draft.out.append("</w:tr>")
    _close_table(draft, standing)


def _write_party(draft: RedlineDraft, party: MarkedParty | None, standing: Standing) -> None:
    name, line = (Shape(draft.styles.ids[style]) for style in ("Signature Party", "Signature Line"))
    _write_cell(draft, name, party.name if party else (), draft.runs.bold, standing)
    if party is None:
        return
    nothing: tuple[Inlines, ...] = ((),) * len(party.lines)
    before = party.pair.before.lines if party.pair.before else nothing
    after = party.pair.after.lines if party.pair.after else nothing
    for words, old, new in zip(party.lines, before, after, strict=True):
        runs = draft.words(words, draft.runs.plain, standing)
        runs += draft.changed_runs(rule_tabs(old), rule_tabs(new), standing)
        draft.revised(standing, Sides(line, line), runs)


def _row_opening(draft: RedlineDraft, standing: Standing, *, heading: bool) -> str:
    track = track_of(standing)
    mark = draft.tracks.mark(track) if track else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if heading else ''}{mark}</w:trPr>"


def _row_standing(standing: Standing) -> Standing:
    return _ROW_STANDING.get(standing, standing)


def _close_table(draft: RedlineDraft, standing: Standing) -> None:
    """End the table; the paragraph that keeps it off what follows comes and goes with it."""
    draft.out.append("</w:tbl>")
    gap = Shape(draft.styles.ids["Table Gap"])
    draft.revised(_row_standing(standing), Sides(gap, gap), "")
