"""In which clause a block of a Word file stands."""

from __future__ import annotations

from collections.abc import Iterator

from tamdocs.compare.edits import Place
from tamdocs.compare.plain import plain_text
from tamdocs.document.model import Blocks, Document, Section
from tamdocs.document.text import inlines_text
from tamdocs.readers.docx.roles import role_of
from tamdocs.readers.docx.values import ReadDocument, ReadParagraph

_ABOVE = Place("", "", "", "")


class Places:
    """Knows where the blocks of a file stand in the document that was read from it."""

    def __init__(self, read: ReadDocument, document: Document) -> None:
        sections = {plain_text(place.title): place for place in sections_of(document.blocks)}
        titles: list[Place | None] = [
            sections.get(plain_text(block.text))
            if isinstance(block, ReadParagraph) and role_of(block).kind == "heading"
            else None
            for block in read.blocks
        ]
        self._places: list[Place] = [_ABOVE]
        for title in titles:
            self._places.append(self._places[-1] if title is None else title)

    def at(self, block: int) -> Place:
        """Return the place of the block with that index."""
        return self._places[min(block + 1, len(self._places) - 1)]


def sections_of(blocks: Blocks) -> Iterator[Place]:
    """Yield the place of each section in *blocks*."""
    for block in blocks:
        if isinstance(block, Section):
            yield Place(block.id, block.number, inlines_text(block.title), "")
            yield from sections_of(block.blocks)
