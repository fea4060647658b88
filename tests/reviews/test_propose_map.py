from __future__ import annotations

import json
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from xlsxwriter import Workbook

from tamdocs.batch.book_source import BookOptions
from tamdocs.batch.case_map import propose_map_of_cases
from tamdocs.reviews.case_map import parse_case_map
from tamdocs.reviews.propose_map import propose_case_map
from tamdocs.tables.order_fields import order_fields
from tests.support.cases import SCHEMA
from tests.support.required import ROOT
from tests.support.samples import sample_workspace

HEADINGS = (
    "Ticket",
    "Created",
    "Resolved",
    "Priority",
    "State",
    "Family",
    "Product",
    "Issue type",
    "升级",
    "Re-opened",
)
ROW = ("T-1", "05.10.2018 09:14", "", "P1 - Critical", "In progress", "DLP", "DLP 15", "Policy", "是", "no")


def proposed(*rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS) -> Any:
    return propose_case_map(headings, list(rows), order_fields(SCHEMA), 'delimiter = ";"')


def test_a_proposal_is_a_map_that_can_be_used() -> None:
    toml = proposed(ROW).toml

    jsonschema.validate(tomllib.loads(toml), json.loads((ROOT / "schemas" / "case-map.schema.json").read_text("utf-8")))
    found = parse_case_map("map.toml", toml.encode(), SCHEMA).rules()
    assert found["/severity"].values == {"P1 - Critical": 1}
    assert found["/status"].values == {"In progress": "open"}
    assert (found["/opened"].column, found["/opened"].date) == ("Created", "DD.MM.YYYY")
    assert found["/escalated"].column == "升级"


def test_moments_without_an_offset_are_pointed_out() -> None:
    assert 'date = "DD.MM.YYYY" }  # look: no offset from UTC; `zone`' in proposed(ROW).toml
    with_offset = ("T-1", "2018-10-05T09:14:00+02:00", *ROW[2:])
    assert tomllib.loads(proposed(with_offset).toml)["fields"]["/opened"] == "Created"
    assert "offset" not in proposed(with_offset).toml


def test_moments_of_a_workbook_have_no_offset_which_is_pointed_out(tmp_path: Path) -> None:
    with Workbook(str(tmp_path / "c.xlsx"), {"default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS[:3])
        sheet.write_string(1, 0, "T-1")
        sheet.write_datetime(1, 1, datetime(2018, 10, 5, 9, 14))  # noqa: DTZ001 - as a cell has it

    made = propose_map_of_cases(str(tmp_path / "c.xlsx"), None, BookOptions(), sample_workspace())

    remark = "  # look: no offset from UTC; `zone` at the top says which time zone"
    assert f'"/opened" = "Created"{remark}\n"/closed" = "Resolved"\n' in made.toml


@pytest.mark.parametrize("encoding", ["gb18030", "windows-1252", "utf-16-le", "utf-16-be"])
def test_the_encoding_of_an_export_is_proposed(tmp_path: Path, encoding: str) -> None:
    word = "策略" if encoding == "gb18030" else "Règle à revoir"
    lines = ["Ticket,Created,Issue type", *(f"T-{number},2018-10-05T09:14:00Z,{word}" for number in range(12))]
    (tmp_path / "c.csv").write_bytes("\n".join(lines).encode(encoding))

    made = propose_map_of_cases(str(tmp_path / "c.csv"), None, BookOptions(), sample_workspace())

    assert tomllib.loads(made.toml)["encoding"] == encoding.removesuffix("-le").removesuffix("-be")
    assert '"/category" = "Issue type"' in made.toml


def test_severities_are_told_by_figure_or_by_word() -> None:
    rows = [(*ROW[:3], severity, *ROW[4:]) for severity in ("Sev 2", "Urgent", "低", "P1/P2", "?")]

    rule = tomllib.loads(proposed(*rows).toml)["fields"]["/severity"]
    assert rule["values"] == {"Sev 2": 2, "Urgent": 1, "低": 4}
    assert '# look: also "P1/P2", "?"' in proposed(*rows).toml


def test_what_every_case_has_and_no_column_gives_is_told() -> None:
    made = proposed(ROW[1:], headings=HEADINGS[1:])

    assert made.missing == ("/case_id",)
    assert '# "/case_id" = ""  # needed: Case ID' in made.toml
