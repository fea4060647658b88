"""Tracked changes of Word: what came, what went and what moved, each with who did it and when.

ISO/IEC 29500-1, 17.13.5. A change of words stands around runs, that of a paragraph in the properties of its mark, that
of a row in the properties of the row.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from tamdocs.document.redline import Standing
from tamdocs.writers.docx.markup import escape

Track: TypeAlias = Literal["ins", "del", "moveFrom", "moveTo"]
"""The elements of Word."""

_TRACKS: dict[Standing, Track | None] = {
    "kept": None,
    "inserted": "ins",
    "deleted": "del",
    "moved-away": "moveFrom",
    "moved-here": "moveTo",
}
_LINKS = re.compile(r"(<w:hyperlink [^>]*>|</w:hyperlink>)")
_DELETED = {
    "<w:t>": "<w:delText>",
    "<w:t ": "<w:delText ",
    "</w:t>": "</w:delText>",
    "<w:instrText ": "<w:delInstrText ",
    "</w:instrText>": "</w:delInstrText>",
}
_TEXTS = re.compile("|".join(_DELETED))


@dataclass(frozen=True, slots=True)
class Revision:
    """Who made the changes and on which day; they are dated to its start, in UTC."""

    author: str
    day: date


def track_of(standing: Standing) -> Track | None:
    return _TRACKS[standing]


class Tracks:
    """Makes the elements of the changes of one document."""

    __slots__ = ("_ids", "_next_id", "by")

    def __init__(self, revision: Revision, next_id: Callable[[], int]) -> None:
        self.by = f'w:author="{escape(revision.author)}" w:date="{revision.day.isoformat()}T00:00:00Z"'
        """Attributes of every change."""
        self._next_id = next_id
        self._ids: dict[tuple[str, str], int] = {}

    def mark(self, track: Track) -> str:
        """Return the element that stands in the properties of a paragraph mark or a row."""
        return f"<w:{track} {self._attributes()}/>"

    def runs(self, runs: str, track: Track | None) -> str:
        """Return *runs* as changed. A link stays outside, as Word wants it."""
        if track is None:
            return runs
        if track == "del":
            runs = _TEXTS.sub(lambda found: _DELETED[found[0]], runs)
        return "".join(
            part if not part or part.startswith(("<w:hyperlink", "</w:hyperlink")) else self._around(part, track)
            for part in _LINKS.split(runs)
        )

    def properties(self, old: str) -> str:
        """Return the element that says which properties (the content of `w:pPr`) a paragraph had before."""
        return f"<w:pPrChange {self._attributes()}><w:pPr>{old}</w:pPr></w:pPrChange>"

    def range_start(self, track: Track, name: str) -> str:
        """Return the start of what was moved away, or of where it is now, under a name that both ends share."""
        identity = self._ids[track, name] = self._next_id()
        return f'<w:{track}RangeStart w:id="{identity}" {self.by} w:name="{escape(name)}"/>'

    def range_end(self, track: Track, name: str) -> str:
        return f'<w:{track}RangeEnd w:id="{self._ids[track, name]}"/>'

    def _around(self, runs: str, track: Track) -> str:
        return f"<w:{track} {self._attributes()}>{runs}</w:{track}>"

    def _attributes(self) -> str:
        return f'w:id="{self._next_id()}" {self.by}'
