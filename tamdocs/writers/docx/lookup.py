"""Finds a text among many: a file from outside may have thousands of paragraphs, and as many comments."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate


class Lookup:
    """Knows texts without blanks by their index; empty ones are not found."""

    __slots__ = ("_all", "_same", "_starts")

    def __init__(self, texts: Iterable[str]) -> None:
        known = list(texts)
        self._same = {text: index for index, text in reversed(list(enumerate(known)))}
        self._all = "\n".join(known)  # no blank stands in a text, so that none is found across two
        self._starts = [0, *accumulate(len(text) + 1 for text in known)]

    def same(self, text: str) -> int | None:
        """Return the first text that is *text*."""
        return self._same.get(text) if text else None

    def holding(self, text: str) -> int | None:
        """Return the first text that *text* stands in."""
        at = self._all.find(text) if text else -1
        return None if at < 0 else bisect_right(self._starts, at) - 1
