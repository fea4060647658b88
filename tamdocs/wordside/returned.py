"""A Word file that came back: its paragraphs with the names that they were given, as far as they still have them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from tamdocs.errors import Problem
from tamdocs.readers.docx.read import read_docx
from tamdocs.readers.docx.settle import Verdict, settle
from tamdocs.readers.docx.values import ReadBlocks, ReadDocument, ReadParagraph, ReadTable
from tamdocs.readers.faults import fault
from tamdocs.readers.package import open_package
from tamdocs.wordside.lost import STRUCK, Lost, empty_bookmarks, lost_things
from tamdocs.wordside.manifest import Manifest, read_manifest
from tamdocs.wordside.pieces import Look

_NAME = "tam_"
_ATOM = re.compile(r"tam-c\d+-a\d+")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph."""

    names: tuple[str, ...]
    """Of the paragraphs that it is or was: see `Plan`."""
    places: tuple[tuple[str, int], ...]
    """Names of the placeholders and references in it, and how many characters stand before each."""
    runs: tuple[tuple[str, Look], ...]
    style: str
    """In small letters, such as `list number 2`."""
    level: int | None
    """In its list, from 0."""

    @property
    def text(self) -> str:
        return "".join(words for words, _ in self.runs)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the words of its cells, by row."""

    cells: tuple[tuple[str, ...], ...]


Part: TypeAlias = Line | Grid


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment of somebody."""

    author: str
    text: str
    quoted: str
    name: str
    """Of the paragraph that it is about; empty outside of all."""


@dataclass(frozen=True, slots=True)
class Returned:
    source: str
    """What the file is called in messages."""
    manifest: Manifest
    parts: tuple[Part, ...]
    remarks: tuple[Remark, ...]
    warnings: tuple[Problem, ...]
    lost: tuple[Lost, ...]
    """What is in the file and cannot be in a clause."""


def read_returned(data: bytes, source: str, verdict: Verdict) -> Returned:
    """Return what the Word file *data* holds, with its tracked changes *verdict*.

    Raises:
        ReadError: It is no Word file that can be read, or none that was made for editing.
    """
    document = read_docx(data, source)
    package = open_package(data, source)
    names = [name for name in package.names if name.casefold().startswith("customxml/item") and name.endswith(".xml")]
    found = (read_manifest(package.xml(name)) for name in names[:50])
    manifest = next((each for each in found if each is not None), None)
    if manifest is None:
        message = "this file was not made for editing clauses, or has lost what it was made from"
        hint = "make one with: tamdocs library export KIND --lang LANGUAGE --region REGION"
        raise fault(source, "not-for-editing", message, hint=hint)
    main = next(each.target for each in package.relationships("").values() if each.kind == "officeDocument")
    root = package.xml(main)
    parts = tuple(_parts(settle(document, verdict), frozenset(empty_bookmarks(root, verdict))))
    lost = tuple(lost_things(root, verdict))
    told = {"file-picture"} | ({"file-struck-text"} if any(each.what == STRUCK for each in lost) else set())
    warnings = tuple(each for each in document.remarks if each.code not in told)
    return Returned(source, manifest, parts, tuple(_remarks(document)), warnings, lost)


def _parts(blocks: ReadBlocks, empty: frozenset[str]) -> Iterator[Part]:
    """Yield the paragraphs and tables of *blocks* that say something or bear a name."""
    for block in blocks:
        if isinstance(block, ReadTable):
            yield Grid(tuple(tuple(_cell(cell.blocks) for cell in row.cells) for row in block.rows))
            continue
        line = _line(block, empty)
        if line.names or line.text.strip():
            yield line


def _cell(blocks: ReadBlocks) -> str:
    return "\n".join(block.text for block in blocks if isinstance(block, ReadParagraph)).strip()


def _line(paragraph: ReadParagraph, empty: frozenset[str] = frozenset()) -> Line:
    offsets = [0]
    for run in paragraph.runs:
        offsets.append(offsets[-1] + len(run.text))
    found = [
        (anchor.name.casefold().replace("_", "-"), offsets[anchor.run])
        for anchor in paragraph.anchors
        if anchor.name.casefold().startswith(_NAME)
    ]
    names = tuple(name for name, _ in found if not _ATOM.fullmatch(name))
    runs = tuple(
        (run.text.replace("\t", " "), Look(run.strong, run.emphasis, "" if run.link.startswith("#") else run.link))
        for run in paragraph.runs
    )
    level = paragraph.shape.number[1] if paragraph.shape.number else None
    return Line(
        names,
        tuple(each for each in found if each[0] not in names and each[0] not in empty),
        runs,
        paragraph.shape.style,
        level,
    )


def _remarks(document: ReadDocument) -> Iterator[Remark]:
    names: list[str] = []
    for block in document.blocks:
        own = _line(block).names if isinstance(block, ReadParagraph) else ()
        names.append(own[0] if own else names[-1] if names else "")
    for comment in document.comments:
        index = document.commented.get(comment.id)
        name = names[index] if index is not None and index < len(names) else ""
        yield Remark(comment.author, comment.text, comment.quoted, name)
