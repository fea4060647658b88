"""Pages that the commands write, in the browser of who reads them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml.ns import qn

from tamdocs.cli.main import main
from tests.support.browser import Visit, chromium, visit
from tests.support.required import require
from tests.support.samples import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HOSTILE = (
    "</script><script>document.title = 'run'</script>"
    "<img src=https://example.com/a.png onerror=\"document.title = 'run'\">"
)
ADDED = "It may also terminate at Christmas."


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(each) for each in arguments])
    return int(ended.value.code or 0)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def redline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a returned file with two edits, and of names, comments and words that would be markup."""
    folder = tmp_path_factory.mktemp("redline")
    order = ROOT / "contracts" / "order-apac-cn-direct.json"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        assert run("document", "terms", order, "--lang", "en", "--format", "docx", "--out", folder) == 0
        issued = next(folder.glob("*.docx"))
        document = docx.Document(str(issued))
        first, second = (
            next(each for each in document.paragraphs if each.text.startswith(words))
            for words in ("A party may terminate", "If that agreement says")
        )
        document.add_comment(second.runs, text=f"We pay after 60 days. {HOSTILE}", author=HOSTILE, initials="H")
        first.add_run(f" {ADDED}")
        tracked = second.add_run(f" {HOSTILE}")._r  # noqa: SLF001 - python-docx has no other way
        change = docx.oxml.OxmlElement("w:ins")  # type: ignore[attr-defined]
        for name, text in {"w:id": "900", "w:author": HOSTILE, "w:date": "2018-03-01T09:30:00Z"}.items():
            change.set(qn(name), text)
        tracked.addprevious(change)
        change.append(tracked)
        document.save(str(folder / "returned.docx"))
        assert run("compare", issued, folder / "returned.docx", "--format", "html", "--out", folder) == 0
    return folder / "compare" / "returned.html"


@pytest.fixture(scope="module")
def matrix(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("matrix")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        assert run("variants", "matrix", "--edition", "2017-11", "--out", folder) == 0
    return next(folder.glob("*.html"))


@pytest.fixture
def opened(browser: Browser, redline: Path) -> Iterator[Visit]:
    found = visit(browser, redline, width=900)
    yield found
    found.page.close()


def printed(opened: Visit, paper: Path) -> str:
    opened.page.pdf(path=paper, prefer_css_page_size=True)
    command = [require("pdftotext"), str(paper), "-"]
    return " ".join(subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.split())


def test_a_comment_is_seen_with_its_author_and_its_place(opened: Visit) -> None:
    shown = opened.page.get_by_text("We pay after 60 days.").first

    assert shown.is_visible()
    assert f"Comment by {HOSTILE} at 1. Payment" in " ".join(shown.inner_text().split())


def test_a_redline_on_paper_has_changes_and_comments_and_no_buttons(opened: Visit, tmp_path: Path) -> None:
    text = printed(opened, tmp_path / "redline.pdf")

    assert ADDED in text
    assert "We pay after 60 days." in text
    assert "Governing law" in text
    assert "change 0" not in text
    opened.page.emulate_media(media="print")
    assert not opened.page.locator("nav[aria-label=Changes]").is_visible()
    lines = "each => getComputedStyle(each).textDecorationLine"
    assert opened.page.locator("main ins").first.evaluate(lines) == "underline"


def test_the_matrix_of_the_command_is_walked_with_keys_and_printed(
    browser: Browser, matrix: Path, tmp_path: Path
) -> None:
    opened = visit(browser, matrix)
    opened.page.locator("#terms-governing-law-en td button").first.focus()
    for key in ("ArrowRight", "Enter"):
        opened.page.keyboard.press(key)

    assert opened.page.locator("#panel").is_visible()
    opened.page.keyboard.press("Escape")
    assert not opened.page.locator("#panel").is_visible()
    assert opened.requests == [matrix.as_uri()]
    assert opened.complaints == []
    text = printed(opened, tmp_path / "matrix.pdf")
    assert "England and Wales" in text
    assert "only unexpected" not in text
    opened.page.close()
