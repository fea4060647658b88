"""Where expressions stand in a text, each with what stands around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tamdocs.library.expressions import Expression
from tamdocs.library.lint.subject import Subject, Written, outline_clauses
from tamdocs.library.lint.units import VALUE, Unit, flat
from tamdocs.library.template import (
    ChartTemplate,
    Each,
    FiguresTemplate,
    Repeat,
    Slot,
    TableTemplate,
    TemplateBlocks,
    When,
    child_blocks,
)


@dataclass(frozen=True, slots=True)
class Site:
    text: Written
    expression: Expression
    line: int
    guards: tuple[Expression, ...]
    loops: tuple[Repeat, ...]
    printed: bool
    """Whether its value is printed or gone through; else it is only tested."""

    @property
    def unit(self) -> Unit:
        return Unit("expression", (), self.line)


def sites(subject: Subject) -> Iterator[Site]:
    """Yield every expression of every clause, with the conditions of the outline and of the clause around it."""
    outer = {
        (kind, path[-1].clause): tuple(each.condition for each in path if each.condition)
        for kind, outline in subject.edition.outlines.items()
        for path in outline_clauses(outline.entries)
    }
    for text in subject.texts:
        guards = outer.get((text.clause.document, text.clause.id), ())
        yield from _in_blocks(text, text.text.blocks, guards, ())
        for unit in text.units:
            for inline in flat(unit.inlines):
                if isinstance(inline, Slot):
                    guard = (*guards, *unit.guards)
                    # A number that is left out makes a gap in a chart.
                    printed = unit.kind != VALUE
                    yield Site(text, inline.expression, inline.line, guard, unit.loops, printed)


def _in_blocks(
    text: Written, blocks: TemplateBlocks, outer: tuple[Expression, ...], repeats: tuple[Repeat, ...]
) -> Iterator[Site]:
    """Yield the conditions and repeats of *blocks*."""
    for block in blocks:
        guards, loops = outer, repeats
        match block:
            case When():
                yield Site(text, block.condition, block.line, guards, loops, printed=False)
                guards = (*guards, block.condition)
            case (
                Each(repeat=Repeat() as repeat)
                | TableTemplate(repeat=Repeat() as repeat)
                | ChartTemplate(repeat=Repeat() as repeat)
                | FiguresTemplate(repeat=Repeat() as repeat)
            ):
                yield Site(text, repeat.items, block.line, guards, loops, printed=True)
                loops = (*loops, repeat)
            case _:
                pass
        yield from _in_blocks(text, tuple(child_blocks(block)), guards, loops)
