"""What is known while a Word file is read, and what is found on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from tamdocs.errors import Problem
from tamdocs.readers.docx.fields import fetches
from tamdocs.readers.docx.lists import style_levels
from tamdocs.readers.docx.names import MC, W, number, value
from tamdocs.readers.docx.styles import Style, StyleSheet
from tamdocs.readers.package import Package

_EXTENSIONS = ("http://schemas.microsoft.com/office/", "http://schemas.openxmlformats.org/")
"""Namespaces that Word knows; what asks for another one is shown in its plain form."""
_SHOWN = 60
_STRUCK = 200
_MOST_REMARKS = 200


@dataclass(slots=True)
class Reading:
    package: Package
    styles: StyleSheet
    numbering: etree._Element | None
    block: int = 0
    """Index of the block of the body that is being read."""
    commented: dict[str, int] = field(default_factory=dict)
    noted: dict[str, int] = field(default_factory=dict)
    quoted: dict[str, list[str]] = field(default_factory=dict)
    remarks: list[Problem] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)
    _tied: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._tied = style_levels(self.numbering)

    def number_of(self, properties: etree._Element | None, chain: Sequence[Style]) -> tuple[str, int] | None:
        """Return the list and the level of a paragraph: its own, or those of its style."""
        own = None if properties is None else properties.find(f"{W}numPr")
        identity, level = value(own, "numId"), number(value(own, "ilvl"))
        if not identity:
            giver = next((style for style in chain if style.list is not None), None)
            if giver is None or giver.list is None:
                return None
            identity = giver.list
            if level is None:
                level = self._tied.get((identity, giver.id), giver.level)
        return None if identity == "0" else (identity, min(max(level or 0, 0), 8))

    def note(self, code: str, message: str, place: str | None = None) -> None:
        remark = Problem(self.package.source, code, message, place=place, severity="warning")
        if remark not in self.remarks and len(self.remarks) < _MOST_REMARKS:
            self.remarks.append(remark)

    def note_field(self, code: str) -> None:
        if fetches(code):
            shown = " ".join(code.split())[:_SHOWN]
            self.note("file-external", f"a field would fetch or run something: {shown}; it is not followed")

    def note_hidden(self, text: str) -> None:
        if text.strip():
            self.note("file-hidden-text", f"hidden text, which is not printed: “{text.strip()[:_SHOWN]}”")

    def note_struck(self, text: str) -> None:
        if words := " ".join(text.split()):
            shown = words if len(words) <= _STRUCK else f"{words[:_STRUCK]}…"
            self.note("file-struck-text", f"words struck through by hand, which count as standing: “{shown}”")

    def note_picture(self, element: etree._Element, *, has_text: bool) -> None:
        if not has_text and element.tag != f"{W}object":
            self.note("file-picture", "the text has pictures, which are not compared")
        elif element.tag == f"{W}object":
            self.note("file-object", "the text has an embedded object, which is not opened")

    def chosen(self, element: etree._Element) -> etree._Element:
        """Return the branch of *element* (`mc:AlternateContent`) that Word shows."""
        for choice in element.iterchildren(f"{MC}Choice"):
            namespaces = [choice.nsmap.get(prefix) or "" for prefix in choice.get("Requires", "").split()]
            if namespaces and all(each.startswith(_EXTENSIONS) for each in namespaces):
                return choice
        fallback = element.find(f"{MC}Fallback")
        return etree.Element("nothing") if fallback is None else fallback

    def contents(self, element: etree._Element) -> Iterator[etree._Element]:
        """Yield what stands in a run, of alternatives the one that Word shows."""
        for child in element:
            if child.tag == f"{MC}AlternateContent":
                yield from self.contents(self.chosen(child))
            else:
                yield child

    def boxes(self, element: etree._Element, box: str) -> Iterator[etree._Element]:
        """Yield the text boxes in a drawing, but for those inside of others."""
        for child in element:
            if child.tag == box:
                yield child
            elif child.tag == f"{MC}AlternateContent":
                yield from self.boxes(self.chosen(child), box)
            else:
                yield from self.boxes(child, box)

    def open_comment(self, identity: str) -> None:
        self.commented.setdefault(identity, self.block)
        self.quoted.setdefault(identity, [])
        self._open.append(identity)

    def close_comment(self, identity: str) -> None:
        if identity in self._open:
            self._open.remove(identity)

    def refer_to_comment(self, identity: str) -> None:
        self.commented.setdefault(identity, self.block)

    def refer_to_note(self, kind: str, identity: str) -> None:
        self.noted.setdefault(f"{kind} {identity}", self.block)

    def quote(self, text: str) -> None:
        for identity in self._open[:_SHOWN]:
            self.quoted[identity].append(text)
