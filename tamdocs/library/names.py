"""Which names and members an expression may use, checked before any order is run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tamdocs.errors import LibraryError, Problem
from tamdocs.library.expressions import Expression
from tamdocs.library.hints import did_you_mean
from tamdocs.library.kind_check import Fault, expression_faults, kind_of, printing_faults, prose_faults
from tamdocs.library.kinds import Kinds, known_kinds
from tamdocs.library.template import (
    ChartTemplate,
    Each,
    EntriesTemplate,
    FiguresTemplate,
    OutwardLink,
    ParagraphTemplate,
    ProseTemplate,
    Repeat,
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


class _Found(NamedTuple):
    fault: Fault
    line: int | None


def check_names(written: TemplateBlocks | Expression | None, where: Problem, names: Kinds | None = None) -> None:
    """Refuse every name in *written* that no order has, every member that nothing has, every comparison that fails.

    Args:
        where: Its source and place, and for an expression its line, stand in the problems.
        names: Those of an edition; else only what every edition has is judged.

    Raises:
        LibraryError: With the line of each.
    """
    known = known_kinds() if names is None else names
    if isinstance(written, Expression):
        _refuse(_faults(written, known, where.line), where)
    else:
        _refuse(_in_blocks(written or (), known), where)


def check_printed(expression: Expression, where: Problem, names: Kinds) -> None:
    """Refuse *expression* as `check_names` does, and where its value is of a kind that a filter must print.

    Raises:
        LibraryError: As `check_names`.
    """
    _refuse(_printed_faults(expression, names, where.line), where)


def _refuse(found: Iterator[_Found], where: Problem) -> None:
    problems = [
        Problem(where.source, fault.code, fault.message, line, None, where.place, fault.hint)
        for fault, line in dict.fromkeys(found)
    ]
    if problems:
        raise LibraryError(problems)


def _printed_faults(expression: Expression, names: Kinds, line: int | None) -> Iterator[_Found]:
    yield from _faults(expression, names, line)
    for fault in printing_faults(expression.tree, names):
        yield _Found(fault, line)


def _faults(expression: Expression, names: Kinds, line: int | None) -> Iterator[_Found]:
    for name in sorted(expression.names - names.keys()):
        hint = did_you_mean(name, names) or "docs/clauses.md lists the names"
        yield _Found(Fault("unknown-name", f"there is no `{name}`", hint), line)
    for fault in expression_faults(expression.tree, names):
        yield _Found(fault, line)


def _in_blocks(blocks: TemplateBlocks, names: Kinds) -> Iterator[_Found]:
    for block in blocks:
        inner = names
        match block:
            case When():
                yield from _faults(block.condition, names, block.line)
            case Each():
                yield from _in_repeat(block.repeat, names, block.line)
                inner = _in_loop(block.repeat, names)
            case TableTemplate():
                yield from _in_rows(block, block.header, names)
            case ChartTemplate():
                yield from _in_rows(block, (*block.options, *block.header), names)
            case FiguresTemplate():
                yield from _in_rows(block, (), names)
            case ProseTemplate(expression=expression):
                yield from _faults(expression, names, block.line)
                for fault in prose_faults(expression.tree, names):
                    yield _Found(fault, block.line)
            case _:
                for inlines in _own_inlines(block):
                    yield from _in_words(inlines, names)
        yield from _in_blocks(tuple(child_blocks(block)), inner)


def _in_rows(
    block: TableTemplate | ChartTemplate | FiguresTemplate, outer: tuple[TemplateInlines, ...], names: Kinds
) -> Iterator[_Found]:
    """Yield the faults in the rows of *block*, and in *outer*, what stands around them."""
    inner = names
    if block.repeat:
        yield from _in_repeat(block.repeat, names, block.line)
        inner = _in_loop(block.repeat, names)
    for cell in outer:
        yield from _in_words(cell, names)
    for row in block.rows:
        for cell in row:
            yield from _in_words(cell, inner)


def _in_repeat(repeat: Repeat, names: Kinds, line: int) -> Iterator[_Found]:
    yield from _faults(repeat.items, names, line)
    kind = kind_of(repeat.items.tree, names)
    if kind and not kind.item:
        yield _Found(Fault("not-a-list", f"`{repeat.items.source}` is {kind.words} and no list", None), line)


def _in_loop(repeat: Repeat, names: Kinds) -> Kinds:
    kind = kind_of(repeat.items.tree, names)
    return {**names, repeat.name: kind and kind.item}


def _own_inlines(block: TemplateBlock) -> Iterator[TemplateInlines]:
    match block:
        case ParagraphTemplate():
            yield block.inlines
        case EntriesTemplate() | SignatureTemplate():
            for entry in block.entries:
                yield entry.term
        case _:
            pass


def _in_words(inlines: TemplateInlines, names: Kinds) -> Iterator[_Found]:
    for inline in inlines:
        match inline:
            case Slot():
                yield from _printed_faults(inline.expression, names, inline.line)
            case Wrapped() | OutwardLink():
                yield from _in_words(inline.inlines, names)
            case _:
                pass
