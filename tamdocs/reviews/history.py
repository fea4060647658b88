"""A case history: every row read, checked, and kept or left out with a reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
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
    told = zone_told(raw) or zone
    frame, others = _of_order(raw, order_number)
    judged = _judge(raw, frame, fields, told, ("case_id",))
    unread = len({problem.line for problem in raw.faults})
    return CaseHistory(
        raw.source,
        judged.good,
        raw.frame.height + unread,
        frame.height - judged.good.height + unread,
        others,
        tuple(sorted((*raw.faults, *judged.problems), key=_line)),
        int(judged.local.sum()),
        told.key,
    )


def check_parts(raw: RawCases, key: str, fields: Iterable[str], zone: ZoneInfo) -> dict[str, CaseHistory]:
    """Return the history of each order in *raw*, all of whose rows are checked at once.

    It says of each what `check_cases` says of its rows alone.

    Args:
        raw: Rows without faults.
        key: A column beside those of the fields: whose row it is.
        fields: Names of all fields that a case may have.
        zone: Of all moments without an offset.
    """
    frame = raw.frame
    judged = _judge(raw, frame, fields, zone, (key, "case_id"))
    good = judged.good.partition_by(key, as_dict=True, include_key=False)
    none = judged.good.drop(key).clear()
    lines = pl.Series([problem.line for problem in judged.problems], dtype=pl.Int64).unique()
    whose = dict(frame.filter(pl.col(LINE).is_in(lines.implode())).select(LINE, key).rows()) if len(lines) else {}
    problems: defaultdict[str, list[Problem]] = defaultdict(list)
    for problem in judged.problems:
        problems[whose[problem.line]].append(problem)
    counted = frame.select(key, judged.local.alias("local")).group_by(key, maintain_order=True)
    return {
        order: CaseHistory(
            raw.source,
            cases := good.get((order,), none),
            rows,
            rows - cases.height,
            0,
            tuple(sorted(problems[order], key=_line)),
            local,
            zone.key,
        )
        for order, rows, local in counted.agg(pl.len(), pl.col("local").sum()).rows()
    }


def zone_told(raw: RawCases) -> ZoneInfo | None:
    """Return the zone that a map names for moments without an offset."""
    named = raw.columns[0].moments.zone if raw.columns else None
    return ZoneInfo(named) if named else None


class _Judged(NamedTuple):
    good: pl.DataFrame
    """Rows of cases that count."""
    problems: list[Problem]
    local: pl.Series
    """How many moments of each row told no offset."""


def _judge(raw: RawCases, frame: pl.DataFrame, fields: Iterable[str], zone: ZoneInfo, case: tuple[str, ...]) -> _Judged:
    """Return what is good and what is wrong in *frame*, rows of *raw*.

    Args:
        raw: Where they come from.
        frame: Some of its rows, with columns of their own that are kept.
        fields: Names of all fields that a case may have.
        zone: Of moments without an offset.
        case: Columns that are the same where one case stands twice.
    """
    checked = check_columns(frame, raw.columns, zone)
    problems = _cell_problems(raw, frame, checked) + _missing(raw, frame, checked)
    values = frame.select(LINE, *(name for name in frame.columns if name != LINE and name not in checked))
    values = values.with_columns(each.values.alias(name) for name, each in checked.items())
    values = values.with_columns(
        pl.lit(None, dtype=pl.Int64 if name in _MOMENTS else pl.String).alias(name)
        for name in fields
        if name not in values.columns
    )
    good = _without(values, problems)
    more = _contradictions(raw, good)
    good = _without(good, more)
    twice = _doubles(raw, good, case)
    local = pl.zeros(frame.height, dtype=pl.Int64, eager=True)
    for each in checked.values():
        local = local if each.local is None else local + each.local
    return _Judged(_without(good, twice), [*problems, *more, *twice], local)


def _without(rows: pl.DataFrame, problems: list[Problem]) -> pl.DataFrame:
    """Return *rows* but for those that have *problems*."""
    if not problems:
        return rows
    lines = pl.Series([problem.line for problem in problems], dtype=pl.Int64).unique()
    return rows.filter(~pl.col(LINE).is_in(lines.implode()))


def _line(problem: Problem) -> int:
    return problem.line or 0


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


def _doubles(raw: RawCases, good: pl.DataFrame, case: tuple[str, ...]) -> list[Problem]:
    """Return the rows whose case stands in an earlier one."""
    # One column by itself: those of two are put together first, which takes longer.
    different = good[case[0]].n_unique() if len(case) == 1 else good.select(case).n_unique()
    if different == good.height:
        return []
    first = good.group_by(case, maintain_order=True).agg(pl.col(LINE).first().alias("first"))
    later = good.join(first, on=case).filter(pl.col(LINE) != pl.col("first"))
    return [
        Problem(raw.source, "case-twice", f"the case {number} stands in row {first} already", line, place="/case_id")
        for line, number, first in later.select(LINE, "case_id", "first").rows()
    ]
