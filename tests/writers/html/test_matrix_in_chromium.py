from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tamdocs.compare.matrix import make_matrix
from tamdocs.writers.html.matrix import write_matrix
from tests.support.browser import Visit, chromium, visit
from tests.support.changed_edition import changed_edition
from tests.support.required import require
from tests.support.samples import sample_library

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

LAW = "#terms-governing-law-en td button"
KINDS = len(sample_library().editions["2017-11"].outlines)
WARRANTY = "---\ntitle: Warranty\nfacts: [TC-3]\n---\n\n1. Vendor shall do its very best.\n"

FAINT_TEXTS = """
() => {
  const numbers = (color) => color.match(/[0-9.]+/g).map(Number);
  const light = (color) => {
    const [r, g, b] = numbers(color).map((part) => part / 255).map(
      (part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const seen = (color) => color.startsWith("rgb") && numbers(color)[3] !== 0;
  const behind = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const style = getComputedStyle(each);
      if (seen(style.backgroundColor)) {
        return [style.backgroundColor, ...(style.backgroundImage.match(/rgba?\\([^)]*\\)/g) || []).filter(seen)];
      }
    }
    return ["rgb(255, 255, 255)"];
  };
  const contrast = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const texts = [...document.querySelectorAll("body *")].filter((element) =>
    element.checkVisibility() && !element.closest(".spoken")
    && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  return texts.filter((element) =>
    behind(element).some((color) => contrast(getComputedStyle(element).color, color) < 4.5))
    .map((element) => `${element.className}: ${element.textContent}`);
}
"""
"""The texts whose contrast with what is behind them, patterns included, is less than WCAG 2 asks for (AA)."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of an edition in which one text differs that should not."""
    edition = changed_edition(("clauses/terms/warranty/en.emea.md", "", WARRANTY))
    path = tmp_path_factory.mktemp("matrix") / "variants.html"
    path.write_text(write_matrix(make_matrix(edition)), encoding="utf-8")
    return path


@pytest.fixture
def opened(browser: Browser, file: Path) -> Iterator[Visit]:
    opened = visit(browser, file)
    yield opened
    opened.page.close()


@pytest.fixture
def page(opened: Visit) -> Page:
    return opened.page


def words(found: Locator) -> list[str]:
    """Return the texts of *found* as one sees them."""
    return [re.sub(r"\[(?:inserted|deleted): (.*?)\]", r"\1", text) for text in found.all_text_contents()]


def rows(page: Page) -> list[str]:
    return [str(row.get_attribute("id")) for row in page.locator("tbody tr:visible").all()]


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.closest('tr')?.id + ' ' + document.activeElement.dataset.column"))


def test_the_page_asks_for_nothing_and_complains_of_nothing(opened: Visit, file: Path) -> None:
    opened.page.locator(LAW).last.click()
    opened.page.locator("#write-out").click()

    assert opened.requests == [file.as_uri()]
    assert opened.complaints == []


def test_a_click_shows_the_words_that_differ_from_the_most_frequent_text(page: Page) -> None:
    page.locator(LAW).last.click()

    assert page.locator("#panel").is_visible()
    assert page.locator("#panel-where").text_content() == (
        "Terms and Conditions · Europe, Middle East and Africa · reseller"
    )
    assert words(page.locator("#panel-words del")) == ["the State of California, United States of America"]
    assert words(page.locator("#panel-words ins")) == ["England and Wales"]


def test_another_column_can_be_compared_with(page: Page) -> None:
    page.locator(LAW).last.click()
    page.get_by_label("Compare with").select_option(label="Asia Pacific · direct")

    assert words(page.locator("#panel-words del")) == ["Singapore"]
    assert page.locator("#panel-note").text_content() == "Text C against B."


def test_the_column_stays_chosen_for_the_next_cell(page: Page) -> None:
    page.locator(LAW).last.click()
    page.get_by_label("Compare with").select_option(label="Asia Pacific · direct")
    page.locator(LAW).first.click()

    assert words(page.locator("#panel-words del")) == ["Singapore"]
    assert words(page.locator("#panel-words ins")) == ["the State of California, United States of America"]


def test_the_other_texts_of_a_clause_are_a_click_away(page: Page) -> None:
    page.locator(LAW).first.click()
    page.locator("#panel-variants button", has_text="Asia Pacific").click()

    assert words(page.locator("#panel-words ins")) == ["Singapore"]
    assert page.locator("#panel-variants [aria-pressed=true]").text_content() == "B Asia Pacific"


def test_keys_move_through_the_grid_open_a_cell_and_close_it(page: Page) -> None:
    page.locator("#terms-preamble-en td button").first.focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowDown", "ArrowUp", "End", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)

    assert focused(page) == "terms-preamble-zh-Hans 4"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel-title"
    page.keyboard.press("Escape")
    assert not page.locator("#panel").is_visible()
    assert focused(page) == "terms-preamble-zh-Hans 4"
    page.keyboard.press("Control+Home")
    assert focused(page) == "terms-preamble-en 0"
    page.keyboard.press("Control+End")
    assert focused(page) == "terms-every-page-zh-Hans 5"


def test_each_grid_is_one_stop_of_the_tab_key(page: Page) -> None:
    page.locator("#unexpected").focus()
    stops = []
    for _ in range(KINDS + 1):
        page.keyboard.press("Tab")
        stops.append(focused(page))

    assert stops[:3] == [
        "order-confirmation-introduction-en 0",
        "service-description-overview-en 0",
        "terms-preamble-en 0",
    ]
    assert {"renewal-notice-copy-address-en 0", "renewal-notice-address-en 0"} < set(stops[3:KINDS])
    assert page.evaluate("document.activeElement.id") == "write-out"


def test_the_first_stop_leads_past_the_head(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the matrix"
    page.keyboard.press("Enter")

    page.keyboard.press("Tab")

    assert focused(page) == "order-confirmation-introduction-en 0"


def test_only_what_is_not_expected_is_left(page: Page) -> None:
    page.get_by_label("only unexpected").check()

    assert rows(page) == ["terms-warranty-en"]
    assert page.locator("#count").text_content() == f"1 of {page.locator('tbody tr').count()}"
    assert page.locator("section.document:visible h2").all_text_contents() == ["Terms and Conditions"]


def test_what_is_not_expected_says_so_in_words(page: Page) -> None:
    page.locator("#terms-warranty-en td.wrong button").first.click()

    assert page.locator("#terms-warranty-en th").inner_text().split("\n")[-1].endswith("not as expected")
    assert page.locator("#panel-problems li").all_text_contents() == [
        "terms, `warranty` in en: differs by region, which is not expected (direct, bcs-rps): americas “…warrants that "
        "it performs the Services in a good, profession…”, emea “…shall do its very best.”"
    ]


@pytest.mark.parametrize(
    ("find", "document", "language", "expected"),
    [
        ("England and Wales", "", "en", ["terms-governing-law-en"]),
        ("新加坡法律", "", "", ["terms-governing-law-zh-Hans"]),
        ("GOVERNING-LAW", "", "", ["terms-governing-law-en", "terms-governing-law-zh-Hans"]),
        ("fee", "order-confirmation", "zh-Hans", ["order-confirmation-fee-zh-Hans"]),
    ],
)
def test_rows_are_found_by_words_document_and_language(
    page: Page, find: str, document: str, language: str, expected: list[str]
) -> None:
    page.get_by_label("Find").fill(find)
    page.locator("#document").select_option(document)
    page.locator("#language").select_option(language)

    assert rows(page) == expected


def test_where_nothing_matches_the_page_says_so(page: Page) -> None:
    page.get_by_label("Find").fill("no clause says this")

    assert rows(page) == []
    assert page.locator("#nothing").is_visible()


def test_every_grid_can_be_reached_after_a_filter(page: Page) -> None:
    page.get_by_label("only what differs").check()
    page.locator("#unexpected").focus()
    page.keyboard.press("Tab")

    assert focused(page) == "order-confirmation-parties-en 0"


def test_the_printed_page_has_every_difference_and_no_controls(page: Page, tmp_path: Path) -> None:
    paper = tmp_path / "variants.pdf"
    page.pdf(path=paper, prefer_css_page_size=True)

    command = [require("pdftotext"), str(paper), "-"]
    text = " ".join(subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.split())

    for said in ("Every difference, written out", "England and Wales", "英格兰和威尔士", "shall do its very best"):
        assert said in text
    assert "only unexpected" not in text
    assert "Write out every difference" not in text


def test_the_program_is_not_needed_to_read_the_differences(browser: Browser, file: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())

    assert page.get_by_text("England and Wales").first.is_visible()
    assert not page.locator(".filters").is_visible()
    context.close()


def test_a_narrow_window_is_not_wider_than_itself(browser: Browser, file: Path) -> None:
    narrow = visit(browser, file, width=390, height=800).page

    narrow.locator(LAW).first.click()

    assert narrow.evaluate("document.documentElement.scrollWidth") <= 390
    panel = narrow.locator("#panel").bounding_box()
    assert panel is not None
    assert (panel["x"], panel["width"]) == (0, 390)
    narrow.close()


def test_every_text_stands_out_from_what_is_behind_it(page: Page) -> None:
    page.locator("#terms-warranty-en td.wrong button").first.click()
    page.locator("#write-out").click()

    assert page.evaluate(FAINT_TEXTS) == []


def test_a_screen_reader_hears_where_a_cell_stands_and_what_it_holds(page: Page) -> None:
    cell = page.get_by_role("gridcell", name=re.compile("^C ?, Europe, Middle East and Africa · reseller$"))
    header = page.get_by_role("rowheader", name=re.compile("^Governing law and export"))

    assert [found.evaluate("found => found.closest('tr').id") for found in cell.all()][-2:] == [
        "terms-every-page-en",
        "terms-every-page-zh-Hans",
    ]
    assert header.count() == 1
    assert page.get_by_role("grid", name="Terms and Conditions").count() == 1
    assert page.get_by_role("columnheader", name="Asia Pacific").count() == KINDS
