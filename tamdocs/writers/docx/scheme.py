"""The lists of all documents whose numbers follow the same patterns.

Headings, and the kinds of list whose numbers start with those of a heading (`1.1` under `1.`), are levels of one
multilevel list, tied to their styles, so that Word goes on numbering when somebody edits the document. Each other kind
of list, such as `(a)`, has one that each list starts anew, with a level for each depth. One more holds the bullets.

All indents are those of the styles, which legal can edit in Word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tamdocs.document.model import Numbering
from tamdocs.writers.docx.list_xml import LevelXml, abstract_xml, list_xml
from tamdocs.writers.docx.patterns import Pattern, parse_pattern
from tamdocs.writers.docx.styles import HEADINGS, LIST_BULLET, LIST_NUMBER, Styles

_BULLETS = "•" * len(LIST_BULLET)


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
    above: range
    """The levels whose counters it prints before its own."""
    style: str
    """Name of the paragraph style that it is tied to."""


@dataclass(frozen=True, slots=True)
class Scheme:
    styles: Styles
    skin: SkinLists
    levels: tuple[Level, ...]
    """Of the multilevel list: headings first, then the lists that belong to it."""
    headings: int
    """How many of `levels` are headings."""
    joined: Mapping[int, int]
    """Level of the multilevel list, by level of a list in the tree."""
    separate: Mapping[int, tuple[int, Pattern]]
    """Abstract list and pattern of each other kind of list, by level of a list in the tree."""
    abstracts: str
    """The abstract lists that every document has, as XML."""
    lists: str
    """The lists that every document has, as XML."""

    @property
    def main_list(self) -> int:
        return self.skin.free_list

    @property
    def bullet_list(self) -> int:
        return self.skin.free_list + 1

    @property
    def next_list(self) -> int:
        """The first id for the lists of one document."""
        return self.skin.free_list + 2

    @property
    def next_abstract(self) -> int:
        """The first id for the abstract lists of one document."""
        return self.skin.free_abstract + 2 + len(self.separate)

    def tied_styles(self) -> dict[str, tuple[int, int]]:
        """Return the list and the level that a style stands for, by style id."""
        main = {level.style: (self.main_list, index) for index, level in enumerate(self.levels)}
        bullets = {name: (self.bullet_list, index) for index, name in enumerate(LIST_BULLET)}
        return {self.styles.ids[name]: place for name, place in (main | bullets).items()}


def make_scheme(numbering: Numbering, styles: Styles, skin: SkinLists) -> Scheme:
    """Return the lists for *numbering*. A pattern that Word cannot count by is left out."""
    levels = _heading_levels(numbering.headings)
    headings = len(levels)
    joined: dict[int, int] = {}
    separate: dict[int, tuple[int, Pattern]] = {}
    for index, text in enumerate(numbering.lists):
        pattern = parse_pattern(text)
        if pattern is None:
            continue
        if pattern.depth == 1:
            separate[index] = (skin.free_abstract + 2 + len(separate), pattern)
        elif index < len(LIST_NUMBER) and _fits(pattern, range(pattern.depth - 1), levels):
            joined[index] = len(levels)
            levels.append(Level(pattern, range(pattern.depth - 1), LIST_NUMBER[index]))
    abstracts = [
        [_main_level(level, index, styles) for index, level in enumerate(levels)],
        [
            LevelXml(bullet, styles.indents[name], "bullet", styles.ids[name])
            for bullet, name in zip(_BULLETS, LIST_BULLET, strict=True)
        ],
        *(_separate_levels(pattern, styles) for _, pattern in separate.values()),
    ]
    first = skin.free_abstract
    return Scheme(
        styles, skin, tuple(levels), headings, joined, separate,
        skin.abstracts + "".join(abstract_xml(first + index, each) for index, each in enumerate(abstracts)),
        skin.lists + list_xml(skin.free_list, first) + list_xml(skin.free_list + 1, first + 1),
    )  # fmt: skip


def _heading_levels(patterns: Sequence[str]) -> list[Level]:
    levels: list[Level] = []
    for index, (text, style) in enumerate(zip(patterns, HEADINGS, strict=False)):
        pattern = parse_pattern(text)
        if pattern is None or not _fits(pattern, range(index + 1 - pattern.depth, index), levels):
            break
        levels.append(Level(pattern, range(index + 1 - pattern.depth, index), style))
    return levels


def _fits(pattern: Pattern, above: range, levels: Sequence[Level]) -> bool:
    """Return whether Word can print *pattern* below *levels*: figures of a level above only in a figure itself."""
    if above.start < 0 or above.stop > len(levels):
        return False
    return pattern.kind == "1" or all(levels[index].pattern.kind == "1" for index in above)


def _main_level(level: Level, index: int, styles: Styles) -> LevelXml:
    pattern = level.pattern
    return LevelXml(
        text=pattern.word_text([*level.above, index]),
        indent=styles.indents[level.style],
        number_format=pattern.word_format,
        style=styles.ids[level.style],
        in_figures=bool(level.above) and pattern.kind == "1",
    )


def _separate_levels(pattern: Pattern, styles: Styles) -> list[LevelXml]:
    return [
        LevelXml(pattern.word_text([depth]), styles.indents[name], pattern.word_format)
        for depth, name in enumerate(LIST_NUMBER)
    ]
