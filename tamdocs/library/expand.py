"""Fills a clause for one agreement: conditions decided, repeats made, values put in as fields.

What comes out is the document tree, but for the numbers and the words of references, which `number` works out when
all clauses stand in their places: until then a marker and the text of a reference are empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from tamdocs.document.model import (
    Block,
    Blocks,
    BulletList,
    Column,
    Definition,
    Definitions,
    Inline,
    Inlines,
    Item,
    LineBreak,
    Note,
    OrderedList,
    Paragraph,
    Signature,
    SignatureParty,
    Table,
)
from tamdocs.errors import LibraryError, Problem
from tamdocs.library.agreement import pointer_of
from tamdocs.library.clause_markdown import ClauseText
from tamdocs.library.expand_pictures import expand_chart, expand_figures
from tamdocs.library.expand_words import expand_inlines
from tamdocs.library.prose import read_prose
from tamdocs.library.scope import Scope
from tamdocs.library.template import (
    ChartTemplate,
    DetailsTemplate,
    Each,
    EntriesTemplate,
    Entry,
    FiguresTemplate,
    ItemTemplate,
    ListTemplate,
    NoteTemplate,
    ParagraphTemplate,
    ProseTemplate,
    SignatureTemplate,
    TableTemplate,
    TemplateBlock,
    TemplateBlocks,
    When,
)

_LABEL_SHARE = 0.3
"""Of the width of a table of labels and values."""


def expand_clause(
    text: ClauseText, clause: str, names: Mapping[str, object], pointers: Mapping[str, str] | None = None
) -> Blocks:
    """Return the blocks of *text* for the agreement that *names* describe.

    Args:
        pointers: Where the values of names come from that are no names of an order, as `Field.pointer` has it.

    Raises:
        LibraryError: A value is missing, or cannot be printed, or a table has no rows.
    """
    return _blocks(text.blocks, Scope(text.source, clause, names, pointers or {}), 0)


def _blocks(templates: TemplateBlocks, scope: Scope, depth: int) -> Blocks:
    return _merged(block for template in templates for block in _block(template, scope, depth))


def _block(template: TemplateBlock, scope: Scope, depth: int) -> Iterable[Block]:
    match template:
        case ParagraphTemplate():
            return (Paragraph(expand_inlines(template.inlines, scope), template.id),)
        case ListTemplate():
            return (_list(template, scope, depth),)
        case EntriesTemplate():
            return (Definitions(tuple(_definition(entry, scope, depth) for entry in template.entries)),)
        case TableTemplate():
            return (_table(template, scope),)
        case DetailsTemplate():
            return (_details(template, scope),)
        case ChartTemplate():
            return (expand_chart(template, scope),)
        case FiguresTemplate():
            return (expand_figures(template, scope),)
        case ProseTemplate():
            return _prose(template, scope, depth)
        case NoteTemplate():
            return (Note(_blocks(template.blocks, scope, depth)),)
        case SignatureTemplate():
            return (Signature(tuple(_party(entry, scope) for entry in template.entries)),)
        case When():
            return _blocks(template.blocks, scope, depth) if scope.value(template.condition, template.line) else ()
        case Each():
            scopes = scope.items(template.repeat, template.line)
            return (block for inner in scopes for block in _blocks(template.blocks, inner, depth))


def _merged(blocks: Iterable[Block]) -> Blocks:
    """Return *blocks* with neighbouring lists of a kind as one, and so neighbouring definitions and notes.

    Only a condition stood between them.
    """
    merged: list[Block] = []
    for block in blocks:
        match merged[-1] if merged else None, block:
            case OrderedList() as before, OrderedList():
                merged[-1] = OrderedList(before.level, before.items + block.items)
            case BulletList() as before, BulletList():
                merged[-1] = BulletList(before.items + block.items)
            case Definitions() as before, Definitions():
                merged[-1] = Definitions(before.entries + block.entries)
            case Note() as before, Note():
                merged[-1] = Note(before.blocks + block.blocks)
            case _:
                merged.append(block)
    return tuple(merged)


def _list(template: ListTemplate, scope: Scope, depth: int) -> Block:
    inner = depth + template.ordered
    items = tuple(_item(item, scope, inner) for item in template.items)
    return OrderedList(depth, items) if template.ordered else BulletList(items)


def _item(template: ItemTemplate, scope: Scope, depth: int) -> Item:
    return Item("", _blocks(template.blocks, scope, depth), template.id)


def _definition(entry: Entry, scope: Scope, depth: int) -> Definition:
    return Definition(expand_inlines(entry.term, scope), _blocks(entry.blocks, scope, depth), entry.id)


def _table(template: TableTemplate, scope: Scope) -> Table:
    scopes = scope.items(template.repeat, template.line) if template.repeat else (scope,)
    rows = tuple(tuple(expand_inlines(cell, inner) for cell in row) for inner in scopes for row in template.rows)
    if not rows:
        message = "the table has no rows for this order; put it in a condition"
        raise LibraryError(Problem(scope.source, "empty-table", message, template.line, None, scope.clause))
    header = tuple(expand_inlines(cell, scope) for cell in template.header)
    return Table(template.columns, header, rows, row_headers=False, summary=template.summary)


def _details(template: DetailsTemplate, scope: Scope) -> Table:
    rows: list[tuple[Inlines, ...]] = []
    for block in _blocks(template.blocks, scope, 0):
        if not isinstance(block, Definitions):
            message = "details hold labels and values only, written as definitions"
            raise LibraryError(Problem(scope.source, "details", message, template.line, None, scope.clause))
        rows += [(entry.term, tuple(_lines(entry.blocks, template, scope))) for entry in block.entries]
    if not rows:
        message = "the details have no rows for this order; put them in a condition"
        raise LibraryError(Problem(scope.source, "empty-table", message, template.line, None, scope.clause))
    columns = (Column(_LABEL_SHARE), Column(1 - _LABEL_SHARE))
    return Table(columns, (), tuple(rows), row_headers=True, summary=template.summary)


def _prose(template: ProseTemplate, scope: Scope, depth: int) -> Blocks:
    value = scope.value(template.expression, template.line)
    pointer = pointer_of(template.expression.path, scope.loops)
    if not isinstance(value, str) or not value.strip():
        message = "this is left out or says nothing; put it in a condition" if not value else "this is no text"
        raise scope.error(template.expression, template.line, message)
    blocks = read_prose(value, scope.problem("prose", "", template.line), pointer)
    return _blocks(blocks, replace(scope, prose=pointer), depth)


def _lines(blocks: Blocks, template: DetailsTemplate, scope: Scope) -> Iterator[Inline]:
    """Yield the paragraphs of a value as the lines of one cell."""
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            message = "a value in details is made of paragraphs only"
            raise LibraryError(Problem(scope.source, "details", message, template.line, None, scope.clause))
        if index:
            yield LineBreak()
        yield from block.inlines


def _party(entry: Entry, scope: Scope) -> SignatureParty:
    lines = tuple(block.inlines for block in _blocks(entry.blocks, scope, 0) if isinstance(block, Paragraph))
    return SignatureParty(expand_inlines(entry.term, scope), lines)
