"""Number patterns: what `1.1`, `(a)` and `(i)` print for given counters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tamdocs.errors import LibraryError, Problem

_COUNTER = re.compile(r"[1aAiI]")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def check_pattern(pattern: str, where: Problem) -> None:
    """Refuse a pattern that has no counter, or a letter where a number of a higher level belongs.

    Raises:
        LibraryError: With the source and place of *where*.
    """
    counters = _COUNTER.findall(pattern)
    if not counters or set(counters[:-1]) - {"1"}:
        message = f"`{pattern}` is not a number pattern"
        hint = "use 1., 1.1, (a), (A), (i) or (I)"
        raise LibraryError(Problem(where.source, "pattern", message, place=where.place, hint=hint))


def counters_in(pattern: str) -> int:
    """Return how many levels *pattern* prints: 2 for `1.1`, 1 for `(a)`."""
    return len(_COUNTER.findall(pattern))


def print_number(pattern: str, counters: Sequence[int]) -> str:
    """Return *pattern* with the last of *counters* in its places, as `2.3` for `1.1` and `[2, 3]`."""
    own = iter(counters[len(counters) - counters_in(pattern) :])
    return _COUNTER.sub(lambda match: _figure(match[0], next(own)), pattern)


def _figure(style: str, count: int) -> str:
    match style:
        case "a":
            return letters(count)
        case "A":
            return letters(count).upper()
        case "i":
            return roman(count)
        case "I":
            return roman(count).upper()
        case _:
            return str(count)


def letters(count: int) -> str:
    """Return a, b, … z, aa, bb, … as Word counts with letters."""
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def roman(count: int) -> str:
    """Return *count* in small Roman figures."""
    figures = ""
    for value, figure in _ROMAN:
        figures += figure * (count // value)
        count %= value
    return figures
