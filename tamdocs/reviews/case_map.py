"""Which column of a table is which field of a case: by its heading, or by a column map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tamdocs.errors import Problem, WorkspaceError
from tamdocs.orders.registers import time_zones
from tamdocs.orders.words import as_json, listed, nearest
from tamdocs.reviews.moments import DEFAULT_MOMENTS, Moments
from tamdocs.tables.column_map import ColumnMap, FieldRule, parse_map
from tamdocs.tables.headings import plain
from tamdocs.tables.order_fields import OrderField, order_fields
from tamdocs.tables.table import column_problem


class CaseMap(ColumnMap, frozen=True, forbid_unknown_fields=True):
    """A column map of a case history. What it does not name is found by its heading."""

    zone: str | None = None
    """IANA name of the time zone of moments that tell no offset from UTC."""


@dataclass(frozen=True, slots=True)
class CaseColumn:
    """Where a field comes from, and what it may hold."""

    name: str
    kind: str
    """`text`, `integer`, `boolean`, `choice` or `moment`."""
    required: bool
    heading: str
    index: int | None
    """Of the column; None for a value that is always the same."""
    constant: str | None = None
    longest: int = 0
    """Characters."""
    choices: tuple[str, ...] = ()
    values: Mapping[str, str] | None = None
    """What some texts of the source stand for."""
    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()
    moments: Moments = DEFAULT_MOMENTS


def parse_case_map(source: str, data: bytes, schema: Mapping[str, Any]) -> CaseMap:
    """Return the column map of a case history in *data*, which is TOML.

    Raises:
        WorkspaceError: It is none; every place that is wrong is named.
    """
    case_map = parse_map(source, data, order_fields(schema), CaseMap)
    if case_map.json is not None:
        message = "`json` is for a book of orders; a history of cases in JSON is a file of its own"
        raise WorkspaceError(Problem(source, "column-map", message))
    if case_map.zone is not None and case_map.zone not in time_zones():
        guess = nearest(case_map.zone, time_zones())
        message = f"`zone` is {as_json(case_map.zone)}, which is no time zone of the IANA database"
        raise WorkspaceError(Problem(source, "column-map", message, hint=f"did you mean {guess}?" if guess else None))
    return case_map


def case_columns(
    source: str, headings: tuple[str, ...], case_map: CaseMap, schema: Mapping[str, Any]
) -> tuple[CaseColumn, ...]:
    """Return the columns of the fields that a table with *headings* has, in the order of the *schema* of a case.

    Raises:
        WorkspaceError: A required field has no column, or the map names one that is not there.
    """
    finder = _Finder(source, headings, case_map, schema)
    columns = tuple(finder.columns())
    if finder.problems:
        raise WorkspaceError(finder.problems)
    return columns


class _Finder:
    def __init__(self, source: str, headings: tuple[str, ...], case_map: CaseMap, schema: Mapping[str, Any]) -> None:
        self._source, self._headings, self._map, self._schema = source, headings, case_map, schema
        self._rules = case_map.rules()
        taken = {rule.column for rule in self._rules.values()}
        self._plain = [None if heading in taken else plain(heading) for heading in headings]
        self.problems: list[Problem] = []

    def columns(self) -> Iterator[CaseColumn]:
        for pointer, field in order_fields(self._schema).items():
            rule = self._rules.get(pointer) or FieldRule()
            heading = rule.column
            if heading is None and rule.value is None:
                heading = self._by_name(field)
            if heading is not None and self._headings.count(heading) != 1:
                self._complain(column_problem(heading, self._source, self._headings))
            elif heading is not None or rule.value is not None:
                yield self._column(field, rule, heading)
            elif field.required:
                self._complain(self._missing(field))

    def _by_name(self, field: OrderField) -> str | None:
        names = (plain(field.pointer.removeprefix("/")), plain(field.title))
        return next((self._headings[at] for at, name in enumerate(self._plain) if name and name in names), None)

    def _column(self, field: OrderField, rule: FieldRule, heading: str | None) -> CaseColumn:
        name = field.pointer.removeprefix("/")
        node = self._schema["properties"][name]
        choices = tuple(str(choice) for choice in node.get("enum", ()))
        return CaseColumn(
            name,
            "choice" if choices and field.kind == "text" else field.kind,
            field.required,
            heading or name,
            None if heading is None else self._headings.index(heading),
            None if rule.value is None else _written(rule.value),
            node.get("maxLength", 0),
            choices,
            {text: _written(value) for text, value in rule.values.items()} or None,
            frozenset(word.casefold() for word in (*self._map.yes, "true")),
            frozenset(word.casefold() for word in (*self._map.no, "false")),
            Moments(rule.date or self._map.dates, self._map.zone),
        )

    def _missing(self, field: OrderField) -> Problem:
        name = field.pointer.removeprefix("/")
        known = listed(map(as_json, filter(None, self._headings[:20])), "and") or "none"
        message = f"no column gives the field {name} ({field.title}), which every case has; the columns are {known}"
        hint = f'name it with --map, in a file with the lines [fields] and "{field.pointer}" = "…"'
        return Problem(self._source, "no-column", message, place=field.pointer, hint=hint)

    def _complain(self, problem: Problem) -> None:
        self.problems.append(problem)


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
