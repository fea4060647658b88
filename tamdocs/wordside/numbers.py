"""Numbers of a document whose conditions are all shown: those that its clause files give to their items."""

from __future__ import annotations

from dataclasses import dataclass, field

from tamdocs.document.model import Numbering
from tamdocs.library.clause_source import SourceUnit
from tamdocs.library.model import OutlineClause
from tamdocs.library.numbering import counters_in, print_number


@dataclass(slots=True)
class Numbers:
    numbering: Numbering
    full: dict[str, str] = field(default_factory=dict)
    """What a reference prints, by the id that it names."""
    _sections: list[int] = field(default_factory=list)
    _items: list[tuple[tuple[int, ...], str]] = field(default_factory=list)
    """Counters and full number of the items around, the section first."""

    def section(self, entry: OutlineClause, level: int) -> str:
        """Return the number of the section that *entry* opens; none for one without a heading or a number."""
        printed = ""
        if entry.heading and entry.numbered and level <= len(self.numbering.headings):
            counters = [*self._sections[:level], *[0] * (level - len(self._sections))]
            counters[level - 1] += 1
            self._sections = counters
            printed = print_number(self.numbering.headings[level - 1], counters)
        if entry.heading:
            self.full.setdefault(entry.clause, printed.rstrip("."))
            self._items = [(tuple(self._sections[:level]), printed.rstrip("."))]
        return printed

    def unit(self, unit: SourceUnit) -> str:
        """Return the marker of *unit*, if it is an item of a numbered list."""
        depth = unit.kinds.count("ordered")
        marker = ""
        if unit.role == "item" and unit.containers[-1].kind == "ordered" and depth <= len(self.numbering.lists):
            around = self._items or [((), "")]
            counters, above = around[min(depth, len(around)) - 1]
            pattern = self.numbering.lists[depth - 1]
            counters = (*counters, unit.figure)
            if counters_in(pattern) <= len(counters):
                marker = print_number(pattern, counters)
                full = marker.rstrip(".") if counters_in(pattern) > 1 else above + marker
                self._items = [*around[:depth], (counters, full)]
                if unit.anchor:
                    self.full.setdefault(unit.anchor, full)
        return marker
