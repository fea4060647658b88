"""Tables and the place where the parties sign."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from tamdocs.document.model import Column, Field, Inlines, Signature, SignatureParty, Table
from tamdocs.document.text import inlines_text
from tamdocs.writers.docx.draft import KEEP_NEXT, Draft
from tamdocs.writers.docx.markup import escape
from tamdocs.writers.docx.plain_width import plain_width
from tamdocs.writers.docx.runs import Look

_ROW = "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
_LOW_ROW = '<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="20" w:hRule="exact"/></w:trPr>'
_HEADER_ROW = "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
RIGHT = '<w:jc w:val="right"/>'
TAB = "<w:r><w:tab/></w:r>"
SIDE_BY_SIDE = 2
_SHORT_TABLE = 10
"""Rows of a table that stays on one page."""
_SHORT_TEXT = 600
"""Bytes of the text in such a table, if it has a header."""
_SHORT_LABEL = 11
"""Letters of a label that leave room before the first tab stop of its style."""


def write_table(draft: Draft, table: Table, indent: int) -> None:
    """Add *table*, *indent* twips from the margin."""
    widths = column_widths([column.width for column in table.columns], draft.text_width - indent)
    draft.out.append(
        opening_xml(draft, "Contract Table", widths, indent, look_xml(table) + alternative_xml(table.summary))
    )
    columns = list(zip(widths, table.columns, strict=True))
    short = _is_short(table)
    if table.header:
        heading = _cells(draft, columns, "Table Heading", draft.runs.bold, KEEP_NEXT if short else "")
        _write_row(draft, _HEADER_ROW, heading, table.header)
    cells, kept = (_row_cells(draft, columns, table, keep) for keep in ("", KEEP_NEXT))
    kept_rows = len(table.rows) - 1 if short else 0
    for index, row in enumerate(table.rows):
        _write_row(draft, _ROW, kept if index < kept_rows else cells, row)
    _close_table(draft)


def _is_short(table: Table) -> bool:
    """Return whether *table* stays on one page, as in `templates/skins/contract.typ`."""
    if len(table.rows) > _SHORT_TABLE:
        return False
    cells = (cell for row in (table.header, *table.rows) for cell in row)
    return not table.header or sum(len(inlines_text(cell).encode()) for cell in cells) < _SHORT_TEXT


class _Cell(NamedTuple):
    """What the cells of a column have in common."""

    opening: str
    """All before the runs, as XML."""
    look: Look


def _row_cells(draft: Draft, columns: Sequence[tuple[int, Column]], table: Table, keep: str) -> list[_Cell]:
    text = _cells(draft, columns, "Table Text", draft.runs.plain, keep)
    if not table.row_headers:
        return text
    return [*_cells(draft, columns[:1], "Table Label", draft.runs.bold, keep), *text[1:]]


def _cells(draft: Draft, columns: Sequence[tuple[int, Column]], style: str, look: Look, keep: str = "") -> list[_Cell]:
    start = f'<w:p><w:pPr><w:pStyle w:val="{draft.styles.ids[style]}"/>{keep}'
    return [
        _Cell(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{start}'
            f"{RIGHT if column.align == 'right' else ''}</w:pPr>",
            look,
        )
        for width, column in columns
    ]


def _write_row(draft: Draft, opening: str, kinds: Sequence[_Cell], cells: Sequence[Inlines]) -> None:
    """Add a row. A long table has hundreds of cells, so each is put together in one piece."""
    write, link_id = draft.runs.write, draft.link_id
    row = [opening]
    for (start, look), cell in zip(kinds, cells, strict=True):
        made = look.made.get(cell[0].text) if len(cell) == 1 and isinstance(cell[0], Field) else None
        row += (start, made or write(cell, look, link_id), "</w:p></w:tc>")
    row.append("</w:tr>")
    draft.out.append("".join(row))


def write_signature(draft: Draft, signature: Signature, indent: int) -> None:
    """Add a column for each party, two side by side, on one page with what follows.

    LibreOffice keeps a table with what follows only if it has more than one row, and asks the paragraphs themselves and
    not their styles; so an empty row ends it.
    """
    widths = column_widths([1 / SIDE_BY_SIDE] * SIDE_BY_SIDE, draft.text_width - indent)
    draft.out.append(opening_xml(draft, "Signature Table", widths, indent, ""))
    parties = signature.parties
    for start in range(0, len(parties), SIDE_BY_SIDE):
        draft.out.append(_ROW)
        for width, party in zip(widths, (*parties[start : start + SIDE_BY_SIDE], None, None), strict=False):
            draft.out.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>')
            _write_party(draft, party)
            draft.out.append("</w:tc>")
        draft.out.append("</w:tr>")
    across = f'<w:tcW w:w="{sum(widths)}" w:type="dxa"/><w:gridSpan w:val="{len(widths)}"/>'
    draft.out.append(f"{_LOW_ROW}<w:tc><w:tcPr>{across}</w:tcPr>")
    draft.raw_paragraph(draft.styles.ids["Table Gap"], "", KEEP_NEXT)
    draft.out.append("</w:tc></w:tr>")
    _close_table(draft)


def _write_party(draft: Draft, party: SignatureParty | None) -> None:
    name, lines = draft.styles.ids["Signature Party"], draft.styles.ids["Signature Line"]
    draft.paragraph(name, party.name if party else (), draft.runs.bold, KEEP_NEXT)
    for label in party.lines if party else ():
        runs = draft.runs.write(label, draft.runs.plain, draft.link_id)
        draft.raw_paragraph(lines, runs + rule_tabs(label), KEEP_NEXT)


def rule_tabs(label: Inlines) -> str:
    """Return the tabs after *label*: the rule to write on is the leader of the last one.

    A short label goes to the first tab stop, so that the rules start in line.
    """
    return TAB * (2 if plain_width(label) <= _SHORT_LABEL else 1)


def opening_xml(draft: Draft, style: str, widths: Sequence[int], indent: int, properties: str) -> str:
    """Return a table up to its first row; *properties* are those at the end of `w:tblPr`."""
    inset = f'<w:tblInd w:w="{indent}" w:type="dxa"/>' if indent else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{draft.styles.ids[style]}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'{inset}<w:tblLayout w:type="fixed"/>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )


def look_xml(table: Table) -> str:
    """Return which parts of the table style show: as flags, and as bits for older programs."""
    header, labels = bool(table.header), table.row_headers
    bits = 0x0600 | 0x0020 * header | 0x0080 * labels
    return (
        f'<w:tblLook w:val="{bits:04X}" w:firstRow="{header:d}" w:lastRow="0" w:firstColumn="{labels:d}" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    )


def alternative_xml(summary: str) -> str:
    """Return the alternative text, title and description: readers differ in which of the two they speak."""
    words = escape(summary)
    return f'<w:tblCaption w:val="{words}"/><w:tblDescription w:val="{words}"/>' if summary else ""


def _close_table(draft: Draft) -> None:
    """End the table, and keep it off what follows: Word makes one of two tables without a paragraph between them."""
    draft.out.append("</w:tbl>")
    draft.raw_paragraph(draft.styles.ids["Table Gap"], "")


def column_widths(shares: Sequence[float], total: int) -> list[int]:
    """Return the widths of columns with *shares* of *total*, which they add up to exactly."""
    edges = [0, *(round(total * share) for share in accumulate(shares[:-1])), total]
    return [right - left for left, right in pairwise(edges)]
