"""The column map: which column of a table fills which field of an order, and how its cells are read."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

import msgspec

from tamdocs.errors import Problem, WorkspaceError
from tamdocs.library.toml_lines import Path, line_of
from tamdocs.library.toml_shape import shape_faults
from tamdocs.orders.words import as_json, nearest
from tamdocs.tables.cell_values import date_pattern, number_signs
from tamdocs.tables.order_fields import OrderField, generic

Encoding = Literal["utf-8", "utf-16", "gb18030", "windows-1252"]


class FieldRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where one field of an order comes from: a `column`, several `columns`, or a `value` that is always the same."""

    column: str | None = None
    columns: tuple[str, ...] = ()
    """For a list of texts: one entry from each column, in this order; empty cells are left out."""
    value: str | int | bool | tuple[str, ...] | None = None
    date: str | None = None
    """How days are written, such as `DD.MM.YYYY`."""
    split: str | None = None
    """What stands between the entries of a list in one cell, such as `;`."""
    values: dict[str, str | int | bool] = {}
    """What some texts of the column stand for, such as `{ Partner = "reseller" }`."""


class ColumnMap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    encoding: Encoding = "utf-8"
    """Of a CSV file. One that begins with a byte order mark needs no word."""
    delimiter: str = ""
    """Between the cells of a CSV file; else the one that its first line has most of."""
    sheet: str | None = None
    """Of a workbook; else the first one."""
    json: str | None = None
    """A column that holds whole orders as JSON. Then there are no `fields`."""
    dates: str = "YYYY-MM-DD"
    number: str = "1234.5"
    """How numbers are written in text: an example, such as `1.234,5`."""
    yes: tuple[str, ...] = ("true", "yes", "y", "1", "是")
    no: tuple[str, ...] = ("false", "no", "n", "0", "否")
    fields: dict[str, str | FieldRule] = {}
    """By JSON pointer, with `*` for the entries of a list: a column, or a rule."""

    def rules(self) -> dict[str, FieldRule]:
        return {
            pointer: FieldRule(column=rule) if isinstance(rule, str) else rule for pointer, rule in self.fields.items()
        }


NUMBER = "/order_number"


@dataclass(frozen=True, slots=True)
class _Fault:
    path: Path
    message: str
    hint: str | None = None


AnyMap = TypeVar("AnyMap", bound=ColumnMap)


def parse_column_map(source: str, data: bytes, fields: Mapping[str, OrderField]) -> ColumnMap:
    """Return the column map of a book of orders in *data*, which is TOML.

    Raises:
        WorkspaceError: It is none; every place that is wrong is named.
    """
    return parse_map(source, data, fields, ColumnMap, needed=NUMBER)


def parse_map(
    source: str, data: bytes, fields: Mapping[str, OrderField], shape: type[AnyMap], needed: str = ""
) -> AnyMap:
    """Return the column map in *data*, which is TOML.

    Args:
        shape: What the map may hold.
        needed: The pointer of a field that must have a column.

    Raises:
        WorkspaceError: It is none; every place that is wrong is named.
    """
    try:
        text = data.decode("utf-8-sig")
        content = tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WorkspaceError(Problem(source, "toml", str(error))) from error
    faults = [_Fault(*fault) for fault in shape_faults(content, shape)]
    if not faults:
        try:
            column_map = msgspec.convert(content, shape)
        except msgspec.ValidationError as error:
            raise WorkspaceError(Problem(source, "column-map", str(error))) from error
        faults = list(_faults(column_map, fields, needed))
        if not faults:
            return column_map
    raise WorkspaceError(
        Problem(source, "column-map", fault.message, line_of(text, fault.path), hint=fault.hint) for fault in faults
    )


def _faults(column_map: ColumnMap, fields: Mapping[str, OrderField], needed: str) -> Iterator[_Fault]:
    if len(column_map.delimiter) > 1:
        yield _Fault(("delimiter",), f"`delimiter` is one sign, not {as_json(column_map.delimiter)}")
    yield from _unusable(("dates",), column_map.dates, date=True)
    yield from _unusable(("number",), column_map.number, date=False)
    if column_map.json is not None:
        if column_map.fields:
            yield _Fault(("json",), "`json` names a column with whole orders; then there are no `fields`")
        return
    if needed and needed not in column_map.fields:
        hint = f'write "{needed}" = "…" with the name of its column'
        yield _Fault(("fields",), f"no column gives {needed}", hint)
    for pointer, rule in column_map.rules().items():
        path: Path = ("fields", pointer)
        if generic(pointer) in fields:
            yield from _rule_faults(path, rule, fields[generic(pointer)])
        else:
            guess = nearest(pointer, fields)
            yield _Fault(
                path,
                f"{'an order' if needed else 'a case'} has no field {pointer}",
                f"did you mean {guess}?" if guess else None,
            )


def _unusable(path: Path, example: str, *, date: bool) -> Iterator[_Fault]:
    try:
        if date:
            date_pattern(example)
        else:
            number_signs(example)
    except ValueError as error:
        yield _Fault(path, str(error))


def _rule_faults(path: Path, rule: FieldRule, field: OrderField) -> Iterator[_Fault]:
    given = [rule.column is not None, bool(rule.columns), rule.value is not None]
    if sum(given) != 1:
        yield _Fault(path, f"{path[-1]} has one of `column`, `columns` and `value`")
    if rule.columns and field.kind != "list":
        yield _Fault(path, f"{path[-1]} is no list of texts: it comes from one `column`")
    if isinstance(rule.value, tuple) and field.kind != "list":
        yield _Fault((*path, "value"), f"{path[-1]} is no list of texts: it has one `value`")
    if rule.split is not None and (not rule.split or (field.kind != "list" and "*" not in str(path[-1]))):
        yield _Fault(path, f"{path[-1]} is no list, or there is no sign to split it at")
    if rule.date is not None:
        if field.kind in {"date", "moment"}:
            yield from _unusable((*path, "date"), rule.date, date=True)
        else:
            yield _Fault((*path, "date"), f"{path[-1]} is no day")
