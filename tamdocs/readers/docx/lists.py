"""The lists of a Word file, and the numbers that Word prints by them.

ISO/IEC 29500-1, 17.9: counters belong to the abstract list, so that two lists of one go on counting together; a list
with a start override starts anew when it is first used; a level starts anew after a higher one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from lxml import etree

from tamdocs.readers.docx.counters import show_counter
from tamdocs.readers.docx.names import W, number, switch, value
from tamdocs.readers.docx.values import Level, List, PrintedNumber

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


def read_lists(root: etree._Element | None) -> Mapping[str, List]:
    """Return the lists under *root* (`w:numbering`), by id."""
    if root is None:
        return {}
    abstracts = {each.get(f"{W}abstractNumId", ""): each for each in root.iter(f"{W}abstractNum")}
    styled = {value(each, "styleLink"): each for each in abstracts.values() if value(each, "styleLink")}
    found = {}
    for each in root.iter(f"{W}num"):
        abstract = abstracts.get(value(each, "abstractNumId"))
        if abstract is not None:
            abstract = styled.get(value(abstract, "numStyleLink"), abstract)
            found[each.get(f"{W}numId", "")] = _list(each, abstract)
    return found


def style_levels(root: etree._Element | None) -> Mapping[tuple[str, str], int]:
    """Return the level that belongs to a paragraph style in a list, by the ids of list and style."""
    if root is None:
        return {}
    tied = {
        abstract.get(f"{W}abstractNumId", ""): {
            value(level, "pStyle"): index
            for level in abstract.iter(f"{W}lvl")
            if value(level, "pStyle") and (index := number(level.get(f"{W}ilvl"))) is not None
        }
        for abstract in root.iter(f"{W}abstractNum")
    }
    return {
        (each.get(f"{W}numId", ""), style): index
        for each in root.iter(f"{W}num")
        for style, index in tied.get(value(each, "abstractNumId"), {}).items()
    }


def _list(element: etree._Element, abstract: etree._Element) -> List:
    levels = dict(_levels(abstract))
    starts: dict[int, int] = {}
    for override in element.iter(f"{W}lvlOverride"):
        index = number(override.get(f"{W}ilvl"))
        if index is None or not 0 <= index < _LEVELS:
            continue
        levels |= dict(_levels(override))
        start = number(value(override, "startOverride"))
        if start is not None:
            starts[index] = start
    return List(abstract.get(f"{W}abstractNumId", ""), levels, starts)


def _levels(parent: etree._Element) -> list[tuple[int, Level]]:
    found = []
    for each in parent.iter(f"{W}lvl"):
        index = number(each.get(f"{W}ilvl"))
        if index is not None and 0 <= index < _LEVELS:
            start = number(value(each, "start"))
            level = Level(
                start=0 if start is None else start,
                word_format=_format(each),
                text=value(each, "lvlText"),
                figures=bool(switch(each, "isLgl")),
                restart=number(value(each, "lvlRestart")),
            )
            found.append((index, level))
    return found


def _format(level: etree._Element) -> str:
    """Return how the counter is printed; an extension of Word stands beside a format that all programs know."""
    own = level.find(f"{W}numFmt")
    if own is None:
        own = next((each for each in level.iter(f"{W}numFmt") if each.get(f"{W}val") != "custom"), None)
    return "decimal" if own is None else own.get(f"{W}val", "decimal")


class Counting:
    """Counts through the paragraphs of a document, in reading order."""

    def __init__(self, lists: Mapping[str, List]) -> None:
        self._lists = lists
        self._counters: dict[str, dict[int, int]] = {}
        self._used: set[str] = set()

    def next(self, place: tuple[str, int] | None) -> PrintedNumber | None:
        """Return what is printed before a paragraph with this place in a list, and count it."""
        chosen = self._lists.get(place[0]) if place else None
        if place is None or chosen is None or place[1] not in chosen.levels:
            return None
        identity, level = place
        own = chosen.levels[level]
        counters = self._counters.setdefault(chosen.abstract, {})
        if identity not in self._used:
            self._used.add(identity)
            for restarted in chosen.starts:
                counters.pop(restarted, None)
        counters[level] = counters[level] + 1 if level in counters else chosen.starts.get(level, own.start)
        for deeper in [each for each in counters if each > level and _starts_anew(chosen.levels.get(each), level)]:
            del counters[deeper]
        if own.word_format == "bullet":
            return PrintedNumber("", level, bullet=True)
        return PrintedNumber(_print(chosen, level, counters), level, bullet=False)


def _starts_anew(deeper: Level | None, level: int) -> bool:
    return deeper is None or deeper.restart is None or level < deeper.restart


def _print(chosen: List, level: int, counters: Mapping[int, int]) -> str:
    own = chosen.levels[level]
    if own.word_format == "none":
        own = replace(own, text=own.text.replace(f"%{level + 1}", ""))

    def shown(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        if index > level or index not in chosen.levels:
            return ""
        shape = chosen.levels[index]
        count = counters.get(index, chosen.starts.get(index, shape.start))
        return show_counter("decimal" if own.figures else shape.word_format, count)

    return _PLACE.sub(shown, own.text).strip()
