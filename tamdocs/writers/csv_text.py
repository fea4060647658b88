"""Text in a CSV file that a spreadsheet opens: no cell is a formula."""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet may take for the beginning of a formula."""


def inert(cell: str) -> str:
    """Return *cell* as text to a spreadsheet, which may show the sign in front that makes it so."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
