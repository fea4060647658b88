"""Texts that are found by the letters that they hold, without a look at each of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_GRAM = 4
_TRIED = 16
"""Grams of a part that are looked up, for the one that the fewest texts hold."""


class LetterIndex:
    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._holders: dict[str, list[int]] = {}
        for number, text in enumerate(texts):
            for gram in {text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1)}:
                self._holders.setdefault(gram, []).append(number)

    def holding(self, part: str) -> Iterator[int]:
        """Yield the numbers of the texts that hold *part*, from 0, in their order."""
        for number in self._candidates(part):
            if part in self._texts[number]:
                yield number

    def _candidates(self, part: str) -> Sequence[int]:
        last = len(part) - _GRAM
        if last < 0:
            return range(len(self._texts))
        step = max(1, last // _TRIED)
        return min((self._holders.get(part[at : at + _GRAM], []) for at in range(0, last + 1, step)), key=len)
