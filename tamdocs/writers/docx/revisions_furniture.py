"""Page headers and footers of a redline: a skin prints marks of a document there, such as the entity of the region."""

from __future__ import annotations

import copy
from collections.abc import Sequence

from lxml import etree

from tamdocs.writers.docx.package import parse_xml, to_xml
from tamdocs.writers.docx.revisions import Track, Tracks
from tamdocs.writers.docx.xml_names import W, tag


def redlined_part(before: str, after: str, tracks: Tracks) -> str:
    """Return the part *after* with what differs from *before*, run by run.

    Both come from one template. If a condition of it left out a paragraph on one side, the part stands as it is after.
    """
    if before == after:
        return after
    old, new = (parse_xml("", "", side.encode()) for side in (before, after))
    paragraphs = [list(side.iter(tag("p"))) for side in (old, new)]
    if len(paragraphs[0]) == len(paragraphs[1]):
        for first, second in zip(*paragraphs, strict=True):
            _redline(first, second, tracks)
    return to_xml(new).decode()


def _redline(before: etree._Element, after: etree._Element, tracks: Tracks) -> None:
    """Change the paragraph *after* so that it also holds the runs of *before* that are others."""
    old, new = _runs(before), _runs(after)
    if len(old) == len(new):
        pairs: Sequence[tuple[list[etree._Element], list[etree._Element]]] = [
            ([first], [second]) for first, second in zip(old, new, strict=True) if _xml(first) != _xml(second)
        ]
    else:
        pairs = [(old, new)]
    for gone, come in pairs:
        place = come[0] if come else None
        for run in gone:
            element = _tracked(run, "del", tracks)
            if place is None:
                after.append(element)
            else:
                place.addprevious(element)
        for run in come:
            parent = run.getparent()
            assert parent is not None
            parent.replace(run, _tracked(run, "ins", tracks))


def _runs(paragraph: etree._Element) -> list[etree._Element]:
    return [run for run in paragraph.iterchildren(tag("r")) if _shows_text(run)]


def _shows_text(run: etree._Element) -> bool:
    return run.find(tag("t")) is not None


def _tracked(run: etree._Element, track: Track, tracks: Tracks) -> etree._Element:
    """Return a copy of *run* inside the element of a change."""
    paragraph = parse_xml("", "", f'<w:p xmlns:w="{W}">{tracks.mark(track)}</w:p>'.encode())
    change = paragraph[0]
    own = copy.deepcopy(run)
    own.tail = None
    change.append(own)
    if track == "del":
        for text in own.iter(tag("t")):
            text.tag = tag("delText")
    return change


def _xml(run: etree._Element) -> bytes:
    own = copy.deepcopy(run)
    own.tail = None
    return etree.tostring(own)
