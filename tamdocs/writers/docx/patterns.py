"""Numbering patterns such as `1.1` or `(a)`, and what Word prints for them.

A pattern is that of `tamdocs.document.model.Numbering`: the last of `1`, `a`, `A`, `i`, `I` is the counter of its own
level, each `1` before it that of a level above.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_OWN_COUNTER = re.compile(r"[1aAiI](?=[^1aAiI]*$)")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_LONGEST_LIST = 1000


@dataclass(frozen=True, slots=True)
class Pattern:
    kind: str
    """One of `1`, `a`, `A`, `i`, `I`."""
    words: tuple[str, ...]
    """What stands before the first counter, between counters, and after the last."""

    @property
    def depth(self) -> int:
        """How many counters it prints, its own included."""
        return len(self.words) - 1

    @property
    def word_format(self) -> str:
        """Value of `w:numFmt`."""
        return _FORMATS[self.kind]

    def show(self, above: Sequence[int], own: int) -> str:
        """Return what is printed for the counters of the levels *above*, as many as the pattern has, and its *own*."""
        counters = [*map(str, above), show_counter(self.word_format, own)]
        return self.words[0] + "".join(map("".join, zip(counters, self.words[1:], strict=True)))

    def word_text(self, levels: Sequence[int]) -> str:
        """Return the value of `w:lvlText` for the counters of *levels* (from 0), its own the last."""
        counters = [f"%{level + 1}" for level in levels]
        return self.words[0] + "".join(map("".join, zip(counters, self.words[1:], strict=True)))

    def own_counter(self, marker: str) -> int | None:
        """Return the counter that *marker* shows, or None; only for a pattern without a level above."""
        return next((own for own in range(1, _LONGEST_LIST) if self.show((), own) == marker), None)


def parse_pattern(text: str) -> Pattern | None:
    """Return *text* as a pattern, or None if it has no counter."""
    own = _OWN_COUNTER.search(text)
    if own is None:
        return None
    return Pattern(own[0], (*text[: own.start()].split("1"), text[own.end() :]))


def show_counter(word_format: str, value: int) -> str:
    """Return *value* (1 or more) as Word prints it. After z come aa, bb, cc."""
    match word_format:
        case "lowerLetter":
            return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        case "lowerRoman":
            return _roman(value)
        case "upperLetter" | "upperRoman":
            return show_counter(word_format.replace("upper", "lower"), value).upper()
        case _:
            return str(value)


def _roman(value: int) -> str:
    digits = []
    for worth, digit in _ROMAN:
        count, value = divmod(value, worth)
        digits.append(digit * count)
    return "".join(digits)
