"""A letter as a document like others, for those who compare words and care for no window."""

from __future__ import annotations

from dataclasses import replace

from tamdocs.document.model import Block, Column, Document, Paragraph, Table

_LABEL_SHARE = 0.3


def without_head(document: Document) -> Document:
    """Return *document* with the address and the details of a letter as the first blocks of its text."""
    letter = document.letter
    if letter is None:
        return document
    head: list[Block] = [Paragraph(line) for line in letter.address]
    if letter.details:
        columns = (Column(_LABEL_SHARE), Column(1 - _LABEL_SHARE))
        rows = tuple((detail.label, detail.value) for detail in letter.details)
        head.append(Table(columns, (), rows, row_headers=True, summary=""))
    return replace(document, letter=None, blocks=(*head, *document.blocks))
