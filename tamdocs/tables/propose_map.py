"""A column map out of the headings and the first rows of a table: a proposal that a person looks through."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from rapidfuzz.fuzz import ratio, token_sort_ratio

from tamdocs.tables.cell import Cell, Row
from tamdocs.tables.cell_values import date_pattern, is_empty
from tamdocs.tables.headings import plain
from tamdocs.tables.order_fields import OrderField

_NEAR = 85
"""Of 100: how near a heading has to be to a name."""
_FORMS = ("YYYY-MM-DD", "DD.MM.YYYY", "DD/MM/YYYY", "MM/DD/YYYY", "D/M/YYYY", "M/D/YYYY", "YYYY/MM/DD", "YYYY/M/D")
_MORE_FORMS = ("D-MON-YYYY", "D MON YYYY", "YYYY年M月D日", "YYYYMMDD", "DD-MM-YYYY", "D.M.YYYY")
_SPLITS = (";", "|", "、", "；", "\n", ",", "/")
STREETS = 4
"""Columns of street lines that are looked for."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What people call the fields, and what they write for their values."""

    names_of: Callable[[str], Iterable[str]]
    """The names of the field at a pointer, as `plain` leaves them."""
    values_of: Callable[[OrderField, Sequence[str]], Mapping[str, str | int] | None]
    """What the texts of a column stand for, in small letters; None for a field that can be anything."""


@dataclass(frozen=True, slots=True)
class Proposal:
    toml: str
    rules: tuple[str, ...]
    """JSON pointers that a column was found for."""
    missing: tuple[str, ...]
    """JSON pointers of fields that every order has, and no column."""
    unused: tuple[str, ...]
    """Headings."""


def propose_map(
    headings: Sequence[str],
    rows: Sequence[Row],
    fields: Mapping[str, OrderField],
    habits: Habits,
    preamble: str = "",
) -> Proposal:
    """Return the map that *headings* and the first *rows* of a table suggest.

    Args:
        headings: Of the columns.
        rows: Some of them.
        fields: By pointer.
        habits: What people write.
        preamble: TOML before the fields, such as the encoding.
    """
    found = _matches(headings, fields, habits)
    lines: list[str] = []
    missing: list[str] = []
    for pointer, field in fields.items():
        names = found.get(pointer, [])
        if names:
            samples = [_column(headings, rows, name) for name in names]
            lines.append(f"{_quoted(pointer)} = {_rule(field, names, samples, habits)}")
        elif field.required:
            missing.append(pointer)
            lines.append(f'# {_quoted(pointer)} = ""  # needed: {" / ".join(field.path)}')
    used = {name for names in found.values() for name in names}
    unused = tuple(name for name in headings if name and name not in used)
    lines += [f"# unused: {_quoted(name)}" for name in unused]
    text = "\n".join(
        ["# A proposal: look it through before it is used.", *filter(None, [preamble]), "", "[fields]", *lines]
    )
    return Proposal(f"{text}\n", tuple(found), tuple(missing), unused)


def _matches(headings: Sequence[str], fields: Mapping[str, OrderField], habits: Habits) -> dict[str, list[str]]:
    """Return the headings for each field, the nearest ones first come."""
    scored = sorted(
        (-score, order, pointer, slot, heading)
        for order, (pointer, slot, names) in enumerate(_slots(fields, habits))
        for heading in dict.fromkeys(headings)
        if heading and (score := _likeness(plain(heading), names)) >= _NEAR
    )
    taken: dict[tuple[str, int], str] = {}
    for _, _, pointer, slot, heading in scored:
        if (pointer, slot) not in taken and heading not in taken.values():
            taken[pointer, slot] = heading
    found: dict[str, list[str]] = {}
    for pointer, slot in sorted(taken):
        found.setdefault(pointer, []).append(taken[pointer, slot])
    return found


def _slots(fields: Mapping[str, OrderField], habits: Habits) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    for pointer in fields:
        names = tuple(dict.fromkeys(habits.names_of(pointer)))
        yield pointer, 0, names + (tuple(f"{name} 1" for name in names) if pointer.endswith("/lines") else ())
        if pointer.endswith("/lines"):
            for number in range(2, STREETS + 1):
                yield pointer, number, tuple(f"{name} {number}" for name in names)


@cache
def _likeness(heading: str, names: tuple[str, ...]) -> float:
    return max(
        (100.0 if heading == name else min(99, max(ratio(heading, name), token_sort_ratio(heading, name))))
        if heading[-1:].isdigit() == name[-1:].isdigit() or heading == name
        else 0.0
        for name in names
    )


def _column(headings: Sequence[str], rows: Sequence[Row], name: str) -> list[Cell]:
    index = list(headings).index(name)
    return [row[index] for row in rows if index < len(row) and not is_empty(row[index])]


def _rule(field: OrderField, names: list[str], samples: list[list[Cell]], habits: Habits) -> str:
    if len(names) > 1 or field.pointer.endswith("/lines"):
        return f"{{ columns = [{', '.join(map(_quoted, names))}] }}"
    [name], [cells] = names, samples
    texts = list(dict.fromkeys(cell.strip() for cell in cells if isinstance(cell, str)))
    more, remark = "", ""
    if field.kind == "date" and texts:
        more, remark = _date(texts)
    elif field.kind == "list" or "/designated_contacts/*" in field.pointer:
        sign = next((sign for sign in _SPLITS if any(sign in text for text in texts)), ";")
        more = f", split = {_quoted(sign)}" if field.kind == "list" or any(sign in text for text in texts) else ""
    elif field.kind == "moment":
        more, remark = _moment(texts, cells)
    elif (known := habits.values_of(field, texts)) is not None:
        more, remark = _values(texts, known)
    return f"{{ column = {_quoted(name)}{more} }}{remark}" if more else f"{_quoted(name)}{remark}"


def _date(texts: list[str]) -> tuple[str, str]:
    fitting = [form for form in (*_FORMS, *_MORE_FORMS) if all(map(date_pattern(form).fullmatch, texts))]
    real = [form for form in fitting if all(_is_day(text, form) for text in texts)]
    if not real:
        return "", f"  # look: days such as {_quoted(texts[0])}"
    remark = "  # look: day and month may be the other way round" if _turned(real) else ""
    return ("" if real[0] == "YYYY-MM-DD" else f", date = {_quoted(real[0])}"), remark


def _moment(texts: list[str], cells: list[Cell]) -> tuple[str, str]:
    """Return how the days of moments are written, and a remark where a zone is needed."""
    days = list(dict.fromkeys(found[0] for text in texts if (found := _DAY_OF.match(text))))
    more, remark = _date(days) if days else ("", f"  # look: times such as {_quoted(texts[0])}" if texts else "")
    local = any(isinstance(cell, datetime) and cell.tzinfo is None for cell in cells)
    if not remark and (local or not all(map(_OFFSET.search, texts))):
        remark = "  # look: no offset from UTC; `zone` at the top says which time zone"
    return more, remark


_DAY_OF = re.compile(r"[^T\s]+")
_OFFSET = re.compile(r"(?:Z|[+-][0-9]{2}:?[0-9]{2})$")


def _is_day(text: str, form: str) -> bool:
    found = date_pattern(form).fullmatch(text)
    if not found:
        return False
    month, day = found["M"], int(found["D"])
    return 1 <= day <= 31 and (not month.isdecimal() or 1 <= int(month) <= 12)


def _turned(forms: list[str]) -> bool:
    day_first = [form.index("D") < form.index("M") for form in forms if not form.startswith("Y")]
    return len(set(day_first)) > 1


def _values(texts: list[str], known: Mapping[str, str | int]) -> tuple[str, str]:
    """Return what the *texts* of a column stand for, and a remark on those that nobody knows."""
    if all(str(known.get(text.casefold())) == text for text in texts) or len(texts) > _MOST_VALUES:
        return "", ""
    changed = [text for text in texts if str(known.get(text.casefold(), text)) != text]
    pairs = [f"{_quoted(text)} = {_value(known[text.casefold()])}" for text in changed]
    unknown = [text for text in texts if text.casefold() not in known]
    remark = f"  # look: also {', '.join(map(_quoted, unknown[:5]))}" if unknown else ""
    return (f", values = {{ {', '.join(pairs)} }}" if pairs else ""), remark


_MOST_VALUES = 60


def _value(value: str | int) -> str:
    return str(value) if isinstance(value, int) else _quoted(value)


def _quoted(text: str) -> str:
    """Return *text* as a basic string of TOML."""
    return re.sub("\u007f", "\\\\u007f", json.dumps(text, ensure_ascii=False))
