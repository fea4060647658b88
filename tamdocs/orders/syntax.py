"""What is wrong with a text that is not JSON, in the words of the person who wrote it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tamdocs.orders.positions import DEEPEST, MOST_VALUES, Opened, Places, Stop
from tamdocs.orders.words import dotted, shown


@dataclass(frozen=True, slots=True)
class SyntaxFlaw:
    """Why a text is not JSON, and at which offset."""

    code: str
    message: str
    offset: int
    hint: str | None = None


def explain_stop(places: Places, stop: Stop) -> SyntaxFlaw:
    """Return why the text of *places* is no JSON beyond *stop*."""
    if stop.reason == "too deep":
        message = f"values are nested more than {DEEPEST} levels deep here; an order has six"
        return SyntaxFlaw("too-deep", message, stop.offset)
    if stop.reason == "too many":
        message = f"the file has more than {MOST_VALUES:,} values; this is no order"
        return SyntaxFlaw("too-large", message, stop.offset)
    rest = places.text[stop.offset :]
    if not rest or rest in _BEGINNINGS:
        return _cut_off(places, stop)
    if rest[0] == '"' and stop.expected in ("value", "value or ]", "name", "name or }"):
        return _bad_string(rest, stop)
    return _slip(rest, stop) or _unexpected(places, rest, stop)


_BEGINNINGS = frozenset(word[:end] for word in ("true", "false", "null", "-1") for end in range(1, len(word)))
"""What is left of a plain value where a file breaks off in it."""

_COMMENT = (r"//|/\*|#", "{} starts a comment, and JSON has none", "take the comment out")

_SLIPS = (
    (r"-?(?:NaN|Infinity)\b", "{} is not a value in JSON", "write a number, or leave the field out"),
    (r"(?i:true|false|null|none)\b", "{} is not a value in JSON", "JSON has true, false and null in small letters"),
    (r"['‘’“”„「」『』＂]", "{} is no quotation mark in JSON", 'put text between two straight quotation marks: "'),
    (r"[，：；｛｝［］]", "{} is a full-width sign, which JSON does not know", "write the ASCII sign: , : { } [ ]"),
    (r"[^\W\d][\w-]*", "{} has no quotation marks", 'text and field names stand in quotation marks: "'),
)

_NUMBER = (
    r"[-+.]?[0-9][\w.+-]*",
    "{} is not a number as JSON writes it",
    'a code or a date stands in quotation marks: "',
)
"""What people write by mistake: a pattern, what it is, what to do."""


def _slip(rest: str, stop: Stop) -> SyntaxFlaw | None:
    """Return the common mistake that *rest* begins with, if it is one."""
    slips: tuple[tuple[str, str, str], ...] = (_COMMENT,)
    if stop.expected != "nothing":
        slips += _SLIPS
    if stop.expected in ("value", "value or ]"):
        slips += (_NUMBER,)
    for pattern, message, hint in slips:
        found = re.match(pattern, rest)
        if found:
            return SyntaxFlaw("bad-json", message.format(shown(found[0])), stop.offset, hint)
    return None


def _cut_off(places: Places, stop: Stop) -> SyntaxFlaw:
    if not stop.opened:
        return SyntaxFlaw("empty-file", "the file is empty", 0, "give the order as a JSON object: { ... }")
    message = f"the file breaks off here: {_still_open(places, stop.opened)}"
    return SyntaxFlaw("cut-off", message, stop.offset, "the end of the file is missing; get the file again")


def _still_open(places: Places, opened: tuple[Opened, ...]) -> str:
    last = opened[-1]
    at = places.at(last.offset)
    name = f" ({dotted(last.pointer)})" if last.pointer else ""
    more = f", and {len(opened) - 1} more around it" if len(opened) > 1 else ""
    return f"the {last.bracket} of {at.line}:{at.column}{name} is still open{more}"


_GOOD_STRING = re.compile(r'"[^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\x00-\x1f]*+)*+')


def _bad_string(rest: str, stop: Stop) -> SyntaxFlaw:
    """Say why the text in quotation marks at the start of *rest* does not end well."""
    good = _GOOD_STRING.match(rest)
    end = good.end() if good else 1
    escape = re.match(r"\\(?:u.{0,4}|[^u]?)", rest[end:], re.DOTALL)
    if end == len(rest) or (escape and end + escape.end() == len(rest)):
        message = "the file breaks off in the text that begins here: its quotation mark is not closed"
        return SyntaxFlaw("cut-off", message, stop.offset, "the end of the file is missing; get the file again")
    offset = stop.offset + end
    if escape:
        hint = "write the character itself; a backslash is written twice: \\\\"
        return SyntaxFlaw("bad-json", f"{shown(escape[0])} is no escape in JSON", offset, hint)
    if rest[end] in "\r\n":
        hint = 'close the text with " before the line ends; an address has one entry a line'
        return SyntaxFlaw("bad-json", "the line ends inside quotation marks", offset, hint)
    what = "a tab" if rest[end] == "\t" else f"the control character U+{ord(rest[end]):04X}"
    return SyntaxFlaw("control-character", f"{what} stands inside quotation marks", offset, "take it out")


def _unexpected(places: Places, rest: str, stop: Stop) -> SyntaxFlaw:
    """Name what stands where something else should."""
    found = rest[0]
    if stop.expected == "nothing":
        message, hint = "something follows after the end of the order", "one file holds one order; take the rest out"
    elif found in "]}" and stop.expected in ("value", "name"):
        comma = stop.opened and not places.text[: stop.offset].rstrip().endswith(":")
        message = f"a comma stands before this {found}, and nothing between" if comma else "a value is missing here"
        hint = "take the comma out" if comma else "write the value after the colon"
    elif found in "]}" and stop.opened:
        closing = "}" if stop.opened[-1].bracket == "{" else "]"
        message = f"{found} closes nothing here: {_still_open(places, stop.opened)}"
        hint = f"close it with {closing} first"
    elif stop.expected in ("comma or }", "comma or ]") and found in '"{[-0123456789':
        message, hint = "a comma is missing before this", "put a comma between two entries"
    elif stop.expected == "colon":
        message, hint = "a colon is missing between the field name and its value", 'write "name": value'
    else:
        message, hint = f"{_sign(found)} may not stand here", f"expected here: {_WORDS[stop.expected]}"
    return SyntaxFlaw("bad-json", message, stop.offset, hint)


_WORDS = {
    "value": "a value",
    "value or ]": "a value or ]",
    "name": "a field name in quotation marks",
    "name or }": "a field name in quotation marks, or }",
    "colon": "a colon",
    "comma or ]": "a comma or ]",
    "comma or }": "a comma or }",
    "nothing": "the end of the file",
}


def _sign(char: str) -> str:
    return char if char.isprintable() else f"U+{ord(char):04X}"
