"""What Typst has no words for in a table: that a cell heads its row, and what the table holds.

Both are for readers who hear the page (ISO 14289-1, 7.5): the cell becomes a header cell whose scope is the row, and
the table gets its summary (ISO 32000-1, table 349).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from tamdocs.document.model import Table
from tamdocs.writers.pdf.pdf_file import PdfFile, references
from tamdocs.writers.pdf.strings import text_string

_TABLE = b"<</Type/StructElem/S/Table/"
_HEADERS = re.compile(rb"/Headers\[[^\]]*\]")


def described_tables(file: PdfFile, tables: Sequence[Table]) -> Mapping[int, bytes]:
    """Return the objects of *file* to change so that its tables say what *tables* say, in the same order.

    Raises:
        ValueError: The file has more or fewer tables than the documents.
    """
    found = list(file.beginning_with(_TABLE))
    if len(found) != len(tables):
        raise ValueError(f"the skin made {len(found)} tables of {len(tables)}")
    changes: dict[int, bytes] = {}
    for (number, text), table in zip(found, tables, strict=True):
        changes[number] = _with_summary(text, table.summary)
        if table.row_headers:
            changes.update(_with_row_headers(file, text))
    return changes


def _with_summary(text: bytes, summary: str) -> bytes:
    attribute = b"<</O/Table/Summary%s>>" % text_string(summary)
    if b"/A[" in text:
        return text.replace(b"/A[", b"/A[" + attribute, 1)
    return text.replace(b"/S/Table", b"/S/Table/A[" + attribute + b"]", 1)


def _with_row_headers(file: PdfFile, table: bytes) -> Iterator[tuple[int, bytes]]:
    """Make the first cell of each row its heading.

    A list of headings at a cell would hide that of the row, so it goes; the scopes of the heading cells say the same.
    """
    for row in _rows(file, table):
        heading, *others = references(file[row], b"/K")
        text = file[heading]
        if b"/S/TD/" in text:
            yield heading, _HEADERS.sub(b"/Scope/Row", text.replace(b"/S/TD/", b"/S/TH/", 1), count=1)
        for cell in others:
            if b"/S/TD/" in file[cell]:
                yield cell, _HEADERS.sub(b"", file[cell], count=1)


def _rows(file: PdfFile, table: bytes) -> Iterator[int]:
    for child in references(table, b"/K"):
        text = file[child]
        if b"/S/TR/" in text:
            yield child
        else:
            yield from references(text, b"/K")
