"""How a message speaks of what stands in a JSON file: values in JSON's own words, places as dotted names."""

from __future__ import annotations

import json
from collections.abc import Iterable
from difflib import get_close_matches

_LONGEST_SHOWN = 60
_LONG_NUMBER = 10**17
_LONGEST_GUESSED = 60
"""A longer word is no slip of the pen, and comparing it costs time."""


def as_json(value: object) -> str:
    """Return *value* as JSON writes it, shortened if long; what a terminal would not show is escaped."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, (int, float)) and not abs(value) < _LONG_NUMBER:
        return "a very long number"
    written = json.dumps(value[: _LONGEST_SHOWN + 1] if isinstance(value, str) else value, ensure_ascii=False)
    shown = "".join(char if char.isprintable() else _escaped(char) for char in written)
    return shown if len(shown) <= _LONGEST_SHOWN else shown[: _LONGEST_SHOWN - 2] + '…"'


def dotted(pointer: str) -> str:
    """Return the JSON *pointer* as a person writes it: `/term/end` is `term.end`, `/languages/0` is `languages[0]`."""
    name = ""
    for part in split_pointer(pointer):
        if part.isdecimal() and name:
            name += f"[{part}]"
        else:
            name += ("." if name else "") + shown(part)
    return name or "the order"


def split_pointer(pointer: str) -> list[str]:
    """Return the parts of the JSON *pointer* (RFC 6901), unescaped."""
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]


def join_pointer(parts: Iterable[str | int]) -> str:
    """Return the JSON pointer (RFC 6901) that *parts* make."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def shown(text: str) -> str:
    """Return *text* for a message: shortened if long, and with what a terminal would not show escaped."""
    cut = text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
    return "".join(char if char.isprintable() else _escaped(char) for char in cut)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the word of *known* that *word* may be a slip of, if there is one; letter case does not count."""
    if len(word) > _LONGEST_GUESSED:
        return None
    by_fold = {name.casefold(): name for name in known}
    matches = get_close_matches(word.casefold(), by_fold, n=1)
    return by_fold[matches[0]] if matches else None


def listed(names: Iterable[str], joint: str = "or") -> str:
    """Return *names* in a row, such as `a, b or c`; of none, nothing."""
    *first, last = [*names] or [""]
    return f"{', '.join(first)} {joint} {last}" if first else last


def _escaped(char: str) -> str:
    return json.dumps(char)[1:-1] if not char.isascii() or char < " " else f"\\u{ord(char):04x}"
