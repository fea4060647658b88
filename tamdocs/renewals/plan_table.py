"""A plan as JSON, CSV and XLSX. A cell is never a formula, a link or a number; equal plans have equal bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import IO

from tamdocs.renewals.due import DueNotice
from tamdocs.renewals.notice_day import DerivationStep
from tamdocs.renewals.plan import PlannedNotice
from tamdocs.writers.csv_text import inert
from tamdocs.writers.xlsx_sheets import TextSheets

_WIDTHS: Mapping[str, int] = MappingProxyType(
    {
        "order_number": 22,
        "notice": 10,
        "recipient": 10,
        "language": 10,
        "delivery": 10,
        "country": 9,
        "post_by": 12,
        "receive_by": 12,
        "overdue": 9,
        "why": 90,
    }
)

COLUMNS = tuple(_WIDTHS)


def notice_as_json(notice: PlannedNotice | DueNotice) -> dict[str, object]:
    return {
        "order_number": notice.order_number,
        "notice": notice.step,
        "recipient": notice.recipient,
        "language": notice.language,
        "delivery": notice.delivery,
        "country": notice.country,
        "post_by": str(notice.post_by),
        "receive_by": str(notice.receive_by),
        "overdue": notice.overdue,
        "why": notice.why,
    }


def explained_as_json(notice: PlannedNotice) -> dict[str, object]:
    """Return *notice* with its status and each step of its derivation."""
    return notice_as_json(notice) | {
        "status": notice.status,
        "term_end": str(notice.term_end),
        "due_from": str(notice.due_from),
        "letter": notice.letter,
        "derivation": [step_as_json(step) for step in notice.derivation.steps],
        "doubts": list(notice.derivation.doubts),
    }


def notice_as_row(notice: PlannedNotice | DueNotice) -> list[str]:
    """Return the cells of *notice* as text, in the order of `COLUMNS`."""
    cells = notice_as_json(notice) | {"overdue": "yes" if notice.overdue else "no"}
    return [str(cell) for cell in cells.values()]


def write_csv(notices: Iterable[DueNotice], file: IO[bytes], _folder: str) -> None:
    """Write *notices* to *file* as CSV (RFC 4180) in UTF-8 with a byte order mark, which spreadsheets want."""
    text = io.TextIOWrapper(file, "utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(map(inert, notice_as_row(notice)) for notice in notices)
    text.detach()


def write_xlsx(notices: Iterable[DueNotice], file: IO[bytes], folder: str) -> None:
    """Write *notices* to *file* as a workbook in which all cells are text; *folder* is for temporary files."""
    sheets = TextSheets(file, "Renewal notices", _WIDTHS, folder)
    try:
        for notice in notices:
            sheets.add(notice_as_row(notice))
        sheets.finish()
    finally:
        sheets.close()


def step_as_json(step: DerivationStep) -> dict[str, object]:
    return {
        "day": str(step.day),
        "rule": step.rule,
        "source": step.source,
        "holidays": [{"day": str(off.day), "name": off.name, "estimated": off.estimated} for off in step.holidays],
        "worked": [str(day) for day in step.worked],
    }
