"""Strings of a PDF (ISO 32000-1, 7.3.4): in brackets, which may stand in the text too, or in hexadecimal digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BEGINNING = re.compile(rb"\([^()\\]*+[()\\]")
"""A whole string, or the beginning of one with brackets or escapes in it."""
_BRACKET = re.compile(rb"\\.|[()]")


def text_string(text: str) -> bytes:
    """Return *text* as a string of a PDF."""
    return b"<FEFF%s>" % text.encode("utf-16-be").hex().upper().encode()


def string_after(text: bytes, name: bytes) -> bytes:
    """Return the string that stands after the first *name* in *text*, such as `(en)`; an empty one if there is none."""
    _, found, rest = text.partition(name)
    if found and rest.startswith(b"<"):
        return rest[: rest.index(b">") + 1]
    if found and rest.startswith(b"("):
        return next(cut_at_strings(rest))[1]
    return b"()"


def cut_at_strings(text: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield what stands before a string in brackets, and the string, until the end of *text*."""
    end = 0
    while string := _BEGINNING.search(text, end):
        begin, before = string.start(), end
        end = string.end() if string[0].endswith(b")") else _end(text, begin)
        yield text[before:begin], text[begin:end]
    yield text[end:], b""


def _end(text: bytes, begin: int) -> int:
    """Return where the string ends that begins there."""
    depth = 0
    for bracket in _BRACKET.finditer(text, begin):
        depth += {b"(": 1, b")": -1}.get(bracket[0], 0)
        if depth == 0:
            return bracket.end()
    raise ValueError("a string without an end")
