"""A number of a review, with what it is, its unit, and the rows that it comes from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import sqrt
from typing import Literal, NamedTuple, TypeAlias

Unit = Literal["cases", "hours", "days"]
Number: TypeAlias = int | float | None
"""None where there is nothing to measure."""


class CaseRow(NamedTuple):
    line: int
    """Row of the source."""
    case_id: str


@dataclass(frozen=True, slots=True)
class Figure:
    id: str
    """Unique in a review, such as `opened` or `resolution-business.p90.severity-2`."""
    value: Number
    unit: Unit
    rule: str
    """Key of `RULES`."""
    count: int
    """How many cases the value comes from."""
    find_rows: Callable[[], tuple[CaseRow, ...]] = field(repr=False, compare=False)
    """Looks them up: most are never asked for."""

    @property
    def rows(self) -> tuple[CaseRow, ...]:
        return self.find_rows()


Caution = Literal["few", "chance"]

FEW = 10
"""Fewer cases than these, in both periods together, say nothing of a trend."""


@dataclass(frozen=True, slots=True)
class Change:
    """A figure against the same one of an earlier period."""

    now: Figure
    before: Figure

    @property
    def difference(self) -> Number:
        if self.now.value is None or self.before.value is None:
            return None
        return self.now.value - self.before.value

    @property
    def percent(self) -> int | None:
        """Of the earlier value, rounded, a half to the even number; None where there is nothing to compare."""
        if self.difference is None or not self.before.value or self.caution == "few":
            return None
        return round(100 * self.difference / self.before.value)

    @property
    def caution(self) -> Caution | None:
        """Why the change may mean nothing.

        `few`: less than `FEW` cases in both periods together. `chance`: counts that differ by no more than twice the
        square root of their sum, as counts do that come from the same rate (Poisson, about 95 in 100).
        """
        total = self.now.count + self.before.count
        if total < FEW:
            return "few"
        if self.now.unit == "cases" and abs(self.now.count - self.before.count) <= 2 * sqrt(total):
            return "chance"
        return None
