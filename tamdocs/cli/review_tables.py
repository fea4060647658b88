"""The figures of a review as plain tables: columns of one width, so that they can be read in any terminal or file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeAlias

from tamdocs.reviews.as_data import name_of, written
from tamdocs.reviews.figure import Change, Figure, Number
from tamdocs.reviews.figures import COUNTED, CaseFigures
from tamdocs.reviews.period import Period

_CAUTIONS = {"few": "few cases", "chance": "within chance", None: ""}
_LONGEST = 40
"""Signs of a text cell."""


def figure_tables(made: CaseFigures) -> Iterator[str]:
    """Yield the lines of all tables."""
    period = made.period
    yield f"Cases of {period}, {period.first_day} up to {period.end_day} (not included), {made.hours.zone}"
    for headings, rows in _tables(made):
        yield from _table(headings, rows)
    if made.outside and made.outside.count:
        yield ""
        yield f"{made.outside.count:,} of the cases opened are for products that are no designated software"


_Table: TypeAlias = tuple[Sequence[str], Sequence[Sequence[str]]]


def _tables(made: CaseFigures) -> Iterator[_Table]:
    yield _headline(made)
    yield ("severity", *COUNTED), [(*part.name, *_values(part.counts)) for part in made.by_severity]
    yield ("family", "product", *COUNTED), [(*part.name, *_values(part.counts)) for part in made.by_product]
    yield _backlog_age(made)
    yield (
        ("hours to", "severity", "cases", "median", "p90", "business median", "business p90"),
        [
            (each.measure, str(each.severity or "all"), str(each.count), *_values(each.figures()))
            for each in made.times
            if each.count
        ],
    )
    yield _severity_one(made)
    yield _pain_points(made)
    yield ("month", "opened", "closed", "backlog"), [(str(each.month), *_values(each.figures())) for each in made.trend]


def _headline(made: CaseFigures) -> _Table:
    earlier = _earlier(made.period)
    rows = []
    for each in made.headline:
        changes = (each.previous, each.year_before)[: len(earlier)]
        told = (cell for change in changes for cell in _change(change))
        rows.append((_label(each.now), each.now.unit, _shown(each.now.value), *told))
    return ("figure", "unit", "now", *(cell for name in earlier for cell in (name, "change", ""))), rows


def _earlier(period: Period) -> tuple[str, ...]:
    """Return the names of the period before and of the same one a year before: for a year they are one."""
    return tuple(dict.fromkeys((str(period.previous()), str(period.year_before()))))


def _label(figure: Figure) -> str:
    return name_of(figure).replace("_", "-")


def _backlog_age(made: CaseFigures) -> _Table:
    age = made.backlog_age
    bands = [f"{low}-{high}" if high is not None else f"from {low}" for low, high, _ in age.bands]
    return ("backlog age", "median", "p90", "oldest", *bands), [("days", *_values(age.figures()))]


def _severity_one(made: CaseFigures) -> _Table:
    rows = [
        (
            case.case_id,
            *map(_moment, (case.opened, case.first_response, case.closed)),
            _shown(case.resolution.value),
            case.product,
        )
        for case in made.severity_one.cases
    ]
    return ("severity 1", "opened", "first response", "closed", "hours", "product"), rows


def _pain_points(made: CaseFigures) -> _Table:
    earlier = _earlier(made.period)
    rows = [
        (
            point.category,
            point.product,
            _shown(point.now.value),
            *(_change(each)[0] for each in (point.previous, point.year_before)[: len(earlier)]),
            "grew" if point.grew else "",
        )
        for point in made.pain_points
    ]
    return ("pain point", "product", "cases", *earlier, ""), rows


def _moment(when: datetime | None) -> str:
    return f"{when:%Y-%m-%d %H:%M}" if when else "-"


def _values(figures: Iterable[Figure]) -> tuple[str, ...]:
    return tuple(_shown(figure.value) for figure in figures)


def _shown(value: Number) -> str:
    return "-" if value is None else written(value) or ""


def _change(change: Change | None) -> tuple[str, str, str]:
    if change is None:
        return "-", "", ""
    difference = change.difference
    shown = "" if difference is None else f"{difference:+.1f}" if isinstance(difference, float) else f"{difference:+}"
    percent = f" ({change.percent:+}%)" if change.percent is not None else ""
    return _shown(change.before.value), shown + percent, _CAUTIONS[change.caution]


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a table that has rows; numbers stand to the right."""
    if not rows:
        return
    cells = [list(map(_cell, row)) for row in (headings, *rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    right = [all(_is_number(row[at]) for row in cells[1:]) for at in range(len(widths))]
    yield ""
    for row in cells:
        aligned = (
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(row, widths, right, strict=True)
        )
        yield "  ".join(aligned).rstrip()


def _cell(text: str) -> str:
    visible = "".join(sign if sign.isprintable() else "?" for sign in text)
    return visible if len(visible) <= _LONGEST else f"{visible[: _LONGEST - 1]}…"


def _is_number(cell: str) -> bool:
    return not cell.strip("+-.0123456789")
