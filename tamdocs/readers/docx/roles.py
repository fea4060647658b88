"""What a paragraph of a Word file is in the document: a heading, an item, a definition."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from tamdocs.readers.docx.values import ReadParagraph

Kind: TypeAlias = Literal[
    "body", "closing", "contents", "continue", "cover", "definition", "heading", "item", "note", "skipped", "title"
]
_DEEPEST = 4
_LEVELLED = re.compile(r"(heading|list number|list bullet|list continue|list paragraph)(?: ([1-9]))?")
_NAMED: dict[str, Kind] = {
    "title": "title",
    "cover title": "title",
    "cover line": "cover",
    "closing line": "closing",
    "definition": "definition",
    "note": "note",
    "toc heading": "skipped",
    "index heading": "skipped",
}
_TYPED = re.compile(
    r"(?P<number>(?:Article |Section |第)?(?:\d{1,3}(?:\.\d{1,3})+\.?|\d{1,3}[.)、]|\([0-9]{1,3}\)|\([a-z]{1,2}\)"
    r"|\([ivxl]{1,6}\)|（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}、|\d{1,3}(?=\t)))(?:\s+|(?<=[、）]))"
)
"""A number that somebody typed before a text."""


@dataclass(frozen=True, slots=True)
class Role:
    kind: Kind
    level: int = 0
    """Of a heading, from 1; else how deep in lists, from 0."""
    marker: str = ""
    bullet: bool = False
    typed: int = 0
    """How many letters at the start of the text are its number, where that was typed."""


def role_of(paragraph: ReadParagraph) -> Role:
    """Return what *paragraph*, whose number is known, is; one that says nothing is skipped."""
    shape, number = paragraph.shape, paragraph.number
    marker = number.text if number else ""
    if paragraph.in_contents or (not paragraph.text.strip() and not marker):
        return Role("skipped")
    if shape.outline is not None and shape.style not in _NAMED:
        return _with_number("heading", min(shape.outline, _DEEPEST), marker, paragraph)
    for name in (shape.style, *shape.basis):
        if named := _NAMED.get(name):
            return Role(named)
        levelled = _LEVELLED.fullmatch(name)
        if levelled is None:
            continue
        match levelled[1], int(levelled[2] or 1):
            case "heading", level:
                return _with_number("heading", min(level, _DEEPEST), marker, paragraph)
            case "list continue", level:
                return Role("continue", level - 1) if not number else _item(paragraph, level - 1)
            case "list paragraph", _:
                break
            case _, level:
                return _item(paragraph, level - 1, bullet="bullet" in name)
    return _item(paragraph, number.level) if number else Role("body")


def _item(paragraph: ReadParagraph, depth: int, *, bullet: bool = False) -> Role:
    number = paragraph.number
    if number is None:
        return _with_number("item", depth, "", paragraph, bullet=bullet)
    return Role("item", depth, number.text, number.bullet)


def _with_number(kind: Kind, level: int, marker: str, paragraph: ReadParagraph, *, bullet: bool = False) -> Role:
    typed = None if marker or bullet else _TYPED.match(paragraph.text)
    if typed is None:
        return Role(kind, level, marker, bullet)
    return Role(kind, level, typed["number"], typed=typed.end())
