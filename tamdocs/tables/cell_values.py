"""From what stands in a cell to the JSON value that an order has, typed as its schema wants it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import cache
from math import isfinite

from tamdocs.orders.words import as_json
from tamdocs.tables.cell import Cell

LONGEST_TEXT = 10_000
"""Characters of a cell. The longest value of an order has 500."""


class CellError(ValueError):
    """A cell does not say what its column should."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How the cells of a column are read."""

    kind: str
    """`text`, `integer`, `boolean` or `date`."""
    dates: str = "YYYY-MM-DD"
    number: str = "1234.5"
    """An example: which sign stands before the fraction, and which one between thousands."""
    yes: frozenset[str] = frozenset({"true"})
    no: frozenset[str] = frozenset({"false"})
    values: Mapping[str, str | int | bool] = field(default_factory=dict)
    """What some texts of the source stand for; others stand for themselves."""
    amount: bool = False
    """Whether the text is an amount of money, which a sheet may hold as a number."""


def is_empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def read_cell(cell: Cell, how: Reading) -> str | int | bool | Decimal:
    """Return the value of *cell*, which is not empty. A Decimal is an amount that is still to get its digits.

    Raises:
        CellError: It cannot be read; the message goes on from the name of the column.
    """
    if isinstance(cell, (bytes, time)):
        raise CellError(f"has {'binary data' if isinstance(cell, bytes) else 'a time of day'}, not a value of an order")
    if isinstance(cell, (float, Decimal)) and not isfinite(cell):
        raise CellError(f"is {cell}, which is no number")
    if isinstance(cell, str) and len(cell) > LONGEST_TEXT:
        raise CellError(f"has {len(cell):,} characters, at most {LONGEST_TEXT:,}")
    if how.values and (written := _as_text(cell)) in how.values:
        return how.values[written]
    return _READ[how.kind](cell, how)


def _as_text(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 10**15 else repr(cell)
    if isinstance(cell, datetime) and cell.time() == time.min:
        return cell.date().isoformat()
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)


def _read_text(cell: Cell, how: Reading) -> str | Decimal:
    if how.amount:
        return _read_amount(cell, how)
    return cell if isinstance(cell, str) else _as_text(cell)


def _read_amount(cell: Cell, how: Reading) -> str | Decimal:
    if isinstance(cell, (int, float, Decimal)) and not isinstance(cell, bool):
        return Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell)
    text = _as_text(cell)
    return _plain_number(text, how.number) or text


def _read_integer(cell: Cell, how: Reading) -> int:
    if isinstance(cell, (int, float, Decimal)) and not isinstance(cell, bool):
        if -(10**18) < cell < 10**18 and cell == int(cell):
            return int(cell)
        raise CellError(f"is {_as_text(cell)}, not a whole number")
    text = _as_text(cell)
    plain = _plain_number(text, how.number)
    if plain is None or not re.fullmatch(r"-?[0-9]{1,18}", plain):
        raise CellError(f"is {as_json(text)}, not a whole number")
    return int(plain)


def _read_boolean(cell: Cell, how: Reading) -> bool:
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, (int, float, Decimal)) and cell in {0, 1}:
        return cell == 1
    text = _as_text(cell).casefold()
    if text in {"true", "false", *how.yes, *how.no}:
        return text in how.yes or (text == "true" and text not in how.no)
    words = ", ".join(map(as_json, sorted(how.yes | how.no)))
    raise CellError(f"is {as_json(_as_text(cell))}; yes and no are {words}")


def _read_date(cell: Cell, how: Reading) -> str:
    if isinstance(cell, datetime):
        if cell.time() != time.min:
            raise CellError(f"is {cell.isoformat(' ')}, a day with a time of day; an order has the day alone")
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if not isinstance(cell, str):
        raise CellError(f"is {_as_text(cell)}, a number and not a day; format the column as a date")
    return _parse_day(cell.strip(), how.dates)


_READ = {"text": _read_text, "integer": _read_integer, "boolean": _read_boolean, "date": _read_date}


def _parse_day(text: str, form: str) -> str:
    found = date_pattern(form).fullmatch(text) or date_pattern("YYYY-MM-DD").fullmatch(text)
    if not found:
        raise CellError(f"is {as_json(text)}; the map says that days are written {form}")
    month = found["M"]
    number = int(month) if month.isdecimal() else _MONTHS.index(month.lower()) + 1
    return f"{found['Y']}-{number:02}-{int(found['D']):02}"


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TOKENS = {
    "YYYY": "(?P<Y>[0-9]{4})",
    "MON": f"(?P<M>(?i:{'|'.join(_MONTHS)}))",
    "MM": "(?P<M>[0-9]{2})",
    "M": "(?P<M>[0-9]{1,2})",
    "DD": "(?P<D>[0-9]{2})",
    "D": "(?P<D>[0-9]{1,2})",
}


@cache
def date_pattern(form: str) -> re.Pattern[str]:
    """Return the pattern of days that are written as *form*, such as `DD.MM.YYYY`, `D-MON-YYYY` or `YYYY年M月D日`.

    Raises:
        ValueError: Year, month and day do not stand in it once each.
    """
    parts = re.split(r"(YYYY|MON|MM|M|DD|D)", form)
    names = sorted(part[0] for part in parts if part in _TOKENS)
    if names != ["D", "M", "Y"]:
        raise ValueError(f"{as_json(form)} does not have YYYY, MM (M, MON) and DD (D) once each")
    return re.compile("".join(_TOKENS.get(part) or re.escape(part) for part in parts))


def number_signs(example: str) -> tuple[str, str]:
    """Return the sign between thousands and the one before the fraction of *example*, such as `1.234,5`.

    Raises:
        ValueError: It is no such example.
    """
    found = re.fullmatch(r"1(?P<group>[.,'\u2019 \u00a0\u202f]?)234(?P<point>[.,])5", example)
    if not found or found["group"] == found["point"]:
        raise ValueError(f'{as_json(example)} is no example of a number such as "1,234.5" or "1.234,5"')
    return found["group"], found["point"]


def _plain_number(text: str, example: str) -> str | None:
    """Return *text*, a number written as *example* is, as JSON writes it; None if it is not written so."""
    group, point = number_signs(example)
    grouped = rf"[0-9]{{1,3}}(?:{re.escape(group)}[0-9]{{3}})+|" if group else ""
    if not re.fullmatch(rf"-?(?:{grouped}[0-9]+)(?:{re.escape(point)}[0-9]+)?", text):
        return None
    return (text.replace(group, "") if group else text).replace(point, ".")


def written_amount(amount: Decimal, digits: int | None) -> str:
    """Return the number *amount* with the *digits* that its currency has, if none is lost by it."""
    try:
        exact = amount if digits is None else amount.quantize(Decimal(1).scaleb(-digits))
    except InvalidOperation:
        return str(amount)
    return format(exact if exact == amount else amount, "f")
