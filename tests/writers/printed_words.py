"""Where the words of a PDF stand, as poppler sees them."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from html import unescape

from tests.support.required import require

_PAGE_OR_WORD = re.compile(
    r'<page |<word xMin="(?P<left>[\d.]+)" yMin="[\d.]+" xMax="(?P<right>[\d.]+)" yMax="(?P<bottom>[\d.]+)">'
    r"(?P<text>.*?)<"
)


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without white space between them; lengths are points from the upper left corner."""

    text: str
    page: int
    left: float
    right: float
    bottom: float


def words_of(data: bytes) -> list[Word]:
    """Return the words of a PDF, page by page."""
    words: list[Word] = []
    page = 0
    for found in _PAGE_OR_WORD.finditer(_pdftotext("-bbox", data)):
        if found["text"] is None:
            page += 1
        else:
            sides = (float(found[name]) for name in ("left", "right", "bottom"))
            words.append(Word(unescape(found["text"]), page, *sides))
    return words


def lines_of(data: bytes) -> list[str]:
    """Return the lines of a PDF as they stand on its pages, cells side by side, without white space."""
    return ["".join(line.split()) for line in _pdftotext("-layout", data).splitlines()]


def _pdftotext(option: str, data: bytes) -> str:
    run = subprocess.run([require("pdftotext"), option, "-", "-"], input=data, capture_output=True, check=True)
    return run.stdout.decode("utf-8")
