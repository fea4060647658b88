from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import openpyxl
import pytest

from tamdocs.renewals.manifest import COLUMNS, MANIFEST_FILES, ManifestFiles, Printed, manifest_row
from tamdocs.writers import xlsx_sheets
from tests.support.notices import notice

ROWS = [manifest_row(notice(number), Printed("print/post-DE-en-001.pdf", number, 1)) for number in range(1, 31)]


def write(folder: Path, rows: Iterable[Mapping[str, object]]) -> list[bytes]:
    folder.mkdir()
    opened = {name: (folder / name).open("wb") for name in MANIFEST_FILES}
    with ManifestFiles(opened, str(folder)) as files:
        for row in rows:
            files.add(row)
        files.finish()
    opened["manifest.xlsx"].close()
    assert sorted(path.name for path in folder.iterdir()) == sorted(MANIFEST_FILES)
    return [(folder / name).read_bytes() for name in MANIFEST_FILES]


def test_the_three_files_say_the_same(tmp_path: Path) -> None:
    data, _, lines = write(tmp_path / "made", ROWS)
    table = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
    (sheet,) = openpyxl.load_workbook(tmp_path / "made" / "manifest.xlsx").worksheets

    assert [json.loads(line) for line in lines.splitlines()] == ROWS
    assert [row["order_number"] for row in table] == [row["order_number"] for row in ROWS]
    assert [row["address"] for row in table] == [f"'=Straße 1, Köln, {number:05}, DE" for number in range(1, 31)]
    assert list(sheet.values) == [
        COLUMNS,
        *(tuple(text.removeprefix("'") if name == "address" else text for name, text in row.items()) for row in table),
    ]


def test_equal_rows_have_equal_bytes(tmp_path: Path) -> None:
    assert write(tmp_path / "one", ROWS) == write(tmp_path / "two", ROWS)


@pytest.mark.parametrize(
    "text", ['<r></is></c><c r="Z9"><f>1+1</f></c><c><is></r>', "</t></is></c></row>", "]]>", "&amp;"]
)
def test_no_text_is_markup_in_the_workbook(tmp_path: Path, text: str) -> None:
    write(tmp_path / "made", [dict.fromkeys(COLUMNS, text)])
    (sheet,) = openpyxl.load_workbook(tmp_path / "made" / "manifest.xlsx").worksheets

    assert list(sheet.values) == [COLUMNS, (text,) * len(COLUMNS)]


def test_rows_that_no_sheet_can_hold_go_on_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_sheets, "_MOST_ROWS", 12)
    write(tmp_path / "made", ROWS)
    sheets = openpyxl.load_workbook(tmp_path / "made" / "manifest.xlsx").worksheets

    assert [sheet.max_row - 1 for sheet in sheets] == [12, 12, 6]
    assert all(next(sheet.values) == COLUMNS for sheet in sheets)


def test_a_manifest_without_rows_has_its_headings(tmp_path: Path) -> None:
    table, _, lines = write(tmp_path / "made", [])

    assert table.decode("utf-8-sig") == ",".join(COLUMNS) + "\r\n"
    assert lines == b""
