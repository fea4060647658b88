"""The lists of all documents whose numbers follow the same patterns.

Headings, and the kinds of list whose numbers start with those of a heading (`1.1` under `1.`), are levels of one
multilevel list, tied to their styles, so that Word goes on numbering when somebody edits the document. Kinds of list
such as `(a)` are levels of a second one, which each list starts anew. The third holds the bullets.

The levels have no indents: those of the styles hold, which legal can edit in Word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from tamdocs.document.model import Numbering
from tamdocs.writers.docx.markup import escape
from tamdocs.writers.docx.patterns import Pattern, parse_pattern
from tamdocs.writers.docx.styles import HEADINGS, LIST_BULLET, LIST_NUMBER, Styles

_BULLETS = "•–•–•"
_NSID = 0x7A3D0000
"""Marks lists as different ones, or Word may join them when text is pasted."""


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
    """Id of the paragraph style that it is tied to."""


@dataclass(frozen=True, slots=True)
class Scheme:
    levels: tuple[Level, ...]
    """Of the multilevel list: headings first, then the lists that belong to it."""
    headings: int
    """How many of `levels` are headings."""
    joined: Mapping[int, int]
    """Level of the multilevel list, by level of a list in the tree."""
    separate: Mapping[int, tuple[int, Pattern]]
    """Level of the second list and pattern, by level of a list in the tree."""
    skin: SkinLists
    bullet_styles: tuple[str, ...]

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
    def second_abstract(self) -> int:
        return self.skin.free_abstract + 2

    @property
    def next_abstract(self) -> int:
        """The first id for the abstract lists of one document."""
        return self.skin.free_abstract + 3

    def tied_styles(self) -> dict[str, tuple[int, int]]:
        """Return the list and the level that a style stands for, by style id."""
        main = {level.style: (self.main_list, index) for index, level in enumerate(self.levels)}
        return main | {style: (self.bullet_list, index) for index, style in enumerate(self.bullet_styles)}

    def abstracts(self) -> str:
        """Return the abstract lists that every document has, those of the skin first."""
        main = [level_xml(index, each.pattern, each.above, each.style) for index, each in enumerate(self.levels)]
        bullets = [_bullet_xml(*each) for each in zip(count(), _BULLETS, self.bullet_styles, strict=False)]
        second = [level_xml(index, pattern, range(0)) for index, pattern in self.separate.values()]
        lists = enumerate((main, bullets, second), self.skin.free_abstract)
        return self.skin.abstracts + "".join(abstract_xml(identity, levels) for identity, levels in lists)

    def lists(self) -> str:
        """Return the lists that every document has."""
        first = self.skin.free_abstract
        return self.skin.lists + list_xml(self.main_list, first) + list_xml(self.bullet_list, first + 1)


def make_scheme(numbering: Numbering, styles: Styles, skin: SkinLists) -> Scheme:
    levels = list(_heading_levels(numbering.headings, styles))
    headings = len(levels)
    joined: dict[int, int] = {}
    separate: dict[int, tuple[int, Pattern]] = {}
    for index, text in enumerate(numbering.lists):
        pattern = parse_pattern(text)
        if pattern is None:
            continue
        if pattern.depth == 1:
            separate[index] = (len(separate), pattern)
        elif index < len(LIST_NUMBER) and _fits(pattern, range(pattern.depth - 1), levels):
            joined[index] = len(levels)
            levels.append(Level(pattern, range(pattern.depth - 1), styles.ids[LIST_NUMBER[index]]))
    return Scheme(tuple(levels), headings, joined, separate, skin, tuple(styles.ids[name] for name in LIST_BULLET))


def _heading_levels(patterns: Sequence[str], styles: Styles) -> Iterable[Level]:
    levels: list[Level] = []
    for index, (text, style) in enumerate(zip(patterns, HEADINGS, strict=False)):
        pattern = parse_pattern(text)
        if pattern is None or not _fits(pattern, range(index + 1 - pattern.depth, index), levels):
            break
        levels.append(Level(pattern, range(index + 1 - pattern.depth, index), styles.ids[style]))
    return levels


def _fits(pattern: Pattern, above: range, levels: Sequence[Level]) -> bool:
    """Return whether Word can print *pattern* below *levels*: figures of a level above only in a figure itself."""
    if above.start < 0 or above.stop > len(levels):
        return False
    return pattern.kind == "1" or all(levels[index].pattern.kind == "1" for index in above)


def abstract_xml(identity: int, levels: Iterable[str]) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{identity}"><w:nsid w:val="{_NSID + identity:08X}"/>'
        f'<w:multiLevelType w:val="multilevel"/>{"".join(levels)}</w:abstractNum>'
    )


def level_xml(index: int, pattern: Pattern, above: Sequence[int], style: str = "") -> str:
    counters = [f"%{level + 1}" for level in (*above, index)]
    text = pattern.words[0] + "".join(map("".join, zip(counters, pattern.words[1:], strict=True)))
    # A figure of a level that counts with letters is printed as a figure, as in 1.1 under I.
    figures = "<w:isLgl/>" if above and pattern.kind == "1" else ""
    tie = f'<w:pStyle w:val="{escape(style)}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{pattern.word_format}"/>{tie}{figures}'
        f'<w:lvlText w:val="{escape(text)}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


def _bullet_xml(index: int, bullet: str, style: str) -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="{escape(style)}"/>'
        f'<w:lvlText w:val="{bullet}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


def fixed_xml(marker: str) -> str:
    """Return a level that prints *marker* and counts nothing."""
    return (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="{escape(marker)}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


def list_xml(identity: int, abstract: int, level: int = 0, start: int = 0) -> str:
    """Return a list; with *start* it begins anew there, at *level*."""
    restart = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>' if start else ""
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{abstract}"/>{restart}</w:num>'
