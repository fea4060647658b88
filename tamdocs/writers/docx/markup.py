"""Text as it may stand in WordprocessingML."""

from __future__ import annotations

import re

from tamdocs.errors import Problem, RenderError

_ESCAPE = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile('[&<>"\x00-\x1f\ud800-\udfff\ufffe\uffff]|^\\s|\\s$|  ')
"""What keeps a text from standing in a run just as it is; nearly no text has any."""
_LAYOUT = re.compile("([\t\n])")
_LAYOUT_TAGS = {"\t": "<w:tab/>", "\n": "<w:br/>"}


def escape(text: str) -> str:
    """Return *text* for the content of an element, or of an attribute in double quotation marks.

    Raises:
        RenderError: XML cannot carry a character of *text*.
    """
    if illegal := _NOT_XML.search(text):
        shown = text[:40].encode("unicode_escape").decode()
        message = f"a Word file cannot carry the character U+{ord(illegal[0]):04X} of “{shown}”"
        raise RenderError(Problem(source="Word", code="character", message=message))
    return text.translate(_ESCAPE)


def text_element(text: str) -> str:
    """Return the content of a run that prints *text*, white space as it stands; tabs and new lines too."""
    if not _SPECIAL.search(text):
        return f"<w:t>{text}</w:t>"
    return "".join(_LAYOUT_TAGS.get(part) or _words(part) for part in _LAYOUT.split(text) if part)


def _words(text: str) -> str:
    keep = "" if text.strip() == text and "  " not in text else ' xml:space="preserve"'
    return f"<w:t{keep}>{escape(text)}</w:t>"
