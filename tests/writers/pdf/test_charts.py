"""Charts and key figures on the pages: drawn within them, described, and of the same words as the tree."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from tamdocs.document.model import Block, Chart
from tamdocs.document.text import document_text
from tamdocs.errors import RenderError
from tamdocs.writers.pdf import PdfWriter
from tests.support import verapdf
from tests.support.charts import chart, many_charts, many_figures, wide_words
from tests.support.pdf_text import pdf_blocks
from tests.support.trees import document
from tests.writers.pdf.samples import SKIN


@cache
def _writer() -> PdfWriter:
    return PdfWriter(SKIN)


def written(*blocks: Block, language: str = "en") -> bytes:
    return _writer().write(document(*blocks, language=language)).data


def alternatives(data: bytes) -> list[str]:
    """Return the descriptions of the pictures, in their order in the structure tree."""
    found: list[str] = []

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, dict):
            if node.get("/S") == "/Figure":
                found.append(str(node["/Alt"]))
            walk(node.get("/K", []))

    walk(PdfReader(io.BytesIO(data)).root_object["/StructTreeRoot"])
    return found


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_every_chart_keeps_the_standards_and_is_described_with_its_values(language: str, tmp_path: Path) -> None:
    blocks = (*many_figures(), *many_charts())
    file = tmp_path / "charts.pdf"
    file.write_bytes(written(*blocks, language=language))

    assert verapdf.failures([file]) == []
    assert alternatives(file.read_bytes()) == [block.alt for block in blocks if isinstance(block, Chart)]


def test_what_a_chart_shows_is_no_text_of_the_body() -> None:
    tree = document(*many_figures(), *many_charts())

    said = "".join(block.text for block in pdf_blocks(_writer().write(tree).data))
    assert "".join(said.split()) == "".join("".join(document_text(tree)).split())


def test_ticks_and_values_stand_in_the_chart_as_in_the_tree() -> None:
    block = chart("columns", "Cases", ["2018-01", "2018-02"], {"Opened": [1250, 3], "Closed": [900, None]})

    text = PdfReader(io.BytesIO(written(block))).pages[0].extract_text()
    words = set(re.split(r"\s+", text))
    assert {tick.label for tick in block.ticks} | {"1,250", "900", "3", "Opened", "Closed", "2018-01"} <= words


def test_charts_are_vectors() -> None:
    page = PdfReader(io.BytesIO(written(*many_charts()[:2]))).pages[0]

    assert not page.images


def test_a_title_stays_with_its_chart() -> None:
    data = written(*(chart("columns", f"Chart {index}", ["a"], {"S": [index]}) for index in range(12)))

    for page in PdfReader(io.BytesIO(data)).pages:
        text = page.extract_text()
        assert len(re.findall(r"Chart \d+", text)) == text.count("Category")


def test_a_character_without_a_glyph_is_refused_by_name() -> None:
    with pytest.raises(RenderError, match="cannot be printed"):
        written(chart("bars", "T", ["\U0001f4a1"], {"S": [1]}))


_NUMBERS = st.none() | st.integers(-(10**9), 10**9) | st.decimals(-1000, 1000, places=2).map(float)


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    kind=st.sampled_from(["columns", "stacked", "bars", "lines"]),
    rows=st.lists(st.tuples(_NUMBERS, _NUMBERS), min_size=1, max_size=70),
)
def test_any_numbers_are_drawn_on_one_page(kind: str, rows: list[tuple[float | None, float | None]]) -> None:
    names = [f"category {index}" for index, _ in enumerate(rows)]
    block = chart(kind, "T", names, {"A": [row[0] for row in rows], "B": [row[1] for row in rows]})  # type: ignore[arg-type]

    assert len(PdfReader(io.BytesIO(written(block))).pages) == 1


def test_words_that_are_wider_than_the_page_stay_on_it() -> None:
    for page in PdfReader(io.BytesIO(written(*wide_words()))).pages:
        starts: list[float] = []

        def note(_text: str, _ctm: object, matrix: list[float], *_: object, starts: list[float] = starts) -> None:
            starts.append(float(matrix[4]))

        page.extract_text(visitor_text=note)
        assert max(starts) < float(page.mediabox.right) - 50
