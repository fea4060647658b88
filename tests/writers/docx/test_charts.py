"""Charts in a Word file: real ones, whose numbers stand in a workbook inside."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pypdf import PdfReader

from tamdocs.document.charts import ChartWords, make_chart
from tamdocs.document.model import Chart, ChartKind, Text
from tamdocs.writers.docx.chart_workbook import column_name
from tamdocs.writers.docx.write import write_docx
from tests.support import ooxml
from tests.support.libreoffice import pdfs_of
from tests.support.trees import section
from tests.writers.docx.samples import contract_skin, document

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
MONTHS = tuple(f"2018-{month:02d}" for month in range(1, 13))


def chart_of(
    kind: ChartKind, title: str, categories: Sequence[str], numbers: Mapping[str, Sequence[float | None]]
) -> Chart:
    words = ChartWords((Text(title),), "Month", "Cases", "Cases by month", "en")
    exact = {
        name: [None if value is None else Decimal(str(value)) for value in values] for name, values in numbers.items()
    }
    return make_chart(kind, words, categories, exact)


TITLE = "Cases opened and closed, January to December 2018"
NUMBERS: Mapping[str, Sequence[float | None]] = {
    "Opened": [10 + month for month in range(12)],
    "Closed": [None if month == 4 else month / 2 for month in range(12)],
}
CHART = chart_of("columns", TITLE, MONTHS, NUMBERS)
HOSTILE = "=1+1 <b>&\"' \U0001f600 {{ x }} " + "w" * 300


def written(*charts: Chart, language: str = "en") -> bytes:
    return write_docx(document(section("1.", "Charts", "Text.", *charts), language=language), contract_skin(), {})


def part(data: bytes, name: str) -> bytes:
    return zipfile.ZipFile(BytesIO(data)).read(name)


def cached(data: bytes, number: int = 1) -> tuple[list[str], list[list[str | None]]]:
    """Return the categories and the numbers of each series that Word shows before anybody opens the workbook."""
    root = etree.fromstring(part(data, f"word/charts/chart{number}.xml"))
    categories = [each.findtext(f"{C}v") or "" for each in next(root.iter(f"{C}cat")).iter(f"{C}pt")]
    series = []
    for values in root.iter(f"{C}val"):
        found = {int(each.get("idx", "")): each.findtext(f"{C}v") for each in values.iter(f"{C}pt")}
        series.append([found.get(index) for index in range(len(categories))])
    return categories, series


def workbook(data: bytes, number: int = 1) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(BytesIO(part(data, f"word/embeddings/chart{number}.xlsx")))
    return list(book.worksheets[0].iter_rows(values_only=True))


def test_the_numbers_stand_in_the_chart_and_in_its_workbook() -> None:
    data = written(CHART)
    rows = workbook(data)

    assert rows[0] == ("Month", "Opened", "Closed")
    assert [row[0] for row in rows[1:]] == list(MONTHS)
    assert [[row[column] for row in rows[1:]] for column in (1, 2)] == [list(each.values) for each in CHART.series]
    assert cached(data) == (
        list(MONTHS),
        [[None if value is None else f"{value:g}" for value in each.values] for each in CHART.series],
    )


@pytest.mark.parametrize("kind", ["columns", "stacked", "bars", "lines"])
@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_every_kind_is_valid_and_shown(kind: ChartKind, language: str, tmp_path: Path) -> None:
    chart = chart_of(kind, "每月案例" if language == "zh-Hans" else TITLE, MONTHS, NUMBERS)
    file = tmp_path / "charts.docx"
    small = chart_of(kind, "Small", ["one"], {"x": [-3.5]})
    file.write_bytes(written(chart, small, language=language))

    assert ooxml.faults([file]) == []
    (shown,) = pdfs_of([file])
    words = "".join(page.extract_text() for page in PdfReader(BytesIO(shown)).pages)
    assert [word for word in ("Opened", "Closed", "Month", "Cases", "one") if word not in words] == []


def test_hostile_names_are_text_everywhere(tmp_path: Path) -> None:
    chart = chart_of("bars", HOSTILE, [HOSTILE, "=2"], {HOSTILE: [1.0, None]})
    data = written(chart)
    (tmp_path / "charts.docx").write_bytes(data)
    book = openpyxl.load_workbook(BytesIO(part(data, "word/embeddings/chart1.xlsx")))

    assert ooxml.faults([tmp_path / "charts.docx"]) == []
    assert [[cell.value for cell in row] for row in book.worksheets[0].rows] == [
        ["Month", HOSTILE], [HOSTILE, 1], ["=2", None]
    ]  # fmt: skip
    assert {cell.data_type for row in book.worksheets[0].rows for cell in row} <= {"s", "n"}
    assert [[cell.quotePrefix for cell in row] for row in book.worksheets[0].rows] == [
        [False, True], [True, False], [True, False]
    ]  # fmt: skip


def test_the_chart_tells_its_values_to_who_cannot_see_it() -> None:
    drawing = re.search(rb"<wp:docPr [^>]*/>", part(written(CHART), "word/document.xml"))

    assert drawing
    assert f'title="{TITLE}" descr="{CHART.alt}"'.encode() in drawing[0]


def test_a_document_without_charts_has_none_of_their_parts() -> None:
    names = zipfile.ZipFile(BytesIO(written())).namelist()

    assert [name for name in names if "chart" in name or "embed" in name] == []
    assert b"xlsx" not in part(written(), "[Content_Types].xml")


numbers = st.one_of(st.none(), st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 1)))


@given(st.integers(1, 40).flatmap(lambda count: st.lists(st.tuples(*[numbers] * count), min_size=1, max_size=30)))
def test_any_numbers_come_back_from_the_workbook(series: list[tuple[float | None, ...]]) -> None:
    names = tuple(f"c{index}" for index in range(len(series[0])))
    chart = chart_of("columns", TITLE, names, {f"s{number}": each for number, each in enumerate(series)})
    data = written(chart)
    rows = workbook(data)[1:]

    padded = [(*row, *[None] * len(series)) for row in rows]
    assert [tuple(row[column + 1] for row in padded) for column in range(len(series))] == list(map(tuple, series))
    assert written(chart) == data


def test_columns_have_the_names_of_a_sheet() -> None:
    assert [column_name(each) for each in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


@pytest.mark.parametrize(("categories", "series"), [(1, 1), (2, 2), (6, 2), (12, 3)])
def test_a_bar_is_as_high_as_its_label(categories: int, series: int) -> None:
    numbers = {f"Series {number}": [5.0] * categories for number in range(series)}
    data = written(chart_of("bars", "Products", [f"Product {number}" for number in range(categories)], numbers))

    height = float(etree.fromstring(part(data, "word/document.xml")).xpath("string(//*[local-name()='extent']/@cy)"))
    gap = float(
        etree.fromstring(part(data, "word/charts/chart1.xml")).xpath("string(//*[local-name()='gapWidth']/@val)")
    )
    around = 15 if series == 1 else 23  # axis, its title, legend, in millimetres, as LibreOffice draws them
    bar = (height / 36_000 - around) / categories / (series + gap / 100)
    assert bar >= 3.5
