"""Round numbers for the axis of a chart, and how its numbers are printed: worked out once for every format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from babel import Locale
from babel.numbers import format_decimal

_MOST_STEPS = 5
"""Between the ticks, so that an axis has six of them; one more where zero lies between."""
_ROUND = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))


def round_ticks(values: Iterable[Decimal]) -> tuple[Decimal, ...]:
    """Return evenly spaced round numbers from below the smallest of *values* to above the largest; one of them is 0.

    A step is 1, 2 or 5 times a power of ten, and whole where all values are.
    """
    known = [Decimal(0), *values]
    low, high = min(known), max(known)
    if low == high:
        return Decimal(0), Decimal(1)
    step = _step((high - low) / _MOST_STEPS, whole=all(value == value.to_integral_value() for value in known))
    first, last = (low / step).to_integral_value(ROUND_FLOOR), (high / step).to_integral_value(ROUND_CEILING)
    return tuple(step * count for count in range(int(first), int(last) + 1))


def _step(least: Decimal, *, whole: bool) -> Decimal:
    power = Decimal(1).scaleb(least.adjusted())
    step = next(each * power for each in _ROUND if each * power >= least)
    return max(step, Decimal(1)) if whole else step


def printed_numbers(values: Sequence[Decimal | None], language: str) -> tuple[str, ...]:
    """Return *values* as the language BCP 47 *language* writes them, all with as many decimals; empty for None."""
    locale = Locale.parse(language.replace("-", "_"))
    decimals = max((_decimals(value) for value in values if value is not None), default=0)
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return tuple("" if value is None else format_decimal(value, pattern, locale=locale) for value in values)


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
