"""The blocks of a tree as WordprocessingML."""

from __future__ import annotations

from typing import assert_never

from tamdocs.document.model import (
    Block,
    Blocks,
    BulletList,
    Chart,
    Contents,
    Definition,
    Definitions,
    Item,
    KeyFigures,
    Note,
    OrderedList,
    Paragraph,
    Section,
    Signature,
    Table,
)
from tamdocs.writers.docx.charts import write_chart
from tamdocs.writers.docx.contents import write_contents
from tamdocs.writers.docx.draft import KEEP_NEXT, Draft, Place
from tamdocs.writers.docx.key_figures import write_key_figures
from tamdocs.writers.docx.plain_width import plain_width
from tamdocs.writers.docx.styles import HEADING_LEVELS, HEADINGS, LIST_BULLET, LIST_CONTINUE, LIST_LEVELS, LIST_NUMBER
from tamdocs.writers.docx.tables import write_signature, write_table

TAB = "<w:r><w:tab/></w:r>"
LINE_BREAK = "<w:r><w:br/></w:r>"
TERM_UNIT = 110
"""Width of a letter of a term, in twips; an East Asian character takes two."""
DEFINITION_DEPTH = 1
"""The list style whose text stands where that of a definition does."""
_LED_IN = (OrderedList, BulletList, Table, Signature, Chart, KeyFigures)


def write_blocks(draft: Draft, blocks: Blocks, place: Place) -> None:
    """Add *blocks*, which stand at *place*, to *draft*."""
    for index, block in enumerate(blocks):
        _write_block(draft, block, place, _keep(blocks, index))


def _keep(blocks: Blocks, index: int) -> str:
    """Return the property that keeps a paragraph with what it leads into: a list, a table, the place to sign."""
    return KEEP_NEXT if index + 1 < len(blocks) and isinstance(blocks[index + 1], _LED_IN) else ""


def _write_block(draft: Draft, block: Block, place: Place, keep: str) -> None:
    match block:
        case Paragraph():
            draft.paragraph(place.style, block.inlines, draft.runs.plain, keep + place.properties, (block.id,))
        case Section():
            _write_section(draft, block, place)
        case OrderedList():
            _write_ordered_list(draft, block, place)
        case BulletList():
            _write_bullet_list(draft, block, place)
        case Table():
            write_table(draft, block, place.indent)
        case Definitions():
            for entry in block.entries:
                _write_definition(draft, entry)
        case Note():
            write_blocks(draft, block.blocks, in_note(draft, place))
        case Signature():
            write_signature(draft, block, place.indent)
        case Chart():
            write_chart(draft, block, place)
        case KeyFigures():
            write_key_figures(draft, block, place.indent)
        case Contents():
            write_contents(draft, block)
        case _:
            assert_never(block)


def _write_section(draft: Draft, section: Section, place: Place) -> None:
    style = draft.styles.ids[HEADINGS[min(section.level, HEADING_LEVELS) - 1]]
    numbering = draft.numbers.heading(section.level, section.number)
    draft.paragraph(style, section.title, draft.runs.bold, numbering, (section.id,))
    write_blocks(draft, section.blocks, place)


def _write_ordered_list(draft: Draft, block: OrderedList, place: Place) -> None:
    depth = list_level(place)
    style = draft.styles.ids[LIST_NUMBER[depth]]
    inner = in_item(draft, place)
    for index, item in enumerate(block.items):
        numbering = draft.numbers.item(block.level, item.marker, depth, first=index == 0)
        _write_item(draft, item, style, numbering, inner)


def _write_bullet_list(draft: Draft, block: BulletList, place: Place) -> None:
    style = draft.styles.ids[LIST_BULLET[list_level(place)]]
    inner = in_item(draft, place)
    for item in block.items:
        _write_item(draft, item, style, "", inner)


def _write_item(draft: Draft, item: Item, style: str, numbering: str, inner: Place) -> None:
    """Add *item*: its first paragraph carries the number, the others stand under its text."""
    match item.blocks:
        case (Paragraph() as first, *rest):
            keep = _keep(item.blocks, 0)
            draft.paragraph(style, first.inlines, draft.runs.plain, keep + numbering, (item.id, first.id))
        case rest:
            draft.paragraph(style, (), draft.runs.plain, numbering, (item.id,))
    write_blocks(draft, tuple(rest), inner)


def _write_definition(draft: Draft, entry: Definition) -> None:
    """Add *entry*: the term, and its meaning beside it, or below where the term is too long."""
    style = draft.styles.ids["Definition"]
    indent = draft.styles.indents["Definition"].left
    term = draft.bookmarked(draft.runs.write(entry.term, draft.runs.term, draft.link_id), (entry.id,))
    match entry.blocks:
        case (Paragraph() as first, *rest):
            gap = TAB if plain_width(entry.term) * TERM_UNIT < indent else LINE_BREAK
            meaning = draft.runs.write(first.inlines, draft.runs.plain, draft.link_id)
            draft.raw_paragraph(style, term + gap + draft.bookmarked(meaning, (first.id,)))
        case rest:
            draft.raw_paragraph(style, term, KEEP_NEXT if rest else "")
    name = LIST_CONTINUE[DEFINITION_DEPTH - 1]
    write_blocks(draft, tuple(rest), Place(DEFINITION_DEPTH, draft.styles.ids[name], draft.styles.indents[name].left))


def list_level(place: Place) -> int:
    return min(place.depth, LIST_LEVELS - 1)


def in_item(draft: Draft, place: Place) -> Place:
    name = LIST_CONTINUE[list_level(place)]
    return Place(place.depth + 1, draft.styles.ids[name], draft.styles.indents[name].left)


def in_note(draft: Draft, place: Place) -> Place:
    indent = place.indent + draft.styles.indents["Note"].left
    shift = f'<w:ind w:left="{indent}"/>' if place.indent else ""
    return Place(place.depth, draft.styles.ids["Note"], indent, shift)
