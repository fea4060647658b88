"""How wide a text is, about, in letters."""

from __future__ import annotations

import unicodedata

from tamdocs.document.model import Emphasis, Field, Inlines, LineBreak, Link, Reference, Strong, Text


def plain_width(inlines: Inlines) -> int:
    """Return the letters of *inlines*; an East Asian character counts as two."""
    width = 0
    for inline in inlines:
        match inline:
            case Text(text=text) | Field(text=text) | Reference(text=text):
                width += len(text) if text.isascii() else _width(text)
            case Strong(inlines=inner) | Emphasis(inlines=inner) | Link(inlines=inner):
                width += plain_width(inner)
            case LineBreak():
                pass
    return width


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "FW" else 1 for letter in text)
