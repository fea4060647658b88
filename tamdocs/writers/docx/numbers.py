"""The numbers of one document: what Word will print, followed while the body is written.

The number in the tree is the truth. Where Word, left alone, would print another, the paragraph goes to a list that
starts there or, in the multilevel list, to one that prints just this number.
"""

from __future__ import annotations

from tamdocs.writers.docx.scheme import Scheme, abstract_xml, fixed_xml, list_xml
from tamdocs.writers.docx.xml_names import XML_HEAD, W

NO_NUMBER = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'


class Numbers:
    __slots__ = ("_abstracts", "_counters", "_fixed", "_last", "_lists", "_scheme")

    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self._counters = [0] * len(scheme.levels)
        self._last: dict[int, tuple[int, int]] = {}
        """List and counter that came last, by level of the second list."""
        self._fixed: dict[str, str] = {}
        self._abstracts: list[str] = []
        self._lists: list[str] = []

    def heading(self, level: int, printed: str) -> str:
        """Return the paragraph properties that number a heading of *level* (from 1): none where its style does."""
        numbered_by_style = level <= self._scheme.headings
        if not printed:
            return NO_NUMBER if numbered_by_style else ""
        if numbered_by_style:
            return self._joined(level - 1, printed, self._scheme.levels[level - 1].style)
        return self._print(printed)

    def item(self, level: int, marker: str, style: str, *, first: bool) -> str:
        """Return the paragraph properties that number a list item.

        Args:
            level: That of the list in the tree, from 0.
            marker: As it shall be printed.
            style: Id of the paragraph's style.
            first: Whether a list starts with this item.
        """
        joined = self._scheme.joined.get(level)
        if joined is not None:
            return self._joined(joined, marker, style)
        if level in self._scheme.separate:
            return self._separate(level, marker, first=first)
        return self._print(marker)

    def xml(self) -> str:
        """Return `numbering.xml` with all lists asked for so far."""
        scheme = self._scheme
        abstracts = scheme.abstracts() + "".join(self._abstracts)
        lists = scheme.lists() + "".join(self._lists)
        return f'{XML_HEAD}<w:numbering xmlns:w="{W}">{abstracts}{lists}</w:numbering>'

    def _joined(self, index: int, printed: str, style: str) -> str:
        level, counters = self._scheme.levels[index], self._counters
        own = counters[index] + 1
        # A level that was left out counts as zero or as one, depending on the program, so Word is not left alone there.
        if all(counters[:index]) and level.pattern.show([counters[each] for each in level.above], own) == printed:
            counters[index:] = [own, *[0] * (len(counters) - index - 1)]
            return "" if style == level.style else _number(index, self._scheme.main_list)
        return self._print(printed)

    def _separate(self, level: int, marker: str, *, first: bool) -> str:
        index, pattern = self._scheme.separate[level]
        number, counter = self._last.get(index, (0, 0))
        counter += 1
        if first or not number or pattern.show((), counter) != marker:
            start = pattern.own_counter(marker)
            if start is None:
                return self._print(marker)
            number, counter = self._add_list(self._scheme.second_abstract, index, start), start
        for deeper in [each for each in self._last if each > index]:
            del self._last[deeper]
        self._last[index] = (number, counter)
        return _number(index, number)

    def _print(self, printed: str) -> str:
        """Return the properties of a paragraph whose number is *printed* and counts nothing."""
        if printed not in self._fixed:
            abstract = self._scheme.next_abstract + len(self._abstracts)
            self._abstracts.append(abstract_xml(abstract, [fixed_xml(printed)]))
            self._fixed[printed] = _number(0, self._add_list(abstract, 0, 0))
        return self._fixed[printed]

    def _add_list(self, abstract: int, level: int, start: int) -> int:
        number = self._scheme.next_list + len(self._lists)
        self._lists.append(list_xml(number, abstract, level, start))
        return number


def _number(level: int, number: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
