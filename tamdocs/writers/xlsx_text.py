"""Text in a workbook: it stays text, also when somebody opens its cell in Excel and leaves it again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What a cell is taken for a formula by when it is typed in; the wide ones where Chinese or Japanese is written."""
LONGEST = 32_767
"""Characters of a cell, in Excel."""


class TextCells:
    """Writes text into the sheets of a workbook, in one look.

    A cell that is written as text is no formula; one that is edited is read anew, as if it had been typed in. What
    could be a formula then gets the sign by which Excel keeps it as text (`quotePrefix`, ISO/IEC 29500-1, 18.8.45).
    """

    def __init__(self, book: Any, look: Mapping[str, object] | None = None) -> None:
        self._plain = book.add_format(dict(look)) if look else None
        self._quoted = book.add_format({**(look or {}), "quote_prefix": True})

    def write(self, sheet: Any, row: int, column: int, text: str) -> None:
        look = self._quoted if text.lstrip().startswith(_FORMULA) else self._plain
        text = text[:LONGEST]
        if text.startswith("<r>") and text.endswith("</r>"):
            # XlsxWriter would take that for the markup of a rich text, which it puts into the file as it stands.
            sheet.write_rich_string(row, column, text[0], text[1], text[2:], *([look] if look else []))
        else:
            sheet.write_string(row, column, text, look)
