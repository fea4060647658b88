"""A column map held against the headings of a table: which cells fill which field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tamdocs.errors import Problem, WorkspaceError
from tamdocs.tables.cell import Cell
from tamdocs.tables.cell_values import Reading
from tamdocs.tables.column_map import NUMBER, ColumnMap, FieldRule
from tamdocs.tables.order_fields import OrderField, generic
from tamdocs.tables.table import Table, TableRow, column_problem


@dataclass(frozen=True, slots=True)
class Filler:
    pointer: str
    parts: tuple[str, ...]
    """Names down to the value: from the order, or from the entry of a list."""
    rule: FieldRule
    how: Reading
    indexes: tuple[int, ...]
    """Of its columns."""
    heading: str
    is_list: bool
    required: bool

    @property
    def is_constant(self) -> bool:
        return not self.indexes

    @property
    def split(self) -> str | None:
        return self.rule.split

    def cells(self, row: TableRow) -> list[Cell]:
        return [row.cells[index] for index in self.indexes if index < len(row.cells)]


@dataclass(frozen=True, slots=True)
class Fillers:
    number: Filler
    single: tuple[Filler, ...]
    lists: Mapping[str, list[list[Filler]]]
    """By the pointer of a list, the fillers of each entry that a row gives to it."""
    constant: tuple[Filler, ...]


def make_fillers(column_map: ColumnMap, table: Table, fields: Mapping[str, OrderField]) -> Fillers:
    """Return how the columns of *table* fill an order.

    Raises:
        WorkspaceError: The map names columns that the table does not have, or has twice.
    """
    made = [_filler(pointer, rule, column_map, table, fields) for pointer, rule in column_map.rules().items()]
    problems = [problem for rule in column_map.rules().values() for problem in _unknown(rule, table)]
    if problems:
        raise WorkspaceError(dict.fromkeys(problems))
    lists: dict[str, dict[str, list[Filler]]] = {}
    single: list[Filler] = []
    for filler in made:
        name, sign, _ = generic(filler.pointer).partition("/*/")
        if sign:
            lists.setdefault(name, {}).setdefault(filler.pointer[len(name) + 1 :].partition("/")[0], []).append(filler)
        else:
            single.append(filler)
    ordered = {name: [groups[key] for key in sorted(groups)] for name, groups in lists.items()}
    number = next(filler for filler in made if filler.pointer == NUMBER)
    return Fillers(
        number,
        tuple(filler for filler in single if not filler.is_constant),
        ordered,
        tuple(filler for filler in single if filler.is_constant),
    )


def _filler(
    pointer: str, rule: FieldRule, column_map: ColumnMap, table: Table, fields: Mapping[str, OrderField]
) -> Filler:
    field = fields[generic(pointer)]
    names = (rule.column,) if rule.column is not None else rule.columns
    _, sign, rest = generic(pointer).partition("/*/")
    return Filler(
        pointer,
        tuple((rest if sign else pointer.removeprefix("/")).split("/")),
        rule,
        Reading(
            "text" if field.kind == "list" else field.kind,
            rule.date or column_map.dates,
            column_map.number,
            frozenset(word.casefold() for word in column_map.yes),
            frozenset(word.casefold() for word in column_map.no),
            rule.values,
            amount=pointer == "/fee/amount",
        ),
        tuple(table.headings.index(name) for name in names if name in table.headings),
        ", ".join(names),
        field.kind == "list",
        field.required,
    )


def _unknown(rule: FieldRule, table: Table) -> list[Problem]:
    names = (rule.column,) if rule.column is not None else rule.columns
    return [column_problem(name, table.source, table.headings) for name in names if table.headings.count(name) != 1]
