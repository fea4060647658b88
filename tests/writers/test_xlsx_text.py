from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from tamdocs.writers.xlsx_text import LONGEST, TextCells
from tests.support.required import ROOT


def written(text: str, options: Mapping[str, object] | None = None, **look: object) -> Any:
    data = BytesIO()
    with xlsxwriter.Workbook(data, options) as book:
        TextCells(book, look).write(book.add_worksheet(), 0, 0, text)
    return openpyxl.load_workbook(data).worksheets[0]["A1"]


@pytest.mark.parametrize(
    "text", ["=2+2", "+1", "-1", "@SUM(1,2)", " =2+2", "\t=2", "\n=2", "\u00a0=2", "　=2", "＝2+2", "＋1", "－1", "＠x"]
)
def test_what_could_be_typed_in_as_a_formula_is_quoted(text: str) -> None:
    cell = written(text, bold=True)

    assert (cell.data_type, cell.value, cell.quotePrefix, cell.font.bold) == ("s", text, True, True)


@pytest.mark.parametrize("text", ["Policy", "a=b", "http://vendor.example/", "12", "'x", "上海"])
def test_other_text_is_written_as_it_is(text: str) -> None:
    cell = written(text)

    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text, False)


@pytest.mark.parametrize("options", [{}, {"constant_memory": True}])
@pytest.mark.parametrize("text", ["<r></r>", "<r><t>x</t></r>", '<r></is></c><c r="B1"><f>1+1</f></c><c><is></r>'])
def test_text_that_looks_like_the_markup_of_a_rich_one_is_text(text: str, options: Mapping[str, object]) -> None:
    cell = written(text, options, bold=True)

    assert (cell.value, cell.font.bold, cell.parent.max_column) == (text, True, 1)


def test_text_that_no_cell_can_hold_is_cut() -> None:
    assert len(written("x" * (LONGEST + 1)).value) == LONGEST


def test_text_of_any_workbook_is_written_by_it() -> None:
    sources = {path.name: path.read_text("utf-8") for path in (ROOT / "tamdocs").rglob("*.py")}

    assert [name for name, text in sources.items() if "write_string(" in text] == ["xlsx_text.py"]
