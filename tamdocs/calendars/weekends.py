"""Weekends that the `holidays` library does not have as they are.

Where sources differ, or only a part of the country rests on a day, the day counts as free: a notice is then posted
earlier, and never too late.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import takewhile
from types import MappingProxyType
from typing import NamedTuple

_THURSDAY, _FRIDAY, _SATURDAY, _SUNDAY = 3, 4, 5, 6


class _Since(NamedTuple):
    first: date
    days: frozenset[int]
    """As `date.weekday` counts them."""


def _always(*days: int) -> tuple[_Since, ...]:
    return (_Since(date.min, frozenset(days)),)


_WEEKENDS: Mapping[str, tuple[_Since, ...]] = MappingProxyType(
    {
        # Sources have Thursday and Friday, and Friday and Saturday.
        "AF": _always(_THURSDAY, _FRIDAY, _SATURDAY),
        # Thursday is half a day, and since 2025 the second day of the weekend of executive bodies.
        "IR": _always(_THURSDAY, _FRIDAY),
        # Friday and Saturday, as CLDR has it for Libya.
        "LY": _always(_FRIDAY, _SATURDAY),
        "PS": _always(_FRIDAY, _SATURDAY),
        "SO": _always(_THURSDAY, _FRIDAY),
        # Saturday only; from 15 May to 14 June 2022 Sunday too, on trial. From 2026 on Sunday is not settled.
        "NP": (
            _Since(date.min, frozenset({_SATURDAY})),
            _Since(date(2022, 5, 15), frozenset({_SATURDAY, _SUNDAY})),
            _Since(date(2022, 6, 15), frozenset({_SATURDAY})),
            _Since(date(2026, 1, 1), frozenset({_SATURDAY, _SUNDAY})),
        ),
        # Sunday is the day of rest of the law; most offices and banks are closed on Saturday, or from noon on.
        **dict.fromkeys(("AI", "CD", "HK", "KN", "NE", "PY", "TK", "VE"), _always(_SATURDAY, _SUNDAY)),
    }
)


def weekend_of(country: str, day: date) -> frozenset[int] | None:
    """Return which days of the week are the weekend in *country* on *day*; None where the library has it right."""
    periods = _WEEKENDS.get(country)
    return None if periods is None else list(takewhile(lambda period: period.first <= day, periods))[-1].days
