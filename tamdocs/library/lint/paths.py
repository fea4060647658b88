"""Which values the words and conditions of a text depend on."""

from __future__ import annotations

from collections.abc import Iterator

from tamdocs.library.lint.order_shape import Path, full_path
from tamdocs.library.lint.units import flat, units_of
from tamdocs.library.template import (
    ChartTemplate,
    Each,
    FiguresTemplate,
    Repeat,
    Slot,
    TableTemplate,
    TemplateBlocks,
    When,
)


def paths_in(blocks: TemplateBlocks, loops: tuple[Repeat, ...] = ()) -> Iterator[Path]:
    """Yield every dotted name of *blocks*, with the names of repeats replaced by what they go through."""
    for unit in units_of(blocks):
        for inline in flat(unit.inlines):
            if isinstance(inline, Slot):
                yield from (full_path(path, unit.loops) for path in inline.expression.paths)
        for guard in unit.guards:
            yield from (full_path(path, unit.loops) for path in guard.paths)
        for index, repeat in enumerate(unit.loops):
            yield from (full_path(path, unit.loops[:index]) for path in repeat.items.paths)
    for block in blocks:
        match block:
            case (
                Each(repeat=Repeat() as repeat)
                | TableTemplate(repeat=Repeat() as repeat)
                | ChartTemplate(repeat=Repeat() as repeat)
                | FiguresTemplate(repeat=Repeat() as repeat)
            ):
                yield from (full_path(path, loops) for path in repeat.items.paths)
            case When():
                yield from (full_path(path, loops) for path in block.condition.paths)
            case _:
                pass
