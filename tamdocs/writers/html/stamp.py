"""What a finished page carries besides its text: in the value of an attribute, where nothing is run or drawn."""

from __future__ import annotations

from html import escape

_END = b"</head>"


def stamp_page(page: bytes, name: str, text: str) -> bytes:
    """Return *page*, which `write_html` has made, with *text* in a `meta` element called *name*."""
    before, end, after = page.partition(_END)
    content = escape(text, quote=False).replace("'", "&#39;")  # JSON is full of the other quotation marks
    return before + f"<meta name=\"{name}\" content='{content}'>\n".encode() + end + after
