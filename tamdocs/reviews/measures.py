"""Which cases a rule counts, and how its numbers come from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple
from zoneinfo import ZoneInfo

import polars as pl

from tamdocs.reviews.business_hours import BusinessHours
from tamdocs.reviews.csv_quick import LINE
from tamdocs.reviews.figure import CaseRow, Figure, Number, Unit
from tamdocs.reviews.period import Period

DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Span:
    """A period in seconds since 1970."""

    period: Period
    start_s: int
    end_s: int


def span_of(period: Period, zone: ZoneInfo) -> Span:
    return Span(period, int(period.start(zone).timestamp()), int(period.end(zone).timestamp()))


def _within(name: str, span: Span) -> pl.Expr:
    return pl.col(name).is_between(span.start_s, span.end_s, closed="left")


def selection(rule: str, span: Span) -> pl.Expr:
    """Return the condition of the cases that *rule* counts in *span*."""
    backlog = (pl.col("opened") < span.end_s) & ~_before("closed", span.end_s)
    match _BASE.get(rule, rule):
        case "opened":
            return _within("opened", span)
        case "closed":
            return _within("closed", span)
        case "responded":
            return _within("first_response", span)
        case "waiting":
            return backlog & ~_before("first_response", span.end_s)
        case "escalated":
            return _within("opened", span) & pl.col("escalated")
        case "reopened":
            return _within("closed", span) & pl.col("reopened")
        case "severity-1":
            in_time = (pl.col("opened") < span.end_s) & ~_before("closed", span.start_s)
            return in_time & (pl.col("severity") == 1)
        case _:
            return backlog


def _before(name: str, moment_s: int) -> pl.Expr:
    return (pl.col(name) < moment_s).fill_null(value=False)


_BASE: Mapping[str, str] = MappingProxyType(
    {
        "response-elapsed": "responded",
        "response-business": "responded",
        "resolution-elapsed": "closed",
        "resolution-business": "closed",
        "pain-point": "opened",
        "outside": "opened",
    }
)


class Measured(NamedTuple):
    value: Number
    unit: Unit
    cases: int
    """How many it comes from."""


@dataclass(frozen=True, slots=True)
class Source:
    """The cases that figures are made of."""

    cases: pl.DataFrame
    hours: BusinessHours

    def of(self, rule: str, span: Span, *columns: str) -> pl.DataFrame:
        """Return the *columns* of the cases that *rule* counts in *span*, for a rule that needs no other one."""
        return self.cases.lazy().filter(selection(rule, span)).select(columns).collect()

    def count(self, id: str, rule: str, span: Span, value: int, *more: pl.Expr) -> Figure:
        """Return the figure that *value* cases are counted by *rule*; *more* are conditions beside it."""
        return self.figure(id, rule, span, Measured(value, "cases", value), *more)

    def figure(self, id: str, rule: str, span: Span, measured: Measured, *more: pl.Expr) -> Figure:
        """Return what is *measured* of the cases that *rule* and the conditions *more* select."""
        value, unit, count = measured
        return Figure(id, value, unit, rule, count, lambda: self.rows(rule, span, *more))

    def rows(self, rule: str, span: Span, *more: pl.Expr) -> tuple[CaseRow, ...]:
        found = self.cases.filter(selection(rule, span), *more)
        return tuple(map(CaseRow._make, found.select(LINE, "case_id").rows()))


def in_order(values: pl.Series) -> pl.Series:
    """Return *values* sorted. On one thread: handing a few thousand numbers around costs more than sorting them."""
    return values.sort(multithreaded=False)


def nearest_rank(ordered: pl.Series, percent: int) -> int | None:
    """Return the smallest value of *ordered* that at least *percent* in 100 of the values do not exceed."""
    count = ordered.len()
    return int(ordered[-(-percent * count // 100) - 1]) if count else None


def as_hours(seconds: int | None) -> float | None:
    """Return *seconds* in hours, to a tenth."""
    return None if seconds is None else round(seconds / 360) / 10


def labels(values: Iterable[str]) -> str:
    """Return what tells a part of a figure by *values*, for the end of its id."""
    return "/".join(value.replace("/", "∕") for value in values)
