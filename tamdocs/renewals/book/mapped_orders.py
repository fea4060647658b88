"""Orders from the rows of a table: rows that follow each other with one order number make one order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import groupby
from typing import Any

from tamdocs.errors import Problem
from tamdocs.orders.quick import canonical_json
from tamdocs.orders.registers import currency_digits
from tamdocs.orders.words import as_json
from tamdocs.renewals.book.fillers import Filler, Fillers
from tamdocs.renewals.book.record import Entry
from tamdocs.tables.cell_values import CellError, is_empty, read_cell, written_amount
from tamdocs.tables.column_map import NUMBER
from tamdocs.tables.table import Table, TableRow

MOST_ROWS = 2000
"""Of one order. It has a thousand licences at most."""


def mapped_entries(table: Table, fillers: Fillers) -> Iterator[Entry]:
    """Yield an entry for each order in the rows of *table*; rows without anything in them are passed over."""
    rows = (row for row in table.rows if row.fault or not all(map(is_empty, row.cells)))
    for group in _groups(rows, fillers.number):
        yield _Order(table.source, group, fillers).entry()


def _groups(rows: Iterator[TableRow], number: Filler) -> Iterator[list[TableRow]]:
    alone = 0

    def order_of(row: TableRow) -> object:
        nonlocal alone
        cells = number.cells(row)
        if cells and not is_empty(cells[0]):
            return str(cells[0]).strip()
        alone += 1
        return alone  # a row without a number belongs to no other

    for _, group in groupby(rows, order_of):
        held: list[TableRow] = []
        for row in group:
            if len(held) == MOST_ROWS:
                yield [replace(held[0], fault=_too_many(row)), *held[1:]]
                held = []
            held.append(row)
        yield held


def _too_many(row: TableRow) -> Problem:
    message = f"more than {MOST_ROWS:,} rows have one order number"
    return Problem("", "too-many", message, row.line, place=NUMBER)


@dataclass(slots=True)
class _Order:
    source: str
    rows: list[TableRow]
    fillers: Fillers
    _problems: list[Problem] = field(default_factory=list)
    _columns: dict[str, str] = field(default_factory=dict)

    def entry(self) -> Entry:
        self._problems = [
            replace(row.fault, source=self.source, line=row.fault.line or row.line) for row in self.rows if row.fault
        ]
        document: dict[str, Any] = {}
        for filler in self.fillers.single:
            self._fill(document, filler)
        for name, groups in self.fillers.lists.items():
            self._fill_list(document, name, groups)
        for filler in self.fillers.constant:
            _put_constant(document, filler)
        _finish_amount(document)
        first = self.rows[0]
        return Entry(
            self.source,
            first.line,
            first.line,
            canonical_json(document),
            tuple(self._problems),
            self._columns or {"": ""},
            tuple(row.cells for row in self.rows),
            first.key,
        )

    def _fill(self, document: dict[str, Any], filler: Filler) -> None:
        """Put the value of *filler* into *document*; rows that say nothing agree with those that do."""
        told = False
        for row in self.rows:
            value = self._value(filler, row, filler.pointer)
            if value is None:
                continue
            if not told:
                told = True
                self._columns[filler.pointer] = filler.heading
                _put(document, filler.parts, value)
            elif value != _at(document, filler.parts):
                message = f'rows of one order differ in the column "{filler.heading}": {as_json(value)}'
                hint = f"row {self.rows[0].line} has {as_json(_at(document, filler.parts))}"
                self._tell("rows-differ", message, row, filler.pointer, hint)

    def _fill_list(self, document: dict[str, Any], name: str, groups: list[list[Filler]]) -> None:
        found: list[dict[str, Any]] = []
        for row in self.rows:
            for fillers in groups:
                found += [entry for entry in self._entries(row, name, fillers, len(found)) if entry not in found]
        if found:
            _put(document, tuple(name.split("/")[1:]), found)

    def _entries(self, row: TableRow, name: str, fillers: list[Filler], count: int) -> list[dict[str, Any]]:
        """Return the entries that *row* gives to a list: one, or as many as its cells are split into."""
        pieces: list[dict[str, Any]] = []
        for filler in fillers:
            value = None if filler.is_constant else self._value(filler, row, f"{name}/{count}/{filler.parts[0]}")
            for index, piece in enumerate(value if isinstance(value, list) else [] if value is None else [value]):
                while len(pieces) <= index:
                    pieces.append({})
                if piece is not None:
                    pieces[index][filler.parts[0]] = piece
                    self._columns[f"{name}/{count + index}/{filler.parts[0]}"] = filler.heading
        constants = {filler.parts[0]: filler.rule.value for filler in fillers if filler.is_constant}
        return [{**constants, **piece} for piece in pieces if piece]

    def _value(self, filler: Filler, row: TableRow, place: str) -> Any:
        """Return what *filler* finds in *row*; None for nothing, the text itself for what cannot be read."""
        cells: list[Any] = [cell for cell in filler.cells(row) if not is_empty(cell)]
        if not cells:
            return None
        try:
            if filler.split is not None:
                parts = [part.strip() for part in str(cells[0]).split(filler.split)]
                # In a list of objects an empty part keeps its place, so that names and numbers stay together.
                parts = [part for part in parts if part] if filler.is_list else parts
                return [read_cell(part, filler.how) if part else None for part in parts]
            if filler.is_list:  # a database knows lists
                cells = [part for cell in cells for part in (cell if isinstance(cell, list) else [cell])]
            values = [read_cell(cell, filler.how) for cell in cells]
            return values if filler.is_list else values[0]
        except CellError as fault:
            self._tell("bad-cell", f'the column "{filler.heading}" {fault}', row, place, None)
            return None

    def _tell(self, code: str, message: str, row: TableRow, place: str, hint: str | None) -> None:
        self._problems.append(Problem(self.source, code, message, row.line, None, place, hint))


def _put(document: dict[str, Any], parts: tuple[str, ...], value: object) -> None:
    *above, last = parts
    for part in above:
        document = document.setdefault(part, {})
    document[last] = value


def _at(document: Mapping[str, Any], parts: tuple[str, ...]) -> Any:
    found: Any = document
    for part in parts:
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _put_constant(document: dict[str, Any], filler: Filler) -> None:
    """Put a value that is always the same; not into an optional part of the order that the row says nothing of."""
    parent = filler.parts[:-1]
    if filler.required or not parent or _at(document, parent) is not None:
        value = filler.rule.value
        _put(document, filler.parts, list(value) if isinstance(value, tuple) else value)


def _finish_amount(document: dict[str, Any]) -> None:
    amount = _at(document, ("fee", "amount"))
    if isinstance(amount, Decimal):
        currency = _at(document, ("fee", "currency"))
        digits = currency_digits().get(currency) if isinstance(currency, str) else None
        document["fee"]["amount"] = written_amount(amount, digits)


def json_entries(table: Table, index: int) -> Iterator[Entry]:
    """Yield an entry for each row of *table*, whose column *index* holds an order as JSON."""
    for row in table.rows:
        if not row.fault and all(map(is_empty, row.cells)):
            continue
        cell: Any = row.cells[index] if index < len(row.cells) else None
        problems = (replace(row.fault, source=table.source, line=row.line),) if row.fault else ()
        if isinstance(cell, str):
            data = cell.encode("utf-8", "replace")
        elif isinstance(cell, (dict, list)):  # a database knows JSON
            data = canonical_json(cell)
        elif isinstance(cell, bytes):
            data = cell
        else:
            data = b""
            message = f'the column "{table.headings[index]}" holds no order'
            problems = (*problems, Problem(table.source, "bad-cell", message, row.line, place=""))
        yield Entry(table.source, row.line, row.line, data, problems, rows=(row.cells,), key=row.key)
