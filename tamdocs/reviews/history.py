"""A case history: every row read, checked, and kept or left out with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import polars as pl

from tamdocs.errors import Problem
from tamdocs.reviews.case_map import CaseColumn
from tamdocs.reviews.check_columns import Checked, check_columns
from tamdocs.reviews.csv_quick import LINE
from tamdocs.reviews.raw_cases import RawCases

_MOMENTS = ("opened", "first_response", "closed")
_TYPES = {"integer": pl.Int64, "boolean": pl.Boolean, "moment": pl.Int64}


@dataclass(frozen=True, slots=True)
class CaseHistory:
    source: str
    cases: pl.DataFrame
    """A row for each good case: `line`, and the fields of the schema; moments are seconds since 1970 in UTC."""
    rows: int
    """That had something in them."""
    left_out: int
    """Rows that are wrong."""
    others: int
    """Rows of other orders."""
    problems: tuple[Problem, ...]
    """What is wrong with the rows that are left out; several for a row with several faults."""
    local_moments: int
    """Moments that told no offset from UTC, and were read in `zone`."""
    zone: str

    def last_day(self, zone: ZoneInfo) -> date | None:
        """Return the day in *zone* on which something last happened to a case; None where there is none."""
        moments = (self.cases[name].max() for name in _MOMENTS)
        last = max((each for each in moments if isinstance(each, int)), default=None)
        return None if last is None else datetime.fromtimestamp(last, zone).date()


def check_cases(raw: RawCases, fields: Iterable[str], zone: ZoneInfo, order_number: str) -> CaseHistory:
    """Return the history in *raw*.

    Args:
        fields: Names of all fields that a case may have.
        zone: Of the technical account manager; moments without an offset are in it unless the map names another one.
        order_number: Rows of other orders are left out, where the history tells of which order a case is.
    """
    told = ZoneInfo(raw.columns[0].moments.zone) if raw.columns and raw.columns[0].moments.zone else zone
    frame, others = _of_order(raw, order_number)
    checked = check_columns(frame, raw.columns, told)
    problems = _cell_problems(raw, frame, checked)
    problems += _missing(raw, frame, checked)
    values = pl.DataFrame({LINE: frame[LINE], **{name: each.values for name, each in checked.items()}})
    values = values.with_columns(
        pl.lit(None, dtype=pl.Int64 if name in _MOMENTS else pl.String).alias(name)
        for name in fields
        if name not in values.columns
    )
    bad = pl.Series([problem.line for problem in problems], dtype=pl.Int64).unique()
    good = values.filter(~pl.col(LINE).is_in(bad.implode())) if problems else values
    more = _contradictions(raw, good)
    if more:
        lines = pl.Series([problem.line for problem in more], dtype=pl.Int64)
        good = good.filter(~pl.col(LINE).is_in(lines.implode()))
    twice = _doubles(raw, good)
    if twice:
        good = good.filter(~pl.col(LINE).is_in([problem.line for problem in twice]))
    unread = len({problem.line for problem in raw.faults})
    return CaseHistory(
        raw.source,
        good,
        raw.frame.height + unread,
        frame.height - good.height + unread,
        others,
        tuple(sorted((*raw.faults, *problems, *more, *twice), key=lambda problem: problem.line or 0)),
        sum(each.local for each in checked.values()),
        told.key,
    )


def _of_order(raw: RawCases, order_number: str) -> tuple[pl.DataFrame, int]:
    if "order_number" not in raw.frame.columns:
        return raw.frame, 0
    number = pl.col("order_number").str.strip_chars().str.to_lowercase()
    mine = raw.frame.filter(number.is_null() | (number == order_number.lower()))
    return mine, raw.frame.height - mine.height


def _cell_problems(raw: RawCases, frame: pl.DataFrame, checked: dict[str, Checked]) -> list[Problem]:
    found: list[Problem] = []
    for column in raw.columns:
        for row, message in checked[column.name].faults.items():
            words = f'the column "{column.heading}" {message}'
            found.append(_problem(raw, "bad-cell", words, frame[LINE][row], column))
    return found


def _missing(raw: RawCases, frame: pl.DataFrame, checked: dict[str, Checked]) -> list[Problem]:
    found: list[Problem] = []
    for column in raw.columns:
        each = checked[column.name]
        if not column.required or not each.values.null_count():
            continue
        for row in each.values.is_null().arg_true():
            if row not in each.faults:
                message = f'the column "{column.heading}" is empty, and every case has a {column.name}'
                found.append(_problem(raw, "missing-cell", message, frame[LINE][row], column))
    return found


def _problem(raw: RawCases, code: str, message: str, line: int, column: CaseColumn) -> Problem:
    return Problem(raw.source, code, message, line, place=f"/{column.name}")


_HINT = "a closed case has the moment at which it was closed, and no other case has one"
_NEVER: tuple[tuple[pl.Expr, str, str, str, str | None], ...] = (
    (
        pl.col("first_response") < pl.col("opened"),
        "case-times",
        "first_response",
        "the first response is before the case was opened",
        None,
    ),
    (pl.col("closed") < pl.col("opened"), "case-times", "closed", "the case was closed before it was opened", None),
    (
        pl.col("closed") < pl.col("first_response"),
        "case-times",
        "closed",
        "the case was closed before the first response",
        None,
    ),
    (
        (pl.col("status") == "closed") & pl.col("closed").is_null(),
        "case-status",
        "closed",
        "the status is closed, and there is no moment at which the case was closed",
        _HINT,
    ),
    (
        (pl.col("status") != "closed") & pl.col("closed").is_not_null(),
        "case-status",
        "status",
        "the case has a moment at which it was closed, and its status is another one",
        _HINT,
    ),
)
"""What no case is: condition, code, field, message and hint."""


def _contradictions(raw: RawCases, good: pl.DataFrame) -> list[Problem]:
    """Return what the fields of a row say against each other."""
    if not any(good.select(where.any().alias(str(number)) for number, (where, *_) in enumerate(_NEVER)).row(0)):
        return []
    return [
        Problem(raw.source, code, message, line, place=f"/{name}", hint=hint)
        for where, code, name, message, hint in _NEVER
        for line in good.filter(where)[LINE]
    ]


def _doubles(raw: RawCases, good: pl.DataFrame) -> list[Problem]:
    """Return the rows whose case stands in an earlier one."""
    if good["case_id"].n_unique() == good.height:
        return []
    first = good.group_by("case_id", maintain_order=True).agg(pl.col(LINE).first().alias("first"))
    later = good.join(first, on="case_id").filter(pl.col(LINE) != pl.col("first"))
    return [
        Problem(raw.source, "case-twice", f"the case {case} stands in row {first} already", line, place="/case_id")
        for line, case, first in later.select(LINE, "case_id", "first").rows()
    ]
