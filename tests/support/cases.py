"""Small case histories for tests, and the sample ones."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tamdocs.reviews.business_hours import business_hours
from tamdocs.reviews.case_map import CaseMap
from tamdocs.reviews.figures import CaseFigures, case_figures
from tamdocs.reviews.history import CaseHistory, check_cases
from tamdocs.reviews.period import parse_period
from tamdocs.reviews.raw_cases import raw_from_csv
from tests.support.required import ROOT

SCHEMA: dict[str, Any] = json.loads((ROOT / "schemas" / "case-history.schema.json").read_text("utf-8"))
SAMPLES = ROOT / "contracts" / "cases"
ZONE = "Europe/Berlin"


def row(**changes: Any) -> dict[str, Any]:
    """Return a good case with *changes*; a field that is None is left out."""
    case = {
        "case_id": "C-1",
        "opened": "2018-05-02T09:00:00+02:00",
        "first_response": "2018-05-02T10:00:00+02:00",
        "closed": "2018-05-03T09:00:00+02:00",
        "severity": "3",
        "status": "closed",
        "product_family": "Data Loss Prevention",
        "product": "Symantec Data Loss Prevention 15",
        "category": "Policy",
        "root_cause": "How-to",
        "escalated": "false",
        "reopened": "false",
        "summary": "A question",
        "reporter": "Erin Walsh",
    } | changes
    return {name: value for name, value in case.items() if value is not None}


def open_row(**changes: Any) -> dict[str, Any]:
    return row(**({"closed": "", "status": "open"} | changes))


def as_csv(rows: Iterable[Mapping[str, Any]]) -> bytes:
    rows = list(rows)
    names = list(dict.fromkeys(name for each in rows or [row()] for name in each))
    text = io.StringIO()
    writer = csv.DictWriter(text, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8", "surrogatepass")


def history_of(
    data: bytes | Iterable[Mapping[str, Any]], zone: str = ZONE, case_map: CaseMap | None = None, order: str = "A-1"
) -> CaseHistory:
    content = data if isinstance(data, bytes) else as_csv(data)
    raw = raw_from_csv("cases.csv", content, case_map or CaseMap(), SCHEMA)
    return check_cases(raw, SCHEMA["properties"], ZoneInfo(zone), order)


def figures_of(history: CaseHistory, period: str, zone: str = ZONE, hours: str = "09:00-17:00") -> CaseFigures:
    return case_figures(history, parse_period(period), business_hours(zone, hours))


@cache
def sample_history(order: str, zone: str) -> CaseHistory:
    return history_of((SAMPLES / f"{order}.csv").read_bytes(), zone)


def headline(figures: CaseFigures) -> dict[str, Any]:
    """Return the values of the headline by name, without the period."""
    return {each.now.id.partition("@")[0]: each.now.value for each in figures.headline}


def moment(epoch_s: int, zone: str) -> str:
    return datetime.fromtimestamp(epoch_s, UTC).astimezone(ZoneInfo(zone)).isoformat()


def told(history: CaseHistory) -> list[str]:
    """Return the problems as `line code: message`."""
    return [f"{each.line} {each.code}: {each.message}" for each in history.problems]


def saved(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    return str(path)
