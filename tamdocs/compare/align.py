"""Two lists of things put side by side: which of the one is which of the other, in the order of both."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import takewhile
from typing import TypeAlias, TypeVar

from tamdocs.compare.hunks import Hunk, hunks_of

Thing = TypeVar("Thing")
Pairing: TypeAlias = tuple[int | None, int | None]
"""Place in the first list and in the second; one of them is missing for a thing that stands in one list only."""

_MOST_CELLS = 40_000
"""Of the table of likenesses. Longer lists are put side by side by what is equal first."""
_PART = 100


def align(
    before: Sequence[Thing],
    after: Sequence[Thing],
    key: Callable[[Thing], Hashable],
    likeness: Callable[[Thing, Thing], float],
) -> list[Pairing]:
    """Return the pairs of *before* and *after*, in the order of both; what is gone comes before what is new.

    Args:
        before: The first list.
        after: The second list.
        key: Equal for things that are equal.
        likeness: From 0, for things that must not be paired, upwards; 1 for texts that are the same.
    """
    left, right = [key(thing) for thing in before], [key(thing) for thing in after]
    head = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False)))
    rest = zip(reversed(left[head:]), reversed(right[head:]), strict=False)
    tail = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], rest))
    pairs: list[Pairing] = [(index, index) for index in range(head)]
    stretches = _stretches(left[head : len(left) - tail], right[head : len(right) - tail])
    for start, end, other, other_end in stretches:
        firsts, seconds = range(head + start, head + end), range(head + other, head + other_end)
        likenesses = [[likeness(before[first], after[second]) for second in seconds] for first in firsts]
        pairs += _likeliest(firsts, seconds, likenesses)
    pairs += [(len(left) - tail + index, len(right) - tail + index) for index in range(tail)]
    return pairs


def _stretches(left: Sequence[Hashable], right: Sequence[Hashable]) -> Iterator[tuple[int, int, int, int]]:
    """Yield stretches of both lists, short enough to be compared thing by thing, that together are the lists."""
    if len(left) * len(right) <= _MOST_CELLS:
        yield 0, len(left), 0, len(right)
        return
    start = 0
    for hunk in (*hunks_of(left, right), Hunk(len(left), len(left), len(right), len(right))):
        for back in range(hunk.left - start, 0, -1):
            yield hunk.left - back, hunk.left - back + 1, hunk.right - back, hunk.right - back + 1
        yield from _cut(hunk)
        start = hunk.left_end


def _cut(hunk: Hunk) -> Iterator[tuple[int, int, int, int]]:
    """Yield *hunk*, in parts if it is too long."""
    firsts, seconds = hunk.left_end - hunk.left, hunk.right_end - hunk.right
    if firsts * seconds <= _MOST_CELLS:
        yield hunk
        return
    for index in range(0, max(firsts, seconds), _PART):
        yield (
            hunk.left + min(index, firsts),
            hunk.left + min(index + _PART, firsts),
            hunk.right + min(index, seconds),
            hunk.right + min(index + _PART, seconds),
        )


def _likeliest(firsts: range, seconds: range, likenesses: Sequence[Sequence[float]]) -> Iterator[Pairing]:
    """Yield the pairs whose likenesses, squared, have the largest sum: one close pair beats two loose ones."""
    best = [[0.0] * (len(seconds) + 1) for _ in range(len(firsts) + 1)]
    for row in reversed(range(len(firsts))):
        for column in reversed(range(len(seconds))):
            own = likenesses[row][column] ** 2
            paired = own + best[row + 1][column + 1] if own else 0.0
            best[row][column] = max(paired, best[row + 1][column], best[row][column + 1])
    row = column = 0
    new: list[Pairing] = []
    while row < len(firsts) and column < len(seconds):
        own = likenesses[row][column] ** 2
        if own and best[row][column] == own + best[row + 1][column + 1]:
            yield from new
            new.clear()
            yield firsts[row], seconds[column]
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            yield firsts[row], None
            row += 1
        else:
            new.append((None, seconds[column]))
            column += 1
    yield from ((first, None) for first in firsts[row:])
    yield from new
    yield from ((None, second) for second in seconds[column:])
