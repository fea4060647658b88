"""Which text an order may hold: what is printed comes out in Word and in PDF as that text, or is refused here.

White space is put in order and text is normalised to NFC, so that equal words are equal text. What a reader cannot see,
or what changes how its neighbours are read, is refused: a contract says what it seems to say.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from tamdocs.orders.words import join_pointer

_TAB = 4
MOST_MARKS = 30
"""Combining marks in a row, as in the Stream-Safe Text Format of UAX #15. Living scripts need three or four."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why a text is refused."""

    code: str
    message: str
    hint: str | None = None


def tidy(text: str) -> str:
    """Return *text* in NFC, with runs of blanks of any kind as one space and none at either end."""
    if text.isascii() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text
    return unicodedata.normalize("NFC", _BLANKS.sub(" ", text).strip(" "))


def tidy_prose(text: str) -> str:
    """Return *text*, which has lines of its own, in NFC, with one kind of line end and without tabs."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(_TAB))


def tidied(value: object, prose: Collection[str] = (), pointer: str = "") -> object:
    """Return the JSON document *value* with each of its strings tidy; *prose* are the pointers of those with lines."""
    if not prose:
        return _all_tidied(value)
    if isinstance(value, str):
        return tidy_prose(value) if pointer in prose else tidy(value)
    if isinstance(value, dict):
        return {name: tidied(item, prose, pointer + join_pointer([name])) for name, item in value.items()}
    if isinstance(value, list):
        return [tidied(item, prose, f"{pointer}/{index}") for index, item in enumerate(value)]
    return value


def _all_tidied(value: object) -> object:
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, dict):
        return {name: _all_tidied(item) for name, item in value.items()}
    return [_all_tidied(item) for item in value] if isinstance(value, list) else value


def is_plain(text: str) -> bool:
    """Return whether *text* is tidy and needs no closer look. Quick, and right when it says yes."""
    if not text.isprintable() or "  " in text or text[:1] == " " or text[-1:] == " ":
        return False
    return text.isascii() or (not _NOT_PLAIN.search(text) and unicodedata.is_normalized("NFC", text))


def find_flaw(text: str) -> Flaw | None:
    """Return the first reason to refuse *text*, or None. An empty text is the schema's business."""
    for char in text:
        flaw = _character_flaw(char)
        if flaw:
            return flaw
    if text and not tidy(text):
        return Flaw("blank-text", "has nothing but white space", "fill it in, or leave the field out")
    return _mark_flaw(tidy(text))


def find_prose_flaw(text: str) -> Flaw | None:
    """Return the first reason to refuse *text*, which has lines of its own, or None."""
    if text and not text.strip():
        return find_flaw(" ")
    for count, line in enumerate(tidy_prose(text).split("\n"), 1):
        flaw = find_flaw(line) if tidy(line) else None
        if flaw:
            return Flaw(flaw.code, f"{flaw.message}, in its line {count}", flaw.hint)
    return None


def named(char: str) -> str:
    """Return how a message names a character: `U+200B ZERO WIDTH SPACE`."""
    name = unicodedata.name(char, "")
    return f"U+{ord(char):04X} {name}".rstrip()


_BLANKS = re.compile("[\u0020\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")

_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8"
    "\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Default_Ignorable_Code_Point of Unicode where the general category does not tell, and blanks that are symbols."""

_NOT_PLAIN = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u0dff\u0e31-\u0eff\u0f18-\u0fff\u1000-\u1dff\u2028-\u202e\u20d0-\u20ff\u2800\u2cef-\u2cf1\u2d7f\u2de0-\u2dff\u302a-\u302f\u3099"
    "\u309a\u3164\ua66f-\uabff\ufb1e\ufe00-\ufe2f\uffa0\ufff0-\uffff\U00010000-\U0010ffff]"
)
"""A superset of combining marks and of what is refused though printable."""

_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _character_flaw(char: str) -> Flaw | None:
    category = unicodedata.category(char)
    if char in "\n\r\t\x0b\x0c\x85\u2028\u2029":
        what = "a tab" if char == "\t" else "a line break"
        return Flaw(
            "control-character", f"has {what} ({_code(char)})", "write one line; an address has one entry a line"
        )
    if category == "Cc":
        return Flaw("control-character", f"has the control character {_code(char)}", "take it out")
    if category == "Cs":
        hint = "a pair of \\u escapes makes one character; write the character itself"
        return Flaw("lone-surrogate", f"has {_code(char)}, one half of a character", hint)
    if ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF:
        return Flaw("non-character", f"has {_code(char)}, which is no character", "take it out")
    if category == "Co":
        message = f"has {_code(char)}, a character for private use that each font draws as it likes"
        return Flaw("private-character", message, "write the character that Unicode has for it")
    if category == "Cn":
        return Flaw("unassigned-character", f"has {_code(char)}, which Unicode does not define", "take it out")
    if char in _DIRECTIONS:
        return Flaw("direction-control", f"has {named(char)}, which turns the direction of the text", "take it out")
    if category == "Cf" or _INVISIBLE.match(char):
        return Flaw("invisible-character", f"has {named(char)}, which nobody sees", "take it out")
    if char in "\ufffc\ufffd":
        return Flaw("lost-character", f"has {named(char)}, which stands for something that was lost", "write it anew")
    return None


def _code(char: str) -> str:
    return f"U+{ord(char):04X}"


def _mark_flaw(text: str) -> Flaw | None:
    if text and unicodedata.category(text[0])[0] == "M":
        message = f"starts with {named(text[0])}, a mark that belongs on a letter before it"
        return Flaw("stray-mark", message, "write the letter first")
    row = 0
    for char in text:
        row = row + 1 if unicodedata.category(char)[0] == "M" else 0
        if row > MOST_MARKS:
            return Flaw("too-many-marks", f"has more than {MOST_MARKS} combining marks on one letter", "take them out")
    return None
