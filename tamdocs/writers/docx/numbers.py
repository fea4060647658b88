"""The numbers of one document: what Word will print, followed while the body is written.

The number in the tree is the truth. Where Word, left alone, would print another, the paragraph goes to a list that
starts there or, in the multilevel list, to one that prints just this number.
"""

from __future__ import annotations

from tamdocs.writers.docx.list_xml import LevelXml, abstract_xml, list_xml
from tamdocs.writers.docx.scheme import Scheme
from tamdocs.writers.docx.styles import HEADING_LEVELS, HEADINGS, LIST_NUMBER
from tamdocs.writers.docx.xml_names import XML_HEAD, W

NO_NUMBER = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'


class Lists:
    """The lists of one document, on top of those that its scheme gives to every document."""

    __slots__ = ("_abstracts", "_fixed", "_lists", "_scheme")

    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self._fixed: dict[tuple[str, str], int] = {}
        self._abstracts: list[str] = []
        self._lists: list[str] = []

    def add(self, abstract: int, level: int, start: int) -> int:
        """Add a list that looks like *abstract* and starts at *level*, and return its id."""
        number = self._scheme.next_list + len(self._lists)
        self._lists.append(list_xml(number, abstract, level, start))
        return number

    def fixed(self, printed: str, style: str) -> int:
        """Return the id of the list that always prints *printed* before a paragraph in *style*."""
        key = (printed, style)
        if key not in self._fixed:
            abstract = self._scheme.next_abstract + len(self._abstracts)
            self._abstracts.append(abstract_xml(abstract, [LevelXml(printed, self._scheme.styles.indents[style])]))
            self._fixed[key] = Lists.add(self, abstract, 0, 0)
        return self._fixed[key]

    def xml(self) -> str:
        """Return `numbering.xml` with all lists asked for so far."""
        abstracts = self._scheme.abstracts + "".join(self._abstracts)
        lists = self._scheme.lists + "".join(self._lists)
        return f'{XML_HEAD}<w:numbering xmlns:w="{W}">{abstracts}{lists}</w:numbering>'


class Numbers:
    __slots__ = ("_counters", "_last", "_scheme", "lists")

    def __init__(self, scheme: Scheme, lists: Lists | None = None) -> None:
        self._scheme = scheme
        self.lists = lists or Lists(scheme)
        self._counters = [0] * len(scheme.levels)
        self._last: dict[tuple[int, int], tuple[int, int]] = {}
        """List and counter that came last, by level of the list in the tree and depth."""

    def heading(self, level: int, printed: str) -> str:
        """Return the paragraph properties that number a heading of *level* (from 1): none where its style does."""
        numbered_by_style = level <= self._scheme.headings
        if not printed:
            return NO_NUMBER if numbered_by_style else ""
        style = HEADINGS[min(level, HEADING_LEVELS) - 1]
        return self._joined(level - 1, printed, style) if numbered_by_style else self._print(printed, style)

    def item(self, level: int, marker: str, depth: int, *, first: bool) -> str:
        """Return the paragraph properties that number a list item.

        Args:
            level: That of the list in the tree, from 0.
            marker: As it shall be printed.
            depth: How deep in other lists the list stands, from 0; gives the style.
            first: Whether the list starts with this item.
        """
        joined = self._scheme.joined.get(level)
        if joined is not None:
            return self._joined(joined, marker, LIST_NUMBER[depth])
        if level in self._scheme.separate:
            return self._separate(level, marker, depth, first=first)
        return self._print(marker, LIST_NUMBER[depth])

    def xml(self) -> str:
        """Return `numbering.xml` with all lists asked for so far."""
        return self.lists.xml()

    def _joined(self, index: int, printed: str, style: str) -> str:
        level, counters = self._scheme.levels[index], self._counters
        own = counters[index] + 1
        # A level that was left out counts as zero or as one, depending on the program, so Word is not left alone there.
        if all(counters[:index]) and level.pattern.show([counters[each] for each in level.above], own) == printed:
            counters[index:] = [own, *[0] * (len(counters) - index - 1)]
            return "" if style == level.style else _number(index, self._scheme.main_list)
        return self._print(printed, style)

    def _separate(self, level: int, marker: str, depth: int, *, first: bool) -> str:
        abstract, pattern = self._scheme.separate[level]
        number, counter = self._last.get((level, depth), (0, 0))
        counter += 1
        if first or not number or pattern.show((), counter) != marker:
            start = pattern.own_counter(marker)
            if start is None:
                return self._print(marker, LIST_NUMBER[depth])
            number, counter = self.lists.add(abstract, depth, start), start
        self._forget_deeper(level, depth)
        self._last[level, depth] = (number, counter)
        return _number(depth, number)

    def _forget_deeper(self, level: int, depth: int) -> None:
        """Note that Word starts the deeper levels of a list anew."""
        for key in [key for key in self._last if key[0] == level and key[1] > depth]:
            del self._last[key]

    def _print(self, printed: str, style: str) -> str:
        """Return the properties of a paragraph in *style* whose number is *printed* and counts nothing."""
        return _number(0, self.lists.fixed(printed, style))


def _number(level: int, number: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
