"""Charts in a Word file: Word's own, with their values in a workbook behind them."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from lxml import etree

from tamdocs.compare.plain import plain
from tamdocs.document.model import Block, BulletList, Chart, Item
from tamdocs.document.text import document_text
from tamdocs.errors import RenderError
from tamdocs.readers.docx.read import read_docx
from tamdocs.readers.docx.tree import tree_of
from tamdocs.writers.docx.write import write_docx
from tests.support import libreoffice, ooxml
from tests.support.charts import HOSTILE, LONG, chart, many_charts, many_figures, wide_words
from tests.support.docx_text import docx_text
from tests.support.trees import document
from tests.writers.docx.samples import contract_skin

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
BLOCKS = (*many_figures(), *many_charts(), *wide_words())
CHARTS = [block for block in BLOCKS if isinstance(block, Chart)]


def written(*blocks: Block, language: str = "en") -> bytes:
    return write_docx(document(*blocks, language=language), contract_skin(), {})


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def workbook(data: bytes, number: int) -> list[list[object]]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        book = openpyxl.load_workbook(BytesIO(archive.read(f"word/embeddings/chart{number}.xlsx")))
    return [[cell.value for cell in row] for row in book["Sheet1"].rows]


def cached(series: etree._Element, kind: str) -> list[str]:
    return [value.text or "" for value in series.findall(f"{C}{kind}//{C}pt/{C}v")]


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_judges_find_no_fault(language: str, tmp_path: Path) -> None:
    file = tmp_path / "charts.docx"
    file.write_bytes(written(*BLOCKS, language=language))

    assert ooxml.faults([file]) == []


def test_the_words_are_those_of_the_tree() -> None:
    tree = document(*BLOCKS)

    said = "".join(docx_text(write_docx(tree, contract_skin(), {})))
    assert "".join(said.split()) == "".join("".join(document_text(tree)).split())


def test_each_chart_is_described_with_its_values() -> None:
    root = part(written(*BLOCKS), "word/document.xml")

    assert [each.get("descr") for each in root.iter(f"{WP}docPr")] == [each.alt for each in CHARTS]


def test_the_workbook_holds_the_values_of_the_chart_as_numbers_and_text() -> None:
    data = written(*BLOCKS)

    for number, block in enumerate(CHARTS, 1):
        header, *rows = workbook(data, number)
        assert header == [block.category_axis, *(series.name for series in block.series)]
        assert [row[0] for row in rows] == list(block.categories)
        assert [row[1:] for row in rows] == [
            list(row) for row in zip(*(each.values for each in block.series), strict=True)
        ]


def test_the_chart_shows_the_values_of_the_workbook_without_opening_it() -> None:
    block = chart("columns", "T", ["a", "b"], {"S": [1250.5, None]})
    (series,) = part(written(block), "word/charts/chart1.xml").iter(f"{C}ser")

    assert (cached(series, "tx"), cached(series, "cat"), cached(series, "val")) == (["S"], ["a", "b"], ["1250.5"])
    assert series.findtext(f"{C}val//{C}f") == "Sheet1!$B$2:$B$3"
    assert series.findtext(f"{C}val//{C}formatCode") == "#,##0.0"


def test_its_axis_is_that_of_the_tree() -> None:
    block = chart("columns", "T", ["a", "b"], {"S": [-3, 7]})
    axis = next(part(written(block), "word/charts/chart1.xml").iter(f"{C}valAx"))

    low, high, step = (axis.find(f".//{C}{name}").get("val") for name in ("min", "max", "majorUnit"))  # type: ignore[union-attr]
    assert (low, high, step) == ("-4", "8", "2")


def test_hostile_text_is_text_in_the_chart_and_in_its_workbook() -> None:
    block = chart(
        "bars", HOSTILE, [HOSTILE, "=cmd|' /C calc'!A0", "@x", "https://example.com/"], {HOSTILE: [1, 2, 3, 4]}
    )
    data = written(block)

    assert [row[0] for row in workbook(data, 1)[1:]] == list(block.categories)
    with (
        zipfile.ZipFile(BytesIO(data)) as archive,
        zipfile.ZipFile(BytesIO(archive.read("word/embeddings/chart1.xlsx"))) as book,
    ):
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        assert not list(sheet.iter("{*}f", "{*}hyperlink"))
    (series,) = part(data, "word/charts/chart1.xml").iter(f"{C}ser")
    assert cached(series, "tx") == [HOSTILE]


def test_a_long_name_is_cut_in_the_chart_and_whole_in_the_workbook() -> None:
    data = written(chart("columns", "T", [LONG], {"S": [1]}))
    (series,) = part(data, "word/charts/chart1.xml").iter(f"{C}ser")

    assert cached(series, "cat") == ["Endpoint protection for very sm…"]
    assert workbook(data, 1)[1][0] == LONG


def test_words_of_a_chart_have_the_faces_of_the_skin() -> None:
    root = part(written(CHARTS[0], language="zh-Hans"), "word/charts/chart1.xml")

    assert {each.get("typeface") for each in root.iter(f"{A}latin")} == {"Arial"}
    assert {each.get("typeface") for each in root.iter(f"{A}ea")} == {"Microsoft YaHei"}
    assert root.find(f"{C}lang").get("val") == "zh-CN"  # type: ignore[union-attr]


def test_a_character_that_xml_cannot_carry_is_refused() -> None:
    with pytest.raises(RenderError):
        written(chart("bars", "T", ["a\x01"], {"S": [1]}))


def test_a_chart_may_stand_in_a_list() -> None:
    data = written(BulletList((Item("", (CHARTS[0],)), Item("", (CHARTS[1],)))))

    assert len(list(part(data, "word/document.xml").iter(f"{WP}inline"))) == 2


def test_a_document_without_charts_names_none() -> None:
    written(*BLOCKS)

    with zipfile.ZipFile(BytesIO(written())) as archive:
        assert b"chart" not in archive.read("[Content_Types].xml")


def test_python_docx_and_libreoffice_open_it(tmp_path: Path) -> None:
    data = written(*BLOCKS)
    file = tmp_path / "charts.docx"
    file.write_bytes(data)

    assert len(docx.Document(BytesIO(data)).inline_shapes) == len(CHARTS)
    (text,) = libreoffice.texts_of([file])
    assert "Two series" in text


def test_what_is_read_back_is_what_was_written() -> None:
    tree = document(*BLOCKS)

    read = plain(tree_of(read_docx(write_docx(tree, contract_skin(), {}), "x.docx")))
    assert list(document_text(read)) == list(document_text(plain(tree)))


_PROGRAM = """
import hashlib
from tests.writers.docx.test_charts_of_all_kinds import BLOCKS, written
print(hashlib.sha256(written(*BLOCKS)).hexdigest())
"""


def test_the_bytes_depend_on_no_clock_and_no_place() -> None:
    def run(zone: str, clock: str) -> str:
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": clock[-1]}
        command = ["faketime", clock, sys.executable, "-c", _PROGRAM]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    assert run("Asia/Shanghai", "2031-02-03 04:05:06") == run("America/Los_Angeles", "2018-01-01 00:00:01")
