"""Which texts of a document cannot be printed and where they come from, and what Typst says in our words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import typst

from tamdocs.document.model import (
    Block,
    Blocks,
    BulletList,
    Chart,
    Contents,
    Definitions,
    Document,
    Emphasis,
    Field,
    Inlines,
    KeyFigures,
    Link,
    Note,
    OrderedList,
    Paragraph,
    Reference,
    Section,
    Signature,
    Strong,
    Table,
    Text,
)
from tamdocs.errors import Problem
from tamdocs.writers.pdf.printable import character_name, unprintable
from tamdocs.writers.pdf.skin_files import name_beside


def unprintable_values(document: Document) -> Iterator[Problem]:
    """Yield a problem for each text of *document* that `unprintable` refuses: where it stands, and which character."""
    for place, text in _texts(document):
        reason = unprintable(text)
        if reason:
            yield Problem(f"{document.kind}.pdf", "unprintable", reason, place=place)


_NO_GLYPH = re.compile(r'the text `"(.+)"` could not be displayed', re.DOTALL)
_POSITION = re.compile(r"─ .*[/\\]([^/\\\n]+\.typ):(\d+):(\d+)\n")


def typst_problem(error: typst.TypstError, skin: str, documents: Sequence[Document]) -> Problem:
    """Return what Typst refuses: the text that has no glyph, with its place, or a line of the skin, named *skin*."""
    missing = _NO_GLYPH.search(error.message)
    if missing:
        for document in documents:
            for place, text in _texts(document):
                if missing[1] in text:
                    reason = f"{character_name(missing[1][0])} cannot be printed: none of the embedded fonts has it"
                    return Problem(f"{document.kind}.pdf", "unprintable", reason, place=place)
    found = _POSITION.search(error.diagnostic)
    hint = "; ".join(error.hints) or None
    if found is None:
        return Problem(skin, "typst", error.message, hint=hint)
    # Typst counts columns from 0.
    line, column = int(found[2]), int(found[3]) + 1
    return Problem(name_beside(skin, found[1]), "typst", error.message, line, column, hint=hint)


def _texts(document: Document) -> Iterator[tuple[str | None, str]]:
    """Yield what is printed, with the pointer of a value or the id of a clause."""
    if letter := document.letter:
        yield None, letter.sender
        for inlines in (*letter.address, *(each for detail in letter.details for each in (detail.label, detail.value))):
            yield from _inline_texts(inlines, None)
    yield None, document.title
    yield from ((None, line) for line in (document.cover.lines if document.cover else ()))
    yield from _block_texts(document.blocks, None)
    yield None, document.closing
    yield from ((None, text) for text in document.marks.values())
    yield from ((None, text) for text in (document.author, document.subject, document.label))


def _block_texts(blocks: Blocks, clause: str | None) -> Iterator[tuple[str | None, str]]:
    for block in blocks:
        inner = block.clause or block.id if isinstance(block, Section) else clause
        for inlines in _inlines(block):
            yield from _inline_texts(inlines, inner)
        for nested in _nested(block):
            yield from _block_texts(nested, inner)


def _inlines(block: Block) -> Iterator[Inlines]:
    match block:
        case Section(title=inlines) | Paragraph(inlines=inlines):
            yield inlines
        case Table(header=header, rows=rows, summary=summary):
            yield (Text(summary),)
            yield from header
            for row in rows:
                yield from row
        case Definitions(entries=entries):
            yield from (entry.term for entry in entries)
        case Chart() | KeyFigures():
            yield from _in_picture(block)
        case Signature(parties=parties):
            for party in parties:
                yield from (party.name, *party.lines)
        case Contents(title=title, entries=entries):
            yield title
            yield from (entry.title for entry in entries)
        case _:
            pass


def _in_picture(block: Chart | KeyFigures) -> Iterator[Inlines]:
    if isinstance(block, KeyFigures):
        for figure in block.figures:
            yield from (figure.value, figure.label, figure.note)
        return
    yield block.title
    names = (*block.categories, *(each.name for each in block.series), block.category_axis, block.value_axis, block.alt)
    yield from ((Text(name),) for name in names)


def _nested(block: Block) -> Iterator[Blocks]:
    match block:
        case Section(blocks=blocks) | Note(blocks=blocks):
            yield blocks
        case OrderedList(items=items) | BulletList(items=items):
            yield from (item.blocks for item in items)
        case Definitions(entries=entries):
            yield from (entry.blocks for entry in entries)
        case _:
            pass


def _inline_texts(inlines: Inlines, clause: str | None) -> Iterator[tuple[str | None, str]]:
    for inline in inlines:
        match inline:
            case Field(text=text, pointer=pointer):
                yield pointer, text
            case Text(text=text) | Reference(text=text):
                yield clause, text
            case Strong(inlines=inner) | Emphasis(inlines=inner):
                yield from _inline_texts(inner, clause)
            case Link(address=address, inlines=inner):
                yield clause, address
                yield from _inline_texts(inner, clause)
            case _:
                pass
