"""A case history of many customers, checked at once and taken apart once: the rows of each order by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

import polars as pl

from tamdocs.errors import Problem, WorkspaceError
from tamdocs.reviews.csv_quick import LINE
from tamdocs.reviews.history import CaseHistory, check_cases, check_parts, zone_told
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


class OrderHistories:
    """The histories of all orders. To check the rows of one takes as long as those of a hundred at once."""

    def __init__(self, parts: OrderParts, fields: Iterable[str]) -> None:
        """Check the rows.

        Args:
            parts: By order.
            fields: Names of all fields that a case may have.
        """
        self._parts, self._fields = parts, tuple(fields)
        self._told = zone_told(parts.whole)
        self._found: Mapping[str, CaseHistory] = {}
        try:
            found = self._checked()
        except Exception:  # noqa: BLE001 - a defect met in the rows of one order must not stop the others
            return
        if self._told or not any(history.local_moments for history in found.values()):
            self._found = found  # else a moment is in the zone of its account manager

    def _checked(self) -> Mapping[str, CaseHistory]:
        frames = [part.frame.with_columns(pl.lit(order).alias(_KEY)) for order, part in self._parts.parts.items()]
        if not frames:
            return {}
        raw = replace(self._parts.whole, frame=pl.concat(frames))
        return check_parts(raw, _KEY, self._fields, self._told or _ANY_ZONE)

    def of(self, order_number: str, zone: ZoneInfo) -> CaseHistory:
        """Return the history of an order, whose account manager is in *zone*."""
        found = self._found.get(order_number.lower())
        if found is None:
            return check_cases(self._parts.of(order_number), self._fields, zone, order_number)
        return replace(found, zone=(self._told or zone).key)


_ANY_ZONE = ZoneInfo("UTC")
