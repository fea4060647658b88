"""The cells of a case history, checked: whole columns at once, and a cell at a time where something is special.

What is wrong is told by number of the row, in words that go on from the name of the column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from tamdocs.orders.text import find_flaw, tidy
from tamdocs.orders.words import as_json, listed
from tamdocs.reviews.case_map import CaseColumn
from tamdocs.reviews.flat_bytes import all_plain
from tamdocs.reviews.moments import parse_moment
from tamdocs.reviews.quick_moments import LOCAL, quick_moments, read_moments, shaped, surely_within
from tamdocs.tables.cell_values import CellError

FREE_TEXT = "summary"
"""Told by a person, and printed only: characters that are no text are replaced, and cost no row."""


@dataclass(frozen=True, slots=True)
class Checked:
    values: pl.Series
    """Null where a cell is empty or wrong."""
    faults: dict[int, str] = field(default_factory=dict)
    """By number of the row in the frame."""
    local: pl.Series | None = None
    """Which moments told no offset; None for none of them."""


def check_columns(frame: pl.DataFrame, columns: Sequence[CaseColumn], zone: ZoneInfo) -> dict[str, Checked]:
    """Return the values of each column of *frame*.

    Args:
        zone: Of moments without an offset.
    """
    asked = [look for column in columns for look in _looks(column)]
    looks = frame.select(asked).row(0, named=True) if asked else {}
    checked: dict[str, Checked] = {}
    quick: dict[str, pl.Expr] = {}
    for column in columns:
        name, cells = column.name, frame[column.name]
        if column.kind == "moment":
            read = read_moments(cells, zone)
            checked[name] = (
                _check_moments(cells, column, zone)
                if read is None
                else Checked(read.moments_s, {}, cells.is_not_null() if read.is_local else None)
            )
        elif column.kind == "text":
            plain = all_plain(cells, column.longest) if name in _MANY else looks[name]
            checked[name] = Checked(cells) if plain and column.values is None else _check_texts(cells, column)
        else:
            checked[name], quick_codes = _codes(cells, column, looks[name])
            if quick_codes is not None:
                quick[name] = quick_codes
    made = frame.select(expression.alias(name) for name, expression in quick.items()) if quick else pl.DataFrame()
    for name in made.columns:
        checked[name] = replace(checked[name], values=made[name])
    return checked


def _looks(column: CaseColumn) -> Iterator[pl.Expr]:
    """Yield what is asked of a whole column: which texts it has, or whether all are plain.

    There are few different ones, as a rule: to find them costs less than to look at each cell.
    """
    cells = pl.col(column.name)
    if column.kind == "text" and column.name not in _MANY:
        is_short = (cells.str.len_bytes() <= column.longest).all()
        yield cells.unique().str.contains(_PLAIN).all() & is_short
    elif column.kind not in {"text", "moment"}:
        yield cells.unique().implode()


_MANY = frozenset({"case_id", "summary"})
"""Fields that are different in each case."""

_PLAIN = r"^(?:[!-~]+(?: [!-~]+)*)?$"
"""ASCII with single blanks."""


def _each(cells: pl.Series, read: Callable[[str], Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what each different text of *cells* is read as, and what is wrong with the others."""
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for text in cells.unique(maintain_order=True).drop_nulls():
        try:
            values[text] = read(text) if text.strip() else None
        except CellError as error:
            wrong[text] = str(error)
    return values, wrong


def _wrong_rows(cells: pl.Series, wrong: dict[str, str]) -> dict[int, str]:
    if not wrong:
        return {}
    rows = cells.is_in(list(wrong)).fill_null(value=False).arg_true()
    return {row: wrong[cells[row]] for row in rows}


def _check_texts(cells: pl.Series, column: CaseColumn) -> Checked:
    cells = cells.replace(dict(column.values)) if column.values else cells
    special = (~cells.str.contains(_PLAIN) | (cells.str.len_bytes() > column.longest)).fill_null(value=False)
    values, wrong = _each(cells.filter(special), lambda text: _read_text(text, column))
    changed = {text: value for text, value in values.items() if value != text} | dict.fromkeys(wrong)
    kept = cells.replace(list(changed), list(changed.values())) if changed else cells
    return Checked(kept, _wrong_rows(cells, wrong))


def _read_text(text: str, column: CaseColumn) -> str | None:
    if column.name == FREE_TEXT:
        text = _visible(text)
    # A cell may have several lines; a value has one.
    one_line = tidy(" ".join(text.split()))
    if len(one_line) > column.longest:
        raise CellError(f"has {len(one_line):,} characters, at most {column.longest:,}")
    flaw = find_flaw(one_line) if one_line else None
    if flaw:
        raise CellError(flaw.message)
    return one_line or None


def _visible(text: str) -> str:
    shown = "".join(char if _is_visible(char) else "?" for char in text)
    if find_flaw(tidy(" ".join(shown.split())) or "?"):  # heaps of combining marks, or one with no letter before it
        shown = "".join(char if char.isalnum() or char.isspace() or char.isascii() else "?" for char in shown)
    return shown


@cache
def _is_visible(char: str) -> bool:
    return char.isspace() or not find_flaw(f"a{char}")


def _codes(cells: pl.Series, column: CaseColumn, texts: Sequence[str | None]) -> tuple[Checked, pl.Expr | None]:
    """Return what is wrong with *cells*, which have few different texts, and how the others are read."""
    values, wrong = _each(pl.Series(texts, dtype=pl.String), lambda text: _read_code(text, column))
    kind = {"integer": pl.Int64(), "boolean": pl.Boolean()}.get(column.kind, pl.String())
    if not values:
        return Checked(pl.Series([None] * cells.len(), dtype=kind), _wrong_rows(cells, wrong)), None
    if not wrong and all(meant is not None and text == _plainly(meant) for text, meant in values.items()):
        cell = pl.col(column.name)
        return Checked(cells), cell == "true" if column.kind == "boolean" else cell.cast(kind)
    read = pl.col(column.name).replace_strict(list(values), list(values.values()), default=None, return_dtype=kind)
    return Checked(cells, _wrong_rows(cells, wrong)), read


def _plainly(value: int | bool | str) -> str:  # noqa: FBT001 - any value of a code
    return str(value).lower() if isinstance(value, bool) else str(value)


def _read_code(text: str, column: CaseColumn) -> int | bool | str:
    given = text.strip()
    meant = (column.values or {}).get(given, given)
    if column.kind == "boolean":
        word = meant.casefold()
        if word not in column.yes | column.no:
            words = listed(map(as_json, sorted(column.yes | column.no)), "and")
            raise CellError(f"is {as_json(given)}; yes and no are {words}")
        return word in column.yes and (word == "true" or word not in column.no)
    if column.kind == "choice":
        meant = meant.casefold().replace(" ", "-").replace("_", "-")
    if meant not in column.choices:
        raise CellError(f"is {as_json(given)}, not {listed(column.choices)}; a map may say what it stands for")
    return int(meant) if column.kind == "integer" else meant


def _check_moments(cells: pl.Series, column: CaseColumn, zone: ZoneInfo) -> Checked:
    """Return the moments in *cells*, those of one form at once and each of the others by itself."""
    frame = pl.DataFrame({"cell": cells})
    plain = frame.select(shaped(pl.col("cell")).fill_null(value=False)).to_series()
    offsets = cells.filter(plain).str.slice(LOCAL).unique().to_list()
    told = frame.select(quick_moments("cell", offsets, zone)).to_series()
    good = (plain & told.is_not_null() & surely_within(told)).fill_null(value=False)
    values, wrong = _each(cells.filter(~good), lambda text: parse_moment(text.strip(), column.moments.dates, zone))
    read = {text: moment for text, moment in values.items() if moment is not None}
    seconds = {text: moment.epoch_s for text, moment in read.items()}
    other = cells.replace_strict(seconds, default=None, return_dtype=pl.Int64) if seconds else told.clear(cells.len())
    naive = [text for text, moment in read.items() if moment.is_local]
    local = (good & (cells.str.len_bytes() == LOCAL)) | cells.is_in(naive)
    return Checked(told.zip_with(good, other), _wrong_rows(cells, wrong), local.fill_null(value=False))
