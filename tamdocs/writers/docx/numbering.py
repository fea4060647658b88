"""Numbering that Word works out by itself, and that prints the numbers of the tree.

Headings, and the kinds of list whose numbers start with those of a heading (`1.1` under `1.`), are levels of one
multilevel list, tied to their styles. Every other list, such as `(a)`, is a list of its own that starts anew. While the
body is written, what Word will print is followed; where that is not what stands in the tree, the paragraph gets a
list that prints just its number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tamdocs.document.model import Numbering
from tamdocs.writers.docx.markup import escape
from tamdocs.writers.docx.patterns import Pattern, parse_pattern
from tamdocs.writers.docx.styles import HEADING_LEVELS, HEADINGS, LIST_BULLET, LIST_LEVELS, LIST_NUMBER, Styles

_BULLETS = ("•", "–", "•", "–", "•")
NO_NUMBER = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'


@dataclass(frozen=True, slots=True)
class SkinLists:
    """The lists that a skin brings along, as XML, and the first ids that are free."""

    abstracts: str = ""
    lists: str = ""
    free_abstract: int = 0
    free_list: int = 1


@dataclass(frozen=True, slots=True)
class Level:
    """A level of the multilevel list."""

    pattern: Pattern
    above: tuple[int, ...]
    """The levels whose counters it prints before its own."""
    style: str
    """Id of the paragraph style that it is tied to."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """What all documents with equal patterns share."""

    skin: SkinLists
    levels: tuple[Level, ...]
    """Of the multilevel list: headings first, then the lists that belong to it."""
    headings: int
    """How many of `levels` are headings."""
    joined: dict[int, int]
    """Level of the multilevel list, by level of a list in the tree."""
    separate: dict[int, Pattern]
    """Patterns of the lists of their own, by level of the list in the tree."""
    styled: dict[str, tuple[int, int]]
    """List and level that a style is tied to, by style id."""
    abstracts: str

    @property
    def main(self) -> int:
        """Id of the multilevel list."""
        return self.skin.free_list

    @property
    def bullets(self) -> int:
        """Id of the bullet list."""
        return self.skin.free_list + 1


def make_scheme(numbering: Numbering, styles: Styles, skin: SkinLists) -> Scheme:
    headings = _heading_levels(numbering.headings, styles)
    levels, joined, separate = list(headings), dict[int, int](), dict[int, Pattern]()
    for index, text in enumerate(numbering.lists):
        pattern = parse_pattern(text)
        if pattern is None:
            continue
        if 1 < pattern.depth <= len(levels) + 1 and index < LIST_LEVELS:
            joined[index] = len(levels)
            style = styles.ids[LIST_NUMBER[index]]
            levels.append(Level(pattern, tuple(range(pattern.depth - 1)), style))
        elif pattern.depth == 1:
            separate[index] = pattern
    styled = {level.style: (skin.free_list, index) for index, level in enumerate(levels)}
    styled |= {styles.ids[name]: (skin.free_list + 1, index) for index, name in enumerate(LIST_BULLET)}
    abstracts = _abstract(skin.free_abstract, map(_main_level, range(9), levels)) if levels else ""
    return Scheme(skin, tuple(levels), len(headings), joined, separate, styled, "")


def _heading_levels(patterns: Sequence[str], styles: Styles) -> list[Level]:
    levels = []
    for index, text in enumerate(patterns[:HEADING_LEVELS]):
        pattern = parse_pattern(text)
        if pattern is None or pattern.depth > index + 1:
            break
        levels.append(Level(pattern, tuple(range(index + 1 - (pattern.depth - 1), index + 0)), styles.ids[HEADINGS[index]]))
    return levels
