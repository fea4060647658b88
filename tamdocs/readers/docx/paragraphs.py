"""Paragraphs of a Word file."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

from lxml import etree

from tamdocs.readers.docx.fields import CHARACTERS, Fields
from tamdocs.readers.docx.names import MC, M, R, W, number, switch, value
from tamdocs.readers.docx.reading import Reading
from tamdocs.readers.docx.styles import struck_of
from tamdocs.readers.docx.values import Anchor, ReadParagraph, Run, Shape, Tracked, TrackedKind

_TRACKED: dict[str, TrackedKind] = {
    f"{W}ins": "inserted",
    f"{W}del": "deleted",
    f"{W}moveTo": "moved-here",
    f"{W}moveFrom": "moved-away",
}
_THROUGH = frozenset(
    {f"{W}{name}" for name in ("smartTag", "customXml", "sdt", "sdtContent", "dir", "bdo", "ruby", "rubyBase")}
    | {f"{M}{name}" for name in ("oMathPara", "oMath")}
)
"""Elements that only stand around others."""
_DIGITS, _SHOWN = 16, 120
_GONE = frozenset({"deleted", "moved-away"})
_PICTURES = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
_BOX = f"{W}txbxContent"


def tracked_of(parent: etree._Element | None) -> tuple[Tracked, ...]:
    """Return the changes among the properties *parent* of a paragraph mark or a row."""
    if parent is None:
        return ()
    return tuple(_tracked(child) for child in parent if child.tag in _TRACKED)


def _tracked(element: etree._Element) -> Tracked:
    return Tracked(_TRACKED[str(element.tag)], element.get(f"{W}author", ""), element.get(f"{W}date", ""))


@dataclass(slots=True)
class _Line:
    """A paragraph while it is read."""

    runs: list[Run] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    is_struck: bool = False
    """Whether its style strikes it through."""


class ParagraphReader:
    """Reads the paragraphs of one part, in their order: fields and the words of comments run over several."""

    def __init__(self, reading: Reading, part: str) -> None:
        self._reading = reading
        self._links = reading.package.relationships(part)
        self._fields = Fields()

    def read(self, element: etree._Element, *, in_contents: bool) -> tuple[ReadParagraph, list[etree._Element]]:
        """Return the paragraph *element* (`w:p`), and the text boxes that stand in it."""
        properties = element.find(f"{W}pPr")
        shape = self._shape(properties)
        styles = self._reading.styles.chain(value(properties, "pStyle"))
        line = _Line(is_struck=any(style.struck for style in styles))
        hidden = any(style.hidden for style in styles)
        for child in element:
            self._inline(child, line, (), "", hidden=hidden)
        self._note_fields()
        self._reading.note_struck("".join(line.struck))
        change = None if properties is None else properties.find(f"{W}pPrChange/{W}pPr")
        paragraph = ReadParagraph(
            shape=shape,
            runs=_joined(line),
            anchors=tuple(line.anchors),
            mark=tracked_of(None if properties is None else properties.find(f"{W}rPr")),
            old_shape=None if change is None else self._shape(change),
            in_contents=in_contents or shape.style.startswith("toc "),
        )
        return paragraph, line.boxes

    def put_in(self, element: etree._Element) -> ReadParagraph:
        """Return a paragraph for what *element* (`w:altChunk`) puts in: Word shows it, and it is not read."""
        self._reading.note("file-external", "another document is put in here by reference; it is not read")
        return ReadParagraph(Shape("", (), None, None), (Run(self._unread(element)),))

    def _unread(self, element: etree._Element) -> str:
        """Return words that stand for a document that *element* puts in: others where its name or bytes are others."""
        found = self._links.get(element.get(f"{R}id", ""))
        if found is None:
            return "[another document, which is not read]"
        package = self._reading.package
        is_inside = not found.external and found.target in package
        digest = f", sha256 {sha256(package.read(found.target)).hexdigest()[:_DIGITS]}" if is_inside else ""
        return f"[another document, which is not read: {found.target[:_SHOWN]}{digest}]"

    def _note_fields(self) -> None:
        for code in self._fields.codes:
            self._reading.note_field(code)
        self._fields.codes.clear()

    def _shape(self, properties: etree._Element | None) -> Shape:
        chain = self._reading.styles.chain(value(properties, "pStyle"))
        outline = number(value(properties, "outlineLvl"))
        own = next((style.outline for style in chain if style.outline is not None), None)
        level = own if outline is None else outline + 1
        return Shape(
            style=chain[0].name if chain else "",
            basis=tuple(style.name for style in chain[1:]),
            outline=level if level is not None and level <= 9 else None,
            number=self._reading.number_of(properties, chain),
        )

    def _inline(
        self, element: etree._Element, line: _Line, tracked: tuple[Tracked, ...], link: str, *, hidden: bool
    ) -> None:
        """Read an element inside a paragraph."""
        tag = str(element.tag)
        if tag == f"{W}r":
            self._run(element, line, tracked, link, hidden=hidden)
            return
        if tag in _TRACKED:
            tracked = (*tracked, _tracked(element))
        elif tag == f"{W}hyperlink":
            link = self._link(element) or link
        elif tag == f"{W}fldSimple":
            self._simple_field(element, line, tracked, link, hidden=hidden)
            return
        elif tag == f"{MC}AlternateContent":
            element = self._reading.chosen(element)
        elif tag not in _THROUGH:
            self._point(element, tag, line)
            return
        for child in element:
            self._inline(child, line, tracked, link, hidden=hidden)

    def _simple_field(
        self, element: etree._Element, line: _Line, tracked: tuple[Tracked, ...], link: str, *, hidden: bool
    ) -> None:
        self._fields.follow("begin")
        self._fields.instruct(element.get(f"{W}instr", ""))
        self._fields.follow("separate")
        for child in element:
            self._inline(child, line, tracked, link, hidden=hidden)
        self._fields.follow("end")

    def _point(self, element: etree._Element, tag: str, line: _Line) -> None:
        """Read an element that marks a place, or is nothing that prints."""
        identity = element.get(f"{W}id", "")
        match tag.removeprefix(W):
            case "bookmarkStart":
                line.anchors.append(Anchor(element.get(f"{W}name", ""), len(line.runs)))
            case "commentRangeStart":
                self._reading.open_comment(identity)
            case "commentRangeEnd":
                self._reading.close_comment(identity)
            case "subDoc":
                self._reading.note("file-external", "another file is to be shown at this place; it is not read")
                line.runs.append(Run(self._unread(element)))
            case _ if tag == f"{M}r":
                words = "".join(text.text or "" for text in element.iter(f"{M}t"))
                line.runs.append(Run(words))
            case _ if tag.startswith(M):
                for each in element.iter(f"{M}r"):
                    self._point(each, f"{M}r", line)
            case _:
                pass

    def _link(self, element: etree._Element) -> str:
        anchor = element.get(f"{W}anchor", "")
        if anchor:
            return f"#{anchor}"
        found = self._links.get(element.get(f"{R}id", ""))
        return found.target if found else ""

    def _run(
        self, element: etree._Element, line: _Line, tracked: tuple[Tracked, ...], link: str, *, hidden: bool
    ) -> None:
        properties = element.find(f"{W}rPr")
        styles = self._reading.styles.chain(value(properties, "rStyle")) if value(properties, "rStyle") else ()

        def look(name: str, kind: str) -> bool:
            own = switch(properties, name)
            given = next((found for each in styles if (found := getattr(each, kind)) is not None), None)
            return bool(given) if own is None else own

        own_hidden = switch(properties, "vanish")
        hidden = (hidden or look("vanish", "hidden")) if own_hidden is None else own_hidden
        strong, emphasis = look("b", "bold"), look("i", "italic")
        given = next((each.struck for each in styles if each.struck is not None), line.is_struck)
        own_struck = struck_of(properties)
        struck = (given if own_struck is None else own_struck) and not any(each.kind in _GONE for each in tracked)
        for child in self._reading.contents(element):
            text = self._print(child, line)
            if not text or self._fields.hides or self._fields.prints_page(text):
                continue
            if hidden:
                self._reading.note_hidden(text)
                continue
            self._reading.quote(text)
            if struck:
                line.struck.append(text)
            line.runs.append(Run(text, link or self._fields.link, strong, emphasis, tracked))

    def _print(self, element: etree._Element, line: _Line) -> str:
        """Return what an element of a run prints."""
        tag = str(element.tag)
        match tag.removeprefix(W):
            case "t" | "delText":
                return _words(element)
            case "br":
                return "" if element.get(f"{W}type") in {"page", "column"} else "\n"
            case "fldChar":
                self._fields.follow(element.get(f"{W}fldCharType", ""))
            case "instrText" | "delInstrText":
                self._fields.instruct(element.text or "")
            case "commentReference":
                self._reading.refer_to_comment(element.get(f"{W}id", ""))
            case "footnoteReference" | "endnoteReference" as kind:
                self._reading.refer_to_note(kind.removesuffix("Reference"), element.get(f"{W}id", ""))
            case "sym":
                return f"[{element.get(f'{W}font', '')} {element.get(f'{W}char', '')}]"
            case _ if tag in _PICTURES:
                boxes = list(self._reading.boxes(element, _BOX))
                line.boxes += boxes
                self._reading.note_picture(element, has_text=bool(boxes))
            case _:
                return CHARACTERS.get(tag, "")
        return ""


def _words(element: etree._Element) -> str:
    """Return the text of `w:t`; white space at its ends counts only where the file says so."""
    text = (element.text or "").replace("\r\n", " ").replace("\n", " ")
    if element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve":
        return text
    return text.strip(" \t\r\n")


def _joined(line: _Line) -> tuple[Run, ...]:
    """Return the runs, neighbours that look alike as one; a bookmark keeps its place between two."""
    edges = {anchor.run for anchor in line.anchors}
    joined: list[Run] = []
    places = [0]
    for index, run in enumerate(line.runs):
        last = joined[-1] if joined else None
        if last is not None and index not in edges and _alike(last, run):
            joined[-1] = Run(last.text + run.text, run.link, run.strong, run.emphasis, run.tracked)
        else:
            joined.append(run)
        places.append(len(joined))
    line.anchors = [Anchor(anchor.name, places[anchor.run]) for anchor in line.anchors]
    return tuple(joined)


def _alike(first: Run, second: Run) -> bool:
    return (first.link, first.strong, first.emphasis, first.tracked) == (
        second.link, second.strong, second.emphasis, second.tracked,
    )  # fmt: skip
