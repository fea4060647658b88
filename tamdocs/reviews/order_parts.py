"""A case history of many customers, taken apart once: the rows of each order by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from tamdocs.errors import Problem, WorkspaceError
from tamdocs.reviews.csv_quick import LINE
from tamdocs.reviews.raw_cases import RawCases

_NUMBER = "order_number"
_KEY = "order"


@dataclass(frozen=True, slots=True)
class OrderParts:
    """The rows of a history by order."""

    whole: RawCases
    """With no rows: where the others come from."""
    rows: int
    """That had something in them."""
    parts: Mapping[str, RawCases]
    """By order number, in small letters. A row keeps its number in the source."""
    problems: tuple[Problem, ...]
    """What is wrong with rows that belong to nobody: they name no order, or could not be told into cells."""

    def of(self, order_number: str) -> RawCases:
        """Return the rows of an order; none where the history has none."""
        return self.parts.get(order_number.lower(), self.whole)

    def count_of(self, order_numbers: set[str]) -> int:
        """Return how many rows there are of *order_numbers* (in small letters)."""
        return sum(self.parts[number].frame.height for number in order_numbers & self.parts.keys())

    def counts_of_others(self, order_numbers: set[str]) -> dict[str, int]:
        """Return how many rows there are of orders that are not among *order_numbers* (in small letters)."""
        others = [part.frame for number, part in sorted(self.parts.items()) if number not in order_numbers]
        return {str(frame[_NUMBER][0]).strip(): frame.height for frame in others}


def parts_by_order(raw: RawCases) -> OrderParts:
    """Return the rows in *raw* by order.

    Raises:
        WorkspaceError: The history does not tell of which order a case is.
    """
    if _NUMBER not in raw.frame.columns:
        message = "no column tells of which order a case is, so nobody knows whose case it is"
        hint = 'add a column order_number, or name another with --map: a file with [fields] and "/order_number" = "…"'
        raise WorkspaceError(Problem(raw.source, "no-column", message, place=f"/{_NUMBER}", hint=hint))
    number = pl.col(_NUMBER).str.strip_chars().str.to_lowercase()
    frame = raw.frame.with_columns(pl.when(number != "").then(number).alias(_KEY))
    told = frame.filter(pl.col(_KEY).is_not_null()).partition_by(_KEY, as_dict=True, include_key=False)
    heading = next(column.heading for column in raw.columns if column.name == _NUMBER)
    message = f'the column "{heading}" is empty, so nobody knows whose case this is'
    orderless = (
        Problem(raw.source, "missing-cell", message, line, place=f"/{_NUMBER}")
        for line in frame.filter(pl.col(_KEY).is_null())[LINE]
    )
    return OrderParts(
        replace(raw, frame=raw.frame.clear(), faults=()),
        raw.frame.height + len({problem.line for problem in raw.faults}),
        {str(key): replace(raw, frame=part, faults=()) for (key,), part in told.items()},
        tuple(sorted((*raw.faults, *orderless), key=lambda problem: problem.line or 0)),
    )
