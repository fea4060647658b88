"""How wide words of a chart are, about, and how they are cut to a width: no browser is there to ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import combining, east_asian_width

SIZE = 12
"""Of the type, in the units of the picture."""
_WIDE, _BROAD, _CAPITAL, _NARROW, _OTHER = 1.02, 1.0, 0.73, 0.3, 0.58
"""Width of a letter, in type sizes: Chinese, the broadest ones, capitals, the narrowest ones."""
_BROADEST, _NARROWEST = frozenset("mwMW@%—…"), frozenset("ijlI.,;:'|! ")
_WORDS = re.compile(r"\S+\s*")


def width_of(words: str) -> float:
    return SIZE * sum(map(_width, words))


def _width(letter: str) -> float:
    if combining(letter):
        return 0
    if letter in _NARROWEST:
        return _NARROW
    if letter in _BROADEST or east_asian_width(letter) in "WF":
        return _WIDE if letter not in _BROADEST else _BROAD
    return _CAPITAL if letter.isupper() else _OTHER


def wrapped(words: str, width: float, most: int) -> list[str]:
    """Return *words* on lines that are no wider than *width*, *most* of them; the last ends in … if that is not all."""
    lines = list(_lines(words, width))
    if len(lines) <= most:
        return lines or [""]
    last = lines[most - 1]
    while last and width_of(last + "…") > width:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip() + "…"]


def _lines(words: str, width: float) -> Iterator[str]:
    line = ""
    for piece in _pieces(words, width):
        if line and width_of(line + piece.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += piece
    if line.strip():
        yield line.rstrip()


def _pieces(words: str, width: float) -> Iterator[str]:
    """Yield what no line breaks in: a word, but a letter of Chinese or of a word that is wider than a line."""
    for match in _WORDS.finditer(words):
        word = match[0]
        wide = any(east_asian_width(letter) in "WF" for letter in word)
        yield from word if wide or width_of(word.rstrip()) > width else (word,)
