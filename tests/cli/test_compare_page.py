"""The page that `tamdocs compare` writes, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.text.paragraph import Paragraph

from tamdocs.cli.main import main
from tests.support.browser import Visit, chromium, visit
from tests.support.samples import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HOSTILE = "</script><img src=https://example.com/x onerror=alert(1)> {{ x }} &amp;"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def opened(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Visit]:
    """Yield the page on terms that came back with three edits and two comments, all of them hostile."""
    monkeypatch.chdir(ROOT)
    order = "contracts/order-americas-us-direct.json"
    with pytest.raises(SystemExit):
        main(["document", "terms", order, "--lang", "en", "--format", "docx", "--out", str(tmp_path)])
    issued = next(tmp_path.glob("*.docx"))
    document = docx.Document(str(issued))

    def starting(words: str) -> Paragraph:
        return next(each for each in document.paragraphs if each.text.startswith(words))

    starting("A party may terminate").add_run(HOSTILE)
    gone: Any = starting("If that agreement says")._p  # noqa: SLF001 - python-docx has no other way
    gone.getparent().remove(gone)
    starting("Privacy").add_run(" of everybody")
    for _ in range(2):
        document.add_comment(starting("Privacy").runs, text=HOSTILE, author=f"Ann {HOSTILE}")
    document.save(str(tmp_path / "returned.docx"))
    with pytest.raises(SystemExit):
        main(["compare", str(issued), str(tmp_path / "returned.docx"), "--format", "html", "--out", str(tmp_path)])
    found = visit(browser, next((tmp_path / "compare").glob("*.html")), width=1000)
    yield found
    found.page.close()


def test_what_came_back_is_text_and_nothing_is_fetched(opened: Visit) -> None:
    shown = opened.page.locator("body").inner_text()

    assert shown.count(HOSTILE) >= 3
    assert "Comment by Ann" in shown
    assert opened.page.locator("img").count() == 0
    assert len(opened.requests) == 1
    assert opened.complaints == []


def test_keys_go_through_the_changes_and_around(opened: Visit) -> None:
    count = opened.page.locator(".change").count()
    for _ in range(count):
        opened.page.keyboard.press("n")
    last = opened.page.evaluate("document.activeElement.id")
    opened.page.keyboard.press("n")

    assert count >= 3
    assert (last, opened.page.evaluate("document.activeElement.id")) == (f"change-{count}", "change-1")
    assert opened.page.locator("#where").text_content() == f"change 1 of {count}"


def test_on_paper_the_changes_stand_and_the_buttons_do_not(opened: Visit) -> None:
    opened.page.emulate_media(media="print")
    paper = opened.page.pdf()

    assert paper.startswith(b"%PDF-")
    assert not opened.page.locator("nav[aria-label=Changes]").is_visible()
    assert opened.page.locator("main ins").first.is_visible()
    assert opened.page.locator("main del").first.is_visible()
