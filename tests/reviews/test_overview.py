from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import openpyxl
import pytest

from tamdocs.reviews.attention import RULES, Reason
from tamdocs.reviews.overview import COUNTS, Customer, Overview, finished, ordered
from tamdocs.reviews.overview_page import overview_html
from tamdocs.reviews.overview_table import overview_xlsx
from tamdocs.reviews.period import parse_period
from tests.support.browser import chromium, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HOSTILE = "=1+1</td><script>document.title = 'run'</script><img src=https://example.com/a.png>"
MAY = parse_period("2018-05")
CALLED = Customer(
    "TAM-1",
    HOSTILE,
    HOSTILE,
    date(2018, 6, 30),
    dict.fromkeys(COUNTS, 1234),
    (
        Reason("severity-1-open", {"count": 1, "cases": (HOSTILE,)}),
        Reason(
            "escalated",
            {"month": "2018-05", "count": 30, "cases": tuple(f"CASE-2018-{number:07}" for number in range(10))},
        ),
    ),
    {"en": ("TAM-1/en/review-monthly.pdf", "TAM-1/en/review-monthly.docx"), "zh-Hans": ("a#b?c/x y.html",)},
    ("en",),
)
QUIET = Customer("TAM-2", "W" * 200, "Erin Walsh", date(2020, 1, 1), dict.fromkeys(COUNTS, 0))
OVERVIEW = Overview("review-monthly", MAY, (CALLED, QUIET), 3, 1)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_the_page_loads_nothing_and_runs_nothing_and_fits_its_window(
    browser: Browser, tmp_path: Path, language: str
) -> None:
    path = tmp_path / "overview.html"
    path.write_text(overview_html(OVERVIEW, language), "utf-8")

    for width in (1300, 1000, 400):
        opened = visit(browser, path, width)
        assert opened.requests == [path.as_uri()]
        assert opened.complaints == []
        assert "2018-05" in opened.page.title()
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
        assert HOSTILE in opened.page.inner_text("tbody tr:first-child")


def test_a_printed_page_has_all_that_the_screen_has(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "overview.html"
    path.write_text(overview_html(OVERVIEW, "en"), "utf-8")
    page = visit(browser, path).page
    seen = page.inner_text("body")

    page.emulate_media(media="print")

    assert page.inner_text("body") == seen


def test_the_page_says_how_many_customers_there_are_and_who_needs_a_call() -> None:
    page = overview_html(OVERVIEW, "en")

    items = re.findall(r"<li>([^<]*)</li>", page)
    assert items[:4] == ["2 customers", "1 needs a call", "3 contracts not in term", "1 order that cannot be used"]
    assert page.index("Call these customers") < page.index("TAM-1") < page.index("The other customers")
    assert "No report" in page
    assert "Would read differently today: en" in page
    assert page == overview_html(OVERVIEW, "fr")


def test_a_page_without_calls_says_so() -> None:
    assert "Nobody needs a call." in overview_html(replace(OVERVIEW, customers=(QUIET,)), "en")
    assert "没有需要致电的客户。" in overview_html(replace(OVERVIEW, customers=()), "zh-Hans")


def test_links_lead_to_the_files_whatever_their_names() -> None:
    addresses = re.findall(r'href="([^"]*)"', overview_html(OVERVIEW, "en"))

    assert [unquote(address) for address in addresses] == [
        "TAM-1/en/review-monthly.pdf",
        "TAM-1/en/review-monthly.docx",
        "a#b?c/x y.html",
    ]
    assert addresses[2] == "a%23b%3Fc/x%20y.html"


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_the_workbook_has_counts_as_numbers_and_everything_else_as_text(language: str) -> None:
    data = overview_xlsx(OVERVIEW, language)

    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert sheet.title == "2018-05"
    assert [cell.value for cell in sheet[2]][:3] == ["TAM-1", HOSTILE, HOSTILE]
    assert [cell.value for cell in sheet[2]][4:9] == [1234] * 5
    assert "CASE-2018-0000004" in str(sheet[2][9].value)
    assert [cell.quotePrefix for cell in sheet[2]][:4] == [False, True, True, False]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s", "n"}
    assert data == overview_xlsx(OVERVIEW, language)


def test_what_is_known_last_is_put_into_the_order_of_the_reasons() -> None:
    customer = replace(CALLED, term_end=date(2018, 6, 1), changed=())

    done = finished(customer, MAY, renewed=False, failed=["zh-Hans", "en"], changed=["en"])

    assert [reason.code for reason in done.reasons] == ["severity-1-open", "report-failed", "term-ends", "escalated"]
    assert done.reasons[1].values == {"languages": "en, zh-Hans"}
    assert done.changed == ("en",)
    assert finished(QUIET, MAY, renewed=False, failed=[]).reasons == ()


def test_customers_are_sorted_by_their_reasons_then_by_number() -> None:
    def customer(number: str, *codes: str) -> Customer:
        return replace(QUIET, order_number=number, reasons=tuple(Reason(code, {}) for code in codes))

    heaviest, lightest = next(iter(RULES)), list(RULES)[-1]
    rows = [customer("E"), customer("C", lightest), customer("B", lightest), customer("D", heaviest), customer("A")]

    assert [each.order_number for each in ordered(iter(rows))] == ["D", "B", "C", "A", "E"]
