"""The blocks of a redline as WordprocessingML; `body` writes the same blocks of a document."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from tamdocs.document.model import BulletList, Inlines, Item, OrderedList, Paragraph, Section
from tamdocs.document.redline import (
    MarkedBlock,
    MarkedBlocks,
    MarkedContents,
    MarkedDefinition,
    MarkedDefinitions,
    MarkedItem,
    MarkedList,
    MarkedNote,
    MarkedParagraph,
    MarkedSection,
    MarkedSignature,
    MarkedTable,
    Standing,
)
from tamdocs.writers.docx.body import DEFINITION_DEPTH, LINE_BREAK, TAB, TERM_UNIT, in_item, in_note, list_level
from tamdocs.writers.docx.draft import Place
from tamdocs.writers.docx.plain_width import plain_width
from tamdocs.writers.docx.revisions_contents import write_contents
from tamdocs.writers.docx.revisions_draft import RedlineDraft, Shape, Sides, inner, present
from tamdocs.writers.docx.revisions_tables import write_signature, write_table
from tamdocs.writers.docx.styles import HEADING_LEVELS, HEADINGS, LIST_BULLET, LIST_CONTINUE, LIST_NUMBER


def write_blocks(draft: RedlineDraft, blocks: MarkedBlocks, place: Place, outer: Standing) -> None:
    """Add *blocks*, which stand at *place* inside a node with the standing *outer*, to *draft*."""
    for block in blocks:
        standing = inner(outer, block.pair)
        if standing is not None:
            with draft.moving(block.pair):
                _write_block(draft, block, place, standing)


def _write_block(draft: RedlineDraft, block: MarkedBlock, place: Place, standing: Standing) -> None:
    match block:
        case MarkedParagraph():
            sides = _alike(standing, Shape(place.style, place.properties))
            draft.revised(standing, sides, draft.words(block.words, draft.runs.plain, standing), _ids(block))
        case MarkedSection():
            _write_section(draft, block, place, standing)
        case MarkedList():
            _write_list(draft, block, place, standing)
        case MarkedTable():
            write_table(draft, block, place.indent, standing)
        case MarkedDefinitions():
            for entry in block.entries:
                own = inner(standing, entry.pair)
                if own is not None:
                    with draft.moving(entry.pair):
                        _write_definition(draft, entry, own)
        case MarkedNote():
            write_blocks(draft, block.blocks, in_note(draft, place), standing)
        case MarkedSignature():
            write_signature(draft, block, place.indent, standing)
        case MarkedContents():
            write_contents(draft, block, standing)
        case _:
            assert_never(block)


def _write_section(draft: RedlineDraft, section: MarkedSection, place: Place, standing: Standing) -> None:
    draft.clause = section.pair.shown.id

    def shape(side: str, node: Section | None) -> Shape | None:
        if node is None:
            return None
        style = draft.styles.ids[HEADINGS[min(node.level, HEADING_LEVELS) - 1]]
        return Shape(style, draft.numbers_of(side).heading(node.level, node.number))

    before, after = present(section.pair, standing)
    sides = Sides(shape("before", before), shape("after", after))
    draft.revised(standing, sides, draft.words(section.title, draft.runs.bold, standing), _ids(section))
    write_blocks(draft, section.blocks, place, standing)


def _write_list(draft: RedlineDraft, block: MarkedList, place: Place, standing: Standing) -> None:
    depth = list_level(place)
    kind = block.pair.shown
    styles = LIST_NUMBER if isinstance(kind, OrderedList) else LIST_BULLET
    shape = _item_shapes(draft, kind, draft.styles.ids[styles[depth]], depth)
    within = in_item(draft, place)
    for item in block.items:
        own = inner(standing, item.pair)
        if own is not None:
            with draft.moving(item.pair):
                _write_item(draft, item, own, shape, within)


def _item_shapes(
    draft: RedlineDraft, kind: OrderedList | BulletList, style: str, depth: int
) -> Callable[[str, Item | None], Shape | None]:
    """Return what gives the shape of an item on a side; it counts, so it is asked once for each item and side."""
    if isinstance(kind, BulletList):
        return lambda _, item: Shape(style) if item else None
    level, number = kind.level, draft.new_list()
    begun: set[str] = set()

    def shape(side: str, item: Item | None) -> Shape | None:
        if item is None:
            return None
        draft.in_list(number)
        numbering = draft.numbers_of(side).item(level, item.marker, depth, first=side not in begun)
        begun.add(side)
        return Shape(style, numbering)

    return shape


def _write_item(
    draft: RedlineDraft,
    item: MarkedItem,
    standing: Standing,
    shape: Callable[[str, Item | None], Shape | None],
    within: Place,
) -> None:
    """Add *item*: its first paragraph carries the number. An item that begins with none has an empty one for it."""
    before, after = present(item.pair, standing)
    sides = Sides(shape("before", before), shape("after", after))
    match item.blocks:
        case (MarkedParagraph() as lead, *rest):
            runs = draft.words(lead.words, draft.runs.plain, standing)
            draft.revised(standing, sides, runs, (*_ids(item), *_ids(lead)))
            write_blocks(draft, tuple(rest), within, standing)
        case rest:
            draft.revised(standing, sides, "", _ids(item))
            write_blocks(draft, tuple(rest), within, standing)


def _write_definition(draft: RedlineDraft, entry: MarkedDefinition, standing: Standing) -> None:
    """Add *entry*: the term, and its meaning beside it, or below where the term is too long."""
    before, after = present(entry.pair, standing)
    sides = _alike(standing, Shape(draft.styles.ids["Definition"]))
    runs = draft.bookmarked_here(draft.words(entry.term, draft.runs.term, standing), standing, _ids(entry))
    match entry.blocks:
        case (MarkedParagraph() as lead, *rest):
            first, second = present(lead.pair, standing)
            gaps = (
                _gap(draft, before.term) if before and first else None,
                _gap(draft, after.term) if after and second else None,
            )
            runs += draft.changed_runs(*gaps, standing)
            meaning = draft.words(lead.words, draft.runs.plain, standing)
            runs += draft.bookmarked_here(meaning, standing, _ids(lead))
        case rest:
            pass
    draft.revised(standing, sides, runs)
    name = LIST_CONTINUE[DEFINITION_DEPTH - 1]
    within = Place(DEFINITION_DEPTH, draft.styles.ids[name], draft.styles.indents[name].left)
    write_blocks(draft, tuple(rest), within, standing)


def _gap(draft: RedlineDraft, term: Inlines) -> str:
    return TAB if plain_width(term) * TERM_UNIT < draft.styles.indents["Definition"].left else LINE_BREAK


def _alike(standing: Standing, shape: Shape) -> Sides:
    """Return a paragraph that looks the same on each side on which it stands."""
    return Sides(
        None if standing in {"inserted", "moved-here"} else shape,
        None if standing in {"deleted", "moved-away"} else shape,
    )


def _ids(node: MarkedSection | MarkedParagraph | MarkedItem | MarkedDefinition) -> tuple[str, ...]:
    """Return the ids of a node after and before."""
    sides: tuple[Section | Paragraph | Item | object | None, ...] = (node.pair.after, node.pair.before)
    return tuple(name for side in sides if (name := getattr(side, "id", "")))
