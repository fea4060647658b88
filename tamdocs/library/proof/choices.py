"""What an order may say or leave out, one choice after the other, so that every condition meets every answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import timedelta
from functools import cache
from itertools import product
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from jinja2 import nodes

from tamdocs.library.expressions import Expression
from tamdocs.library.lint.order_shape import ITEM, Path
from tamdocs.library.model import Edition
from tamdocs.orders.model import Address, Order

_GIVEN = {("channel", "kind"), ("edition",)}
"""Given by the case and by what is proved."""
_TIED = {("channel", "reseller")}
"""Given with the channel."""


_OF_ORDER = frozenset(each.name for each in fields(Order))


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that an order decides: the values that *path* may have, None for a value that is left out."""

    path: Path
    values: tuple[object, ...]

    def concerns(self, paths: Iterable[Path]) -> bool:
        """Return whether one of *paths* leads to what this decides, or through it."""
        return any(path[: len(self.path)] == self.path or self.path[: len(path)] == path for path in paths)


def choices_of(
    edition: Edition, full: Order, constants: Mapping[Path, Sequence[object]], fewest: Callable[[Path], int]
) -> list[Choice]:
    """Return every choice of an order, those first that others depend on.

    Args:
        full: An order that says everything it may, with the data of a document where it has any.
        constants: Values that conditions compare a path with.
        fewest: How many items the list at a path has at least.
    """
    languages = [(code,) for code in edition.languages]
    day = full.term.end
    found = [
        Choice(path, (*values, ()) if _is_list_of_data(path, values) and not fewest(path) else tuple(values))
        for path, values in _written(type(full), full, ())
    ]
    found += [
        Choice(("languages",), (tuple(edition.languages), *(each for each in languages if len(edition.languages) > 1))),
        Choice(("designated_software", ITEM, "base_support_end"), (day, day - timedelta(days=1))),
        Choice(("designated_contacts",), (full.designated_contacts, full.designated_contacts * 2)),
        Choice(("designated_software",), (full.designated_software, full.designated_software * 2)),
        Choice(("renewal", "language"), tuple(edition.languages)),
    ]
    joined: dict[Path, Choice] = {}
    for choice in found:
        before = joined[choice.path].values if choice.path in joined else ()
        joined[choice.path] = Choice(choice.path, tuple(dict.fromkeys((*before, *choice.values))))
    for path, values in constants.items():
        before = joined[path].values if path in joined else (value_at(full, path),)
        joined[path] = Choice(path, tuple(dict.fromkeys((*before, *values))))
    return sorted(joined.values(), key=lambda choice: len(choice.path))


def _is_list_of_data(path: Path, values: Sequence[object]) -> bool:
    return path[0] not in _OF_ORDER and isinstance(values[0], tuple)


def _written(hint: Any, sample: object, path: Path) -> Iterator[tuple[Path, list[object]]]:
    """Yield each field below *hint* that may be left out or has few values, with its values."""
    if sample is None or path in _GIVEN:
        return
    origin = get_origin(hint)
    if origin in {Union, UnionType}:
        inner = next(each for each in get_args(hint) if each is not type(None))
        if path not in _TIED:
            yield path, [sample, None]
        yield from _written(inner, sample, path)
    elif origin is Literal:
        yield path, list(get_args(hint))
    elif hint is bool:
        yield path, [True, False]
    elif origin is tuple and isinstance(sample, tuple) and sample:
        if path[0] not in _OF_ORDER:
            yield path, [sample, sample * 2]
        yield from _written(get_args(hint)[0], sample[0], (*path, ITEM))
    elif isinstance(hint, type) and is_dataclass(hint) and hint is not Address:
        for name, kind in _fields_of(hint):
            yield from _written(kind, getattr(sample, name), (*path, name))
    elif hint is Address and isinstance(sample, Address):
        yield path, [sample, replace(sample, region=None, postal_code=None)]


@cache
def _fields_of(shape: type[Any]) -> list[tuple[str, Any]]:
    hints = get_type_hints(shape)
    return [(each.name, hints[each.name]) for each in fields(shape)]


def answered(order: Order, choices: Sequence[Choice], values: Sequence[object]) -> Order:
    """Return *order* with each of *choices* answered by one of *values*."""
    for choice, value in zip(choices, values, strict=True):
        order = put(order, choice.path, value)
    return order


def put(target: Any, path: Path, value: object) -> Any:
    """Return *target* with *value* at *path*; what *path* leads through and is left out stays so."""
    if not path:
        return value
    if target is None:
        return None
    if path[0] == ITEM:
        return tuple(put(item, path[1:], value) for item in target)
    old = getattr(target, path[0])
    new = put(old, path[1:], value)
    return target if new is old else replace(target, **{path[0]: new})


def value_at(target: Any, path: Path) -> object:
    """Return what stands at *path*, of a list in its first item; None where nothing does."""
    for part in path:
        if target is None:
            return None
        target = (target[0] if target else None) if part == ITEM else getattr(target, part, None)
    return target


def assignments(choices: Sequence[Choice], most: int) -> Iterator[tuple[object, ...]]:
    """Yield every combination of values; where those are more than *most*, rows in which every pair of values meets."""
    total = 1
    for choice in choices:
        total *= len(choice.values)
    if total <= most:
        yield from product(*(choice.values for choice in choices))
    else:
        yield from pairwise(choices)


def pairwise(choices: Sequence[Choice]) -> Iterator[tuple[object, ...]]:
    """Yield rows in which every two choices meet in every two values, and two with all first or all last values."""
    for row in _pair_rows(tuple(len(choice.values) for choice in choices)):
        yield tuple(choice.values[index] for choice, index in zip(choices, row, strict=True))


@cache
def _pair_rows(sizes: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    """Return the rows for choices with so many values each, as indices of these."""
    open_pairs = {
        (one, first, other, second)
        for one in range(len(sizes))
        for other in range(one + 1, len(sizes))
        for first in range(sizes[one])
        for second in range(sizes[other])
    }
    rows = [tuple(0 for _ in sizes), tuple(size - 1 for size in sizes)]
    for row in rows:
        open_pairs -= _met(row)
    while open_pairs:
        row = _fullest_row(sizes, min(open_pairs), open_pairs)
        open_pairs -= _met(row)
        rows.append(row)
    return tuple(dict.fromkeys(rows))


def _met(row: Sequence[int]) -> set[tuple[int, int, int, int]]:
    return {(one, row[one], other, row[other]) for one in range(len(row)) for other in range(one + 1, len(row))}


def _fullest_row(
    sizes: Sequence[int], seed: tuple[int, int, int, int], open_pairs: set[tuple[int, int, int, int]]
) -> tuple[int, ...]:
    """Return a row with the pair *seed* that meets as many of *open_pairs* as a choice at a time can find."""
    fixed = {seed[0]: seed[1], seed[2]: seed[3]}
    for place, size in enumerate(sizes):
        if place not in fixed:
            known = dict(fixed)
            fixed[place] = max(
                range(size),
                key=lambda value: sum(
                    _pair(place, value, other, index) in open_pairs for other, index in known.items()
                ),
            )
    return tuple(fixed[place] for place in range(len(sizes)))


def _pair(one: int, first: int, other: int, second: int) -> tuple[int, int, int, int]:
    return (one, first, other, second) if one < other else (other, second, one, first)


def constants_in(expression: Expression) -> Iterator[tuple[Path, object]]:
    """Yield each dotted name that *expression* compares with a constant, and values on both sides of it."""
    for compare in (expression.tree, *expression.tree.find_all(nodes.Compare)):
        if isinstance(compare, nodes.Compare) and (path := _dotted(compare.expr)):
            for operand in compare.ops:
                yield from ((path, value) for value in _around(operand.expr))


def _around(operand: nodes.Expr) -> Iterator[object]:
    for constant in (operand, *operand.find_all(nodes.Const)):
        if isinstance(constant, nodes.Const):
            value = constant.value
            if isinstance(value, int) and not isinstance(value, bool):
                yield from (value - 1, value, value + 1)
            elif isinstance(value, str):
                yield value


def _dotted(node: nodes.Node) -> Path:
    match node:
        case nodes.Name():
            return (node.name,)
        case nodes.Getattr():
            base = _dotted(node.node)
            return (*base, node.attr) if base else ()
        case _:
            return ()
