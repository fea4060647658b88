"""Which names an expression may use, checked before any order is run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from tamdocs.errors import LibraryError, Problem
from tamdocs.library.expressions import Expression
from tamdocs.library.hints import did_you_mean
from tamdocs.library.template import (
    DetailsTemplate,
    Each,
    EntriesTemplate,
    ListTemplate,
    NoteTemplate,
    OutwardLink,
    ParagraphTemplate,
    SignatureTemplate,
    Slot,
    TableTemplate,
    TemplateBlock,
    TemplateBlocks,
    TemplateInlines,
    When,
    Wrapped,
    child_blocks,
)
from tamdocs.orders.model import Order

ORDER_NAMES = frozenset(field.name for field in fields(Order))
DERIVED_NAMES = frozenset({"service", "region", "vendor", "law", "edition", "language", "prevailing", "contacts"})
DOCUMENT_NAMES = frozenset({"document"})
"""Known in the marks only, which are printed on the pages of a document."""
KNOWN_NAMES = ORDER_NAMES | DERIVED_NAMES


def check_names(written: TemplateBlocks | Expression | None, where: Problem) -> None:
    """Refuse every name in *written* that no order has.

    Raises:
        LibraryError: With the source and place of *where*, and the line of each name.
    """
    if isinstance(written, Expression):
        unknown = [(name, where.line) for name in sorted(written.names - KNOWN_NAMES)]
    else:
        unknown = list(_unknown(written or (), KNOWN_NAMES))
    if unknown:
        raise LibraryError([unknown_name(name, where, line) for name, line in unknown])


def unknown_name(name: str, where: Problem, line: int | None) -> Problem:
    """Return the problem of a name that nothing has."""
    hint = did_you_mean(name, KNOWN_NAMES) or "docs/clauses.md lists the names"
    return Problem(where.source, "unknown-name", f"there is no `{name}`", line, None, where.place, hint)


def _unknown(blocks: TemplateBlocks, known: frozenset[str]) -> Iterator[tuple[str, int]]:
    for block in blocks:
        inner = known
        match block:
            case When():
                yield from _missing(block.condition, known, block.line)
            case Each():
                yield from _missing(block.repeat.items, known, block.line)
                inner = known | {block.repeat.name}
            case TableTemplate():
                yield from _unknown_in_table(block, known)
            case _:
                for inlines in _own_inlines(block):
                    yield from _unknown_in_words(inlines, known)
        yield from _unknown(tuple(child_blocks(block)), inner)


def _unknown_in_table(table: TableTemplate, known: frozenset[str]) -> Iterator[tuple[str, int]]:
    inner = known
    if table.repeat:
        yield from _missing(table.repeat.items, known, table.line)
        inner = known | {table.repeat.name}
    for cell in table.header:
        yield from _unknown_in_words(cell, known)
    for row in table.rows:
        for cell in row:
            yield from _unknown_in_words(cell, inner)


def _own_inlines(block: TemplateBlock) -> Iterator[TemplateInlines]:
    match block:
        case ParagraphTemplate():
            yield block.inlines
        case EntriesTemplate() | SignatureTemplate():
            for entry in block.entries:
                yield entry.term
        case ListTemplate() | DetailsTemplate() | NoteTemplate() | TableTemplate() | When() | Each():
            pass


def _unknown_in_words(inlines: TemplateInlines, known: frozenset[str]) -> Iterator[tuple[str, int]]:
    for inline in inlines:
        match inline:
            case Slot():
                yield from _missing(inline.expression, known, inline.line)
            case Wrapped() | OutwardLink():
                yield from _unknown_in_words(inline.inlines, known)
            case _:
                pass


def _missing(expression: Expression, known: frozenset[str], line: int) -> Iterator[tuple[str, int]]:
    for name in sorted(expression.names - known):
        yield name, line
