"""The content of a PDF page as operators with their operands (ISO 32000-1, 7.8.2).

pypdf reads it too, as objects of its own, and takes ten times as long: that was most of the time of the tests that hold
each document's PDF against its tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

Operand: TypeAlias = "bytes | str | list[Operand] | dict[str, Operand] | float"
"""A string, a name with its `/`, an array, a dictionary, a number."""

_TOKEN = re.compile(
    rb"""[\0\t\n\f\r ]*(?:
        (?P<numbers>[-+.\d][-+.\d\0\t\n\f\r ]*)
        |(?P<operator>[A-Za-z'"][A-Za-z0-9*'"]*)
        |(?P<hex><[0-9A-Fa-f\s]*>)
        |(?P<open>\[|<<)
        |(?P<close>\]|>>)
        |(?P<name>/[^\0\t\n\f\r /<>\[\]()%{}]*)
        |(?P<string>\()
        |\Z
    )""",
    re.VERBOSE,
)
_IN_STRING = re.compile(rb"[^()\\]*(?:\\.[^()\\]*)*([()])", re.DOTALL)
_ESCAPED = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|.))", re.DOTALL)
_MEANT = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}


def operations(content: bytes) -> Iterator[tuple[str, list[Operand]]]:
    """Yield each operator with its operands.

    Raises:
        ValueError: There is something that is neither, or a picture within the content.
    """
    stack: list[list[Operand]] = [[]]
    place = 0
    while place < len(content):
        token = _TOKEN.match(content, place)
        if token is None:
            raise ValueError(f"the content of a page cannot be read from {content[place : place + 20]!r} on")
        place = token.end()
        match token.lastgroup, token[token.lastgroup or 0]:
            case "numbers", numbers:
                stack[-1] += map(float, numbers.split())
            case "operator", word:
                yield _operator(word), stack.pop()
                stack = [[]]
            case "name", name:
                stack[-1].append(name.decode("latin-1"))
            case "hex", digits:
                stack[-1].append(_hex(digits[1:-1]))
            case "string", _:
                text, place = _string(content, place)
                stack[-1].append(text)
            case "open", _:
                stack.append([])
            case _, sign:
                inner = stack.pop()
                stack[-1].append(inner if sign == b"]" else _dictionary(inner))


def _operator(word: bytes) -> str:
    if word == b"BI":
        raise ValueError("a picture stands within the content of a page")
    return word.decode()


def _dictionary(inner: list[Operand]) -> dict[str, Operand]:
    return {str(key): value for key, value in zip(inner[::2], inner[1::2], strict=True)}


def _hex(digits: bytes) -> bytes:
    text = b"".join(digits.split()).decode()
    return bytes.fromhex(text + "0" * (len(text) % 2))


def _string(content: bytes, start: int) -> tuple[bytes, int]:
    """Return the string whose bracket was opened before *start*, and where it ends."""
    place, depth = start, 1
    while depth:
        found = _IN_STRING.match(content, place)
        if found is None:
            raise ValueError("a string in the content of a page does not end")
        place = found.end()
        depth += 1 if found[1] == b"(" else -1
    return _ESCAPED.sub(_meant, content[start : place - 1]), place


def _meant(escaped: re.Match[bytes]) -> bytes:
    octal, other = escaped.groups()
    return bytes([int(octal, 8) & 0xFF]) if octal else _MEANT.get(other, other)
