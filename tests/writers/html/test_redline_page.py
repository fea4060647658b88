from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from lxml import html

from tamdocs.compare.changes import changes_of
from tamdocs.compare.redline import redline
from tamdocs.document.model import Document, Link, Paragraph, Text
from tamdocs.document.text import document_text
from tamdocs.writers.html.redline import write_redline_html
from tests.support import revised_pair
from tests.support.browser import Visit, chromium, visit
from tests.support.html_redline import text_after, text_before
from tests.support.random_documents import document, pairs

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("americas", "emea")
MARKUP = '</script><b title="x">&amp;'


def page(before: Document, after: Document) -> str:
    return write_redline_html(redline(before, after), NAMES, "Two regions.")


def sample() -> str:
    return page(revised_pair.before(), revised_pair.after())


def parsed(made: str) -> html.HtmlElement:
    return html.fromstring(made)


def texts(found: Iterator[html.HtmlElement]) -> list[str]:
    return [each.text_content() for each in found]


def squeezed(made: Document) -> str:
    return re.sub(r"\s", "", "".join(document_text(made, contents=True)).replace("•", ""))


@given(pairs())
@settings(max_examples=50)
def test_the_page_holds_both_documents(pair: tuple[Document, Document]) -> None:
    before, after = pair
    made = page(before, after).encode()

    assert text_before(made) == squeezed(before)
    assert text_after(made) == squeezed(after)


def test_markup_in_a_text_is_text() -> None:
    made = page(document([Paragraph((Text("a"),))]), document([Paragraph((Text(MARKUP),))]))

    assert any(MARKUP in text for text in texts(parsed(made).iterfind(".//main")))
    assert MARKUP not in made


def test_only_addresses_of_the_web_and_of_mail_are_links() -> None:
    paragraph = Paragraph((Link("javascript:alert(1)", (Text("this"),)), Link("https://example.com/", (Text("that"),))))
    made = html.fromstring(page(document([]), document([paragraph])))

    assert [link.get("href") for link in made.iterfind(".//main//a") if link.text in {"this", "that"}] == [
        "https://example.com/"
    ]


def test_both_ends_of_a_move_lead_to_each_other() -> None:
    made = html.fromstring(sample())
    notes = made.iterfind(".//span[@class='moved-note']")
    links = {note.get("id"): link.get("href") for note in notes for link in note.iterfind("a")}

    assert links == {
        "move-1-from": "#move-1-to",
        "move-1-to": "#move-1-from",
        "move-2-from": "#move-2-to",
        "move-2-to": "#move-2-from",
    }


@pytest.mark.parametrize("made", [sample(), page(*revised_pair.unnamed()), page(*reversed(revised_pair.unnamed()))])
def test_no_id_stands_twice_and_every_link_leads_somewhere(made: str) -> None:
    root = html.fromstring(made)
    ids = root.xpath("//@id")
    assert isinstance(ids, list)

    assert len(ids) == len(set(ids))
    assert {link.get("href", "")[1:] for link in root.iterfind(".//a") if link.get("href", "").startswith("#")} <= set(
        ids
    )


def test_the_text_says_its_language_and_the_page_its_own() -> None:
    before, after = (replace(made, language="zh-Hans") for made in (revised_pair.before(), revised_pair.after()))
    made = html.fromstring(page(before, after))

    assert made.get("lang") == "en"
    assert [main.get("lang") for main in made.iterfind(".//main")] == ["zh-Hans"]


def test_documents_that_do_not_differ_say_so() -> None:
    made = html.fromstring(page(revised_pair.before(), revised_pair.before()))

    assert made.get_element_by_id("where").text == "0 changes"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Visit]:
    file = tmp_path / "redline.html"
    file.write_text(sample(), encoding="utf-8")
    found = visit(browser, file, width=900)
    yield found
    found.page.close()


def test_the_page_asks_for_nothing_and_complains_of_nothing(opened: Visit) -> None:
    opened.page.locator("#next").click()

    assert len(opened.requests) == 1
    assert opened.complaints == []


def test_keys_and_buttons_go_from_change_to_change(opened: Visit) -> None:
    seen = []
    for key in ("n", "n", "j", "p"):
        opened.page.keyboard.press(key)
        seen.append(opened.page.evaluate("document.activeElement.id"))
    opened.page.locator("#next").click()
    seen.append(opened.page.evaluate("document.activeElement.id"))
    count = opened.page.locator(".change").count()

    assert seen == ["change-1", "change-2", "change-3", "change-2", "change-3"]
    assert opened.page.locator("#where").text_content() == f"change 3 of {count}"
    assert count >= sum(1 for _ in changes_of(redline(revised_pair.before(), revised_pair.after())))


def test_before_the_first_change_comes_the_last(opened: Visit) -> None:
    opened.page.keyboard.press("p")
    count = opened.page.locator(".change").count()

    assert opened.page.evaluate("document.activeElement.id") == f"change-{count}"


def test_what_changed_is_told_by_lines_and_on_paper_too(opened: Visit) -> None:
    def lines(selector: str) -> str:
        return str(opened.page.locator(selector).first.evaluate("each => getComputedStyle(each).textDecorationLine"))

    opened.page.emulate_media(media="print", forced_colors="active")

    assert (lines("main ins"), lines("main del")) == ("underline", "line-through")
    assert not opened.page.locator("nav[aria-label=Changes]").is_visible()


def test_the_page_fits_a_narrow_window(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "redline.html"
    file.write_text(sample(), encoding="utf-8")
    found = visit(browser, file, width=360)

    assert found.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
