"""What a Word file may hold and a clause may not: pictures, notes, words struck through by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from tamdocs.readers.docx.names import M, W, value
from tamdocs.readers.docx.settle import Verdict

_THINGS = {
    f"{W}drawing": "a picture or drawing",
    f"{W}pict": "a picture or drawing",
    f"{W}object": "an embedded object",
    f"{W}footnoteReference": "a footnote",
    f"{W}endnoteReference": "an endnote",
    f"{W}altChunk": "another document, put in by reference",
    f"{W}subDoc": "another document, put in by reference",
    f"{W}sym": "a sign of a symbol font",
    f"{M}oMath": "a formula",
}
STRUCK = "words that are struck through by hand"
_GONE: dict[Verdict, frozenset[str]] = {
    "accepted": frozenset({f"{W}del", f"{W}moveFrom"}),
    "rejected": frozenset({f"{W}ins", f"{W}moveTo"}),
}


@dataclass(frozen=True, slots=True)
class Lost:
    what: str
    name: str
    """Of the paragraph above it; empty before the first."""
    hint: str = "take it out of the file, and say in a comment what is wanted"


def lost_things(root: etree._Element, verdict: Verdict) -> Iterator[Lost]:
    """Yield what stands in the document *root* and has no place in a clause, each kind once a paragraph."""
    name = ""
    seen: set[tuple[str, str]] = set()
    for element in _staying(root, verdict):
        if element.tag == f"{W}bookmarkStart" and (mark := _mark(element)).startswith("tam-c"):
            name = mark
        found = _found(element, str(element.tag))
        if found and (found.what, name) not in seen:
            seen.add((found.what, name))
            yield Lost(found.what, name, found.hint)


def empty_bookmarks(root: etree._Element, verdict: Verdict) -> Iterator[str]:
    """Yield the names of those of our bookmarks in *root* whose words are gone."""
    still: dict[str, str] = {}
    for element in _staying(root, verdict):
        identity = element.get(f"{W}id", "")
        if element.tag == f"{W}bookmarkStart" and (mark := _mark(element)).startswith("tam-"):
            still[identity] = mark
        elif element.tag == f"{W}bookmarkEnd" and identity in still:
            yield still.pop(identity)
        elif element.tag in {f"{W}t", f"{W}delText"} and element.text:
            still.clear()


def _mark(element: etree._Element) -> str:
    return element.get(f"{W}name", "").casefold().replace("_", "-")


def _staying(root: etree._Element, verdict: Verdict) -> Iterator[etree._Element]:
    """Yield the elements of *root* but for those that go when its tracked changes get their *verdict*."""
    gone = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag in _GONE[verdict] and len(element):
            gone += 1 if event == "start" else -1
        elif event == "start" and not gone:
            yield element


def _found(element: etree._Element, tag: str) -> Lost | None:
    if what := _THINGS.get(tag):
        return Lost(what, "")
    if tag != f"{W}r" or not any(each.text for each in element.iterchildren(f"{W}t")):
        return None
    properties = element.find(f"{W}rPr")
    for name in ("strike", "dstrike"):
        child = None if properties is None else properties.find(f"{W}{name}")
        if child is not None and child.get(f"{W}val", "1") not in {"0", "false", "off"}:
            return Lost(STRUCK, "", "delete the words instead")
    if value(properties, "vertAlign") in {"superscript", "subscript"}:
        return Lost("raised or lowered words", "", "write them on the line")
    return None
