"""Refusing what no font can print, before a page is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tamdocs.errors import Problem
from tamdocs.orders.reading import Reading
from tamdocs.orders.words import dotted

_WAY_OUT = (
    "write it in Latin, Greek, Cyrillic, Chinese, Japanese or Korean characters, as it is registered for trade abroad"
)


def check_text(reading: Reading, refuse: Callable[[str], str | None]) -> Reading:
    """Return *reading* with an error for each string that *refuse* has a reason against.

    Args:
        reading: An order file, read.
        refuse: Says why a text cannot be printed, such as "U+1F4A1 ELECTRIC LIGHT BULB cannot be printed: no embedded
            font has it", or None. The text is in NFC and its white space in order.
    """
    return reading.with_problems(_unprintable(reading, refuse))


def _unprintable(reading: Reading, refuse: Callable[[str], str | None]) -> Iterator[Problem]:
    refused = {problem.place for problem in reading.problems if problem.severity == "error"}
    for place, text in reading.texts():
        reason = None if place in refused else refuse(text)
        if reason:
            yield Problem("", "unprintable-character", f"{dotted(place)}: {reason}", place=place, hint=_WAY_OUT)
