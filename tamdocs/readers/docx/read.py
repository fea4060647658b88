"""Reads a Word file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from tamdocs.errors import ReadError
from tamdocs.readers.docx.blocks import BlockReader
from tamdocs.readers.docx.comments import read_comments
from tamdocs.readers.docx.lists import read_lists
from tamdocs.readers.docx.names import W
from tamdocs.readers.docx.reading import Reading
from tamdocs.readers.docx.styles import StyleSheet
from tamdocs.readers.docx.values import ReadBlocks, ReadDocument
from tamdocs.readers.faults import fault
from tamdocs.readers.package import Package, Relationship, open_package

_MAIN = "wordprocessingml.document.main+xml"
_KINDS = {
    "application/vnd.ms-word.document.macroEnabled.main+xml": "macros",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": "macros",
    f"application/vnd.openxmlformats-officedocument.{_MAIN}": "",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": "",
}
_RUNS = ("vbaproject", "activex", "oleobject", "attachedtoolbars")
_FURNITURE = ("header", "footer")
_HARMLESS = frozenset({"hyperlink"})
_SHOWN = 120
_DC, _TERMS = "{http://purl.org/dc/elements/1.1/}", "{http://purl.org/dc/terms/}"
_CORE = {"title": _DC, "language": _DC, "creator": _DC, "created": _TERMS}


def read_docx(data: bytes, source: str) -> ReadDocument:
    """Return the Word file *data* as plain values; nothing in it is followed or run.

    Args:
        data: The file, `.docx` or `.docm`.
        source: What it is called in a message.

    Raises:
        ReadError: It is no Word file, is broken, or costs more than the limits allow.
    """
    package = open_package(data, source)
    main = _main_part(package)
    parts = package.relationships(main)
    numbering = _root(package, parts, "numbering")
    reading = Reading(package, StyleSheet(_root(package, parts, "styles")), numbering)
    _note_dangers(reading, main)
    body = package.xml(main).find(f"{W}body")
    if body is None:
        raise fault(source, "file-broken", f"the part {main} has no body", part=main)
    blocks = BlockReader(reading, main, is_body=True).read(body)
    stories = dict(_stories(reading, parts))
    comments = tuple(read_comments(reading, _root(package, parts, "comments"), _threads(reading, parts)))
    core = _core(package)
    return ReadDocument(
        source=source,
        blocks=blocks,
        lists=read_lists(numbering),
        stories=stories,
        comments=comments,
        commented=dict(reading.commented),
        noted=dict(reading.noted),
        language=core["language"],
        title=core["title"],
        author=core["creator"],
        created=core["created"],
        remarks=tuple(reading.remarks),
    )


def _main_part(package: Package) -> str:
    """Return the part with the text.

    Raises:
        ReadError: The file is none of Word.
    """
    found = (each for each in package.relationships("").values() if each.kind == "officeDocument")
    main = next((each.target for each in found if each.target in package), "")
    kind = package.type_of(main) if main and "[Content_Types].xml" in package else ""
    if kind not in _KINDS:
        message = "this is no Word file" + (", but a spreadsheet or a presentation" if "officedocument" in kind else "")
        raise fault(package.source, "file-kind", message, hint="open it in Word and save it as .docx")
    return main


def _root(package: Package, parts: Mapping[str, Relationship], kind: str) -> etree._Element | None:
    """Return the root of the first part of that *kind* among *parts*; None if there is none."""
    targets = (each.target for each in parts.values() if each.kind == kind and not each.external)
    part = next((target for target in targets if target in package), None)
    return None if part is None else package.xml(part)


def _threads(reading: Reading, parts: Mapping[str, Relationship]) -> etree._Element | None:
    """Return the part that says which comment answers which, if it can be read: the comments can be without it."""
    try:
        return _root(reading.package, parts, "commentsExtended")
    except ReadError as error:
        if error.problems[0].code != "file-broken":
            raise
        reading.note("file-broken", "which comment answers which cannot be read", place=error.problems[0].place)
        return None


def _note_dangers(reading: Reading, main: str) -> None:
    """Note what Word would run, open or fetch."""
    package = reading.package
    if "macro" in package.type_of(main) or any(_RUNS[0] in name.casefold() for name in package.names):
        reading.note("file-macros", "the file carries macros; they were not run", place=main)
    if any(mark in name.casefold() for name in package.names for mark in _RUNS[1:]):
        reading.note("file-object", "the file carries embedded programs or objects; they were not opened", place=main)
    for name in package.names:
        if not name.endswith(".rels"):
            continue
        folder, _, own = name.rpartition("_rels/")
        for each in package.relationships(folder + own.removesuffix(".rels")).values():
            if each.external and each.kind not in _HARMLESS:
                shown = each.target[:_SHOWN]
                reading.note(
                    "file-external", f"the file refers to {shown} ({each.kind}); it was not fetched", place=name
                )


def _stories(reading: Reading, parts: Mapping[str, Relationship]) -> Iterator[tuple[str, ReadBlocks]]:
    """Yield page headers and footers, and notes, that say something; the order is that of the file."""
    for kind in _FURNITURE:
        targets = dict.fromkeys(each.target for each in parts.values() if each.kind == kind and not each.external)
        for index, part in enumerate((each for each in targets if each in reading.package), 1):
            yield f"{kind} {index}", BlockReader(reading, part, is_body=False).read(reading.package.xml(part))
    for kind in ("footnote", "endnote"):
        part = next((each.target for each in parts.values() if each.kind == f"{kind}s" and not each.external), "")
        if part in reading.package:
            for note in reading.package.xml(part).iterchildren(f"{W}{kind}"):
                if note.get(f"{W}type", "normal") == "normal":
                    name = f"{kind} {note.get(f'{W}id', '')}"
                    reading.block = reading.noted.get(name, reading.block)  # a comment on it stands there
                    yield name, BlockReader(reading, part, is_body=False).read(note)


def _core(package: Package) -> Mapping[str, str]:
    """Return what the file says of itself."""
    part = next((each.target for each in package.relationships("").values() if each.kind == "core-properties"), "")
    root = package.xml(part) if part in package else etree.Element("nothing")
    return {name: root.findtext(f"{space}{name}") or "" for name, space in _CORE.items()}
