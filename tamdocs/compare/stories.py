"""What stands beside the body of a Word file: page headers and footers, footnotes and endnotes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tamdocs.compare.edits import Edit, Place, story_edits
from tamdocs.compare.marking import Marker
from tamdocs.compare.nodes import Nodes
from tamdocs.compare.places import Places
from tamdocs.compare.plain import plain_text
from tamdocs.document.model import Paragraph, Text
from tamdocs.readers.docx.settle import Verdict, settle_blocks
from tamdocs.readers.docx.values import ReadBlocks, ReadDocument, ReadParagraph

_PARTS = {"header": "page header", "footer": "page footer", "footnote": "footnote", "endnote": "endnote"}


def edits_beside(issued: ReadDocument, returned: ReadDocument, places: Places) -> Iterator[Edit]:
    """Yield the edits of page headers and footers, and of notes.

    Programs differ in how many headers a file has for the same pages, so each line counts once.
    """
    for kind in ("header", "footer"):
        yield from _edits(_of_kind(issued, kind), _of_kind(returned, kind), Place("", "", "", _PARTS[kind]))
    for kind in ("footnote", "endnote"):
        before, after = _notes(issued, kind), _notes(returned, kind)
        if list(before.values()) == list(after.values()):
            continue
        clauses = {line: places.at(returned.noted.get(name, 0)) for name, lines in after.items() for line in lines}
        gone = [line for lines in before.values() for line in lines]
        new = [line for lines in after.values() for line in lines]
        for edit in _edits(gone, new, Place("", "", "", _PARTS[kind])):
            place = clauses.get(edit.after)
            yield edit if place is None else Edit(
                Place(place.clause, place.number, place.title, _PARTS[kind]), edit.what, edit.before, edit.after,
                edit.words,
            )  # fmt: skip


def lines_beside(read: ReadDocument) -> tuple[list[str], list[str]]:
    """Return the lines of the page headers, and of the page footers."""
    return _of_kind(read, "header"), _of_kind(read, "footer")


def _edits(before: Sequence[str], after: Sequence[str], place: Place) -> Iterator[Edit]:
    if before == after:
        return
    sides = [tuple(Paragraph((Text(line),)) for line in side) for side in (before, after)]
    yield from story_edits(Marker(Nodes(*sides)).blocks(*sides), place)


def _of_kind(read: ReadDocument, kind: str) -> list[str]:
    """Return the lines of the page headers or footers, sorted: the order of parts says nothing."""
    stories = (blocks for name, blocks in read.stories.items() if name.startswith(f"{kind} "))
    return sorted({line for blocks in stories for line in _lines(read, blocks)})


def _notes(read: ReadDocument, kind: str) -> Mapping[str, list[str]]:
    return {name: list(_lines(read, blocks)) for name, blocks in read.stories.items() if name.startswith(f"{kind} ")}


def _lines(read: ReadDocument, blocks: ReadBlocks, verdict: Verdict = "accepted") -> Iterator[str]:
    for block in settle_blocks(blocks, read, verdict):
        if isinstance(block, ReadParagraph):
            if text := plain_text(block.text.replace("\n", " ")):
                yield text
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from _lines(read, cell.blocks, verdict)
