"""Where two lists differ."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel


class Hunk(NamedTuple):
    """Members of the first list from `left` up to `left_end` that became those of the second from `right`."""

    left: int
    left_end: int
    right: int
    right_end: int

    def joined(self, later: Hunk) -> Hunk:
        """Return this hunk, a later one and all between them as one."""
        return Hunk(self.left, later.left_end, self.right, later.right_end)


def hunks_of(left: Sequence[Hashable], right: Sequence[Hashable]) -> list[Hunk]:
    """Return the differences of two lists, in order; all between two hunks is the same in both."""
    numbers: dict[Hashable, int] = {}
    found: list[Hunk] = []
    for code in Indel.opcodes(*([numbers.setdefault(each, len(numbers)) for each in side] for side in (left, right))):
        if code.tag == "equal":
            continue
        hunk = Hunk(code.src_start, code.src_end, code.dest_start, code.dest_end)
        if found and (found[-1].left_end, found[-1].right_end) == (hunk.left, hunk.right):
            hunk = found.pop().joined(hunk)
        found.append(hunk)
    return found


def similarity(left: Sequence[Hashable], right: Sequence[Hashable]) -> float:
    """Return how much of two lists is the same, from 0 to 1."""
    numbers: dict[Hashable, int] = {}
    sides = [[numbers.setdefault(each, len(numbers)) for each in side] for side in (left, right)]
    return Indel.normalized_similarity(sides[0], sides[1])
