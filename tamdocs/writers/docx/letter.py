"""The head of a letter in Word: a table without rules, whose first cell lies where the window of the envelope is."""

from __future__ import annotations

import re

from tamdocs.document.model import Letter, Text
from tamdocs.writers.docx.draft import Draft
from tamdocs.writers.docx.faults import skin_fault
from tamdocs.writers.docx.page_setup import PageSetup
from tamdocs.writers.docx.styles import LETTER
from tamdocs.writers.docx.tables import TAB

_TWIPS = 1440 / 25.4
"""In a millimetre."""
_SENDER = 5
"""Height of the line of the sender, in millimetres."""
_DETAILS_LEFT = 125
_BESIDE_WINDOW = 5
_PAPER = re.compile(r"<w:pgSz[^>]*/>")
_RIGHT = re.compile(r'(<w:pgMar[^>]*w:right=")(-?\d+)(")')


def write_letter_head(draft: Draft, letter: Letter, page: PageSetup, skin: str) -> None:
    """Add the address and the details of *letter*, which stand above its subject.

    Raises:
        SkinError: The skin has no styles for them.
    """
    if missing := [f"“{name}” (paragraph)" for name in LETTER if name not in draft.styles.ids]:
        message = f"the skin lacks the styles {', '.join(missing)}, which a letter needs"
        raise skin_fault(skin, "word/styles.xml", message, "copy them from letter.docx, which tamdocs init lays out")
    window, ids = letter.window, draft.styles.ids
    left, width = _twips(window.left_mm) - page.left, _twips(window.width_mm)
    details = max(_twips(_DETAILS_LEFT), _twips(window.left_mm + window.width_mm + _BESIDE_WINDOW)) - page.left
    top = _twips(window.top_mm - (_SENDER if letter.sender else 0)) - page.top
    if top > 0:
        draft.raw_paragraph(
            ids["Table Gap"], "", f'<w:spacing w:before="0" w:after="0" w:line="{top}" w:lineRule="exact"/>'
        )
    columns = (width, details - left - width, draft.text_width - details)
    draft.out.append(_opening(columns, left))
    if letter.sender:
        draft.out.append(_row(_twips(_SENDER), "exact"))
        draft.out.append(_cell(sum(columns), 3))
        draft.paragraph(ids["Letter Sender"], (Text(letter.sender),), draft.runs.plain)
        draft.out.append("</w:tc></w:tr>")
    draft.out.append(_row(_twips(window.height_mm), "atLeast"))
    draft.out.append(_cell(columns[0]))
    for line in letter.address:
        draft.paragraph(ids["Letter Address Small" if letter.small else "Letter Address"], line, draft.runs.plain)
    draft.out.append(f"</w:tc>{_cell(columns[1])}")
    draft.raw_paragraph(ids["Letter Detail"], "")
    draft.out.append(f"</w:tc>{_cell(columns[2])}")
    for detail in letter.details:
        label = draft.runs.write(detail.label, draft.runs.plain, draft.link_id)
        value = draft.runs.write(detail.value, draft.runs.plain, draft.link_id)
        draft.raw_paragraph(ids["Letter Detail"], f"{label}{TAB}{value}")
    if not letter.details:
        draft.raw_paragraph(ids["Letter Detail"], "")
    draft.out.append("</w:tc></w:tr></w:tbl>")


def on_paper(section: str, letter: Letter, text_width: int) -> str:
    """Return the properties of a *section* with the paper of *letter*; the text is as wide as before."""
    width, height = _twips(letter.window.page_width_mm), _twips(letter.window.page_height_mm)
    left = int(found[1]) if (found := re.search(r'<w:pgMar[^>]*w:left="(-?\d+)"', section)) else 0
    sized = _PAPER.sub(f'<w:pgSz w:w="{width}" w:h="{height}"/>', section)
    return _RIGHT.sub(rf"\g<1>{width - left - text_width}\g<3>", sized)


def _twips(length_mm: float) -> int:
    return round(length_mm * _TWIPS)


def _opening(columns: tuple[int, ...], indent: int) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    margins = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblInd w:w="{indent}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )


def _row(height: int, rule: str) -> str:
    return f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="{rule}"/></w:trPr>'


def _cell(width: int, span: int = 1) -> str:
    over = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{over}</w:tcPr>'
