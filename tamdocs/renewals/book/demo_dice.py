"""Chance that falls the same way on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Numbers out of a hash of *seed*, as many as are asked for."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._left = 0
        self._sides = 1
        self._turn = 0

    def roll(self, sides: int) -> int:
        """Return a number from 0 below *sides*, which is small."""
        if self._sides < sides << 32:
            digest = blake2b(f"{self._turn}:{self._seed}".encode(), digest_size=64).digest()
            self._left, self._sides, self._turn = int.from_bytes(digest, "big"), 1 << 512, self._turn + 1
        self._left, number = divmod(self._left, sides)
        self._sides //= sides
        return number

    def pick(self, things: Sequence[T]) -> T:
        return things[self.roll(len(things))]
