from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from tamdocs.document.charts import values_table
from tamdocs.document.model import Block, Chart, Document, Link, Paragraph, Section, Text
from tamdocs.document.text import document_text, inlines_text
from tamdocs.writers.html.document import write_html
from tests.support.browser import Visit, chromium, visit
from tests.support.charts import HOSTILE, chart, many_charts, many_figures, wide_words
from tests.support.random_documents import documents
from tests.support.trees import document, paragraph
from tests.writers.pdf.samples import every_kind

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BLOCKS = (*many_figures(), *many_charts())
MARKUP = "</title></script><script>document.title = 'run'</script><img src=x onerror=alert(1)>&amp;<!--"


def parsed(*blocks: Block, language: str = "en") -> html.HtmlElement:
    return html.fromstring(write_html(document(*blocks, language=language)))


def words_of(page: str) -> str:
    """Return the text of the body, without what is in pictures, and without blanks."""
    (main,) = html.fromstring(page).iter("main")
    for each in [*main.iter("{*}svg", "svg"), *main.iter("details")]:
        each.drop_tree()
    return re.sub(r"\s", "", main.text_content())


def squeezed(tree: Document) -> str:
    return re.sub(r"\s", "", "".join(document_text(tree, contents=True)))


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_the_page_says_what_the_tree_says(language: str) -> None:
    assert words_of(write_html(every_kind(language))) == squeezed(every_kind(language))


def test_so_it_does_with_charts_and_figures() -> None:
    tree = document(*BLOCKS)

    assert words_of(write_html(tree)) == squeezed(tree)


@given(documents())
@settings(max_examples=50, deadline=None)
def test_so_it_does_for_any_document(tree: Document) -> None:
    assert words_of(write_html(tree)) == squeezed(tree)


def test_equal_documents_give_equal_pages() -> None:
    assert write_html(document(*BLOCKS)) == write_html(document(*BLOCKS))


def test_headings_go_down_one_by_one_and_references_lead_somewhere() -> None:
    page = html.fromstring(write_html(every_kind()))

    levels = [int(str(each.tag)[1]) for each in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    names = [each.get("id") for each in page.iter() if each.get("id")]
    assert len(names) == len(set(names))
    addresses = [each.get("href", "") for each in page.iter("a")]
    assert {address[1:] for address in addresses if address.startswith("#")} <= set(names)


def test_cells_say_what_they_head() -> None:
    page = html.fromstring(write_html(every_kind()))

    assert {each.get("scope") for each in page.iter("th")} == {"col", "row"}
    assert not page.xpath("//thead//td")


def test_a_chart_is_a_picture_with_its_values_as_text_and_as_a_table() -> None:
    block = many_charts()[0]
    assert isinstance(block, Chart)
    page = parsed(block)

    (svg,) = page.iter("svg")
    names = svg.get("aria-labelledby", "").split()
    assert svg.get("role") == "img"
    assert [page.get_element_by_id(name).text_content() for name in names] == ["Two series", block.alt]
    table = values_table(block)
    shown = [[cell.text_content() for cell in row.iter("th", "td")] for row in page.xpath("//details//tr")]
    assert shown == [[inlines_text(cell) for cell in row] for row in (table.header, *table.rows)]


def test_names_within_the_pictures_of_a_page_are_their_own() -> None:
    page = parsed(*BLOCKS)

    names = [each.get("id") for each in page.iter() if isinstance(each.tag, str) and each.get("id")]
    assert len(names) == len(set(names))
    used = {each for svg in page.iter("svg") for each in re.findall(r"url\(#([\w-]+)\)", html.tostring(svg).decode())}
    assert used <= set(names)


def test_markup_in_a_text_is_text() -> None:
    tree = document(
        paragraph(MARKUP),
        chart("bars", MARKUP, [MARKUP, HOSTILE], {MARKUP: [1, 2], HOSTILE: [2, 3]}),
        title=MARKUP,
        author=MARKUP,
        subject=MARKUP,
    )
    made = write_html(tree)

    page = html.fromstring(made)
    assert not list(page.iter("script", "img"))
    assert page.findtext(".//title") == MARKUP
    assert words_of(made) == squeezed(tree)
    assert not [name for each in page.iter() for name in each.keys() if name.startswith("on")]  # noqa: SIM118


def test_an_address_of_another_kind_is_no_link() -> None:
    page = parsed(Paragraph((Link("javascript:alert(1)", (Text("here"),)),)))

    assert not list(page.iter("a"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def opened(browser: Browser, made: str, folder: Path, width: int = 1000) -> Visit:
    file = folder / "page.html"
    file.write_text(made, encoding="utf-8")
    return visit(browser, file, width)


def test_the_page_asks_for_nothing_and_complains_of_nothing(browser: Browser, tmp_path: Path) -> None:
    tree = document(Section("s", "1.", 1, (Text(MARKUP),), BLOCKS), paragraph(MARKUP), title=MARKUP)
    seen = opened(browser, write_html(tree), tmp_path)

    assert seen.requests == [(tmp_path / "page.html").as_uri()]
    assert seen.complaints == []
    assert seen.page.title() == MARKUP


@pytest.mark.parametrize("width", [1000, 360])
def test_nothing_is_wider_than_the_window(browser: Browser, tmp_path: Path, width: int) -> None:
    tree = document(*BLOCKS, *wide_words(), paragraph("x" * 500), *every_kind("zh-Hans").blocks)
    seen = opened(browser, write_html(tree), tmp_path, width)

    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width


_OUTSIDE = """
() => [...document.querySelectorAll("svg")].flatMap((svg) => {
  const room = svg.viewBox.baseVal;
  return [...svg.querySelectorAll("text")].filter((text) => {
    const box = text.getBBox();
    return box.x < -2 || box.x + box.width > room.width + 2 || box.y < -2 || box.y + box.height > room.height + 2;
  }).map((text) => text.textContent);
})
"""


def test_all_words_of_a_chart_stand_in_the_picture(browser: Browser, tmp_path: Path) -> None:
    assert opened(browser, write_html(document(*BLOCKS, *wide_words())), tmp_path).page.evaluate(_OUTSIDE) == []


_NUMBERS = st.none() | st.integers(-(10**9), 10**9) | st.decimals(-1000, 1000, places=2).map(float)


@given(
    kind=st.sampled_from(["columns", "stacked", "bars", "lines"]),
    rows=st.lists(st.tuples(_NUMBERS, _NUMBERS), min_size=1, max_size=80),
)
@settings(max_examples=100, deadline=None)
def test_any_numbers_are_drawn(kind: str, rows: list[tuple[float | None, float | None]]) -> None:
    names = [f"c{index}" for index, _ in enumerate(rows)]
    block = chart(kind, "T", names, {"A": [row[0] for row in rows], "B": [row[1] for row in rows]})  # type: ignore[arg-type]

    (svg,) = parsed(block).iter("svg")
    sizes = [float(value) for each in svg.iter("rect") for value in (each.get("width", "x"), each.get("height", "x"))]
    assert all(size >= 0 for size in sizes)
    assert "nan" not in html.tostring(svg).decode().casefold()
