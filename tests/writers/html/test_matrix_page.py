from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from typing import Any

from tamdocs.document.model import Field, Text
from tamdocs.document.redline import Deleted, Inserted, Kept, Piece
from tamdocs.errors import Problem
from tamdocs.writers.html.matrix import write_matrix
from tamdocs.writers.html.matrix_model import HeaderCell, MarkedLine, Matrix, MatrixRow, MatrixTable, Variant

MARKUP = '</script><b title="x">&amp;'


def line(*pieces: Piece, role: str = "text") -> MarkedLine:
    return MarkedLine((pieces,), role, 1, "1.", optional=False)


def matrix(words: str = "law", title: str = "Law") -> Matrix:
    plain = (line(Kept((Text(words), Field("‹fee›", "")))), line(Kept((Text("One."),))))
    other = (line(Deleted((Text(words),)), Inserted((Text("rule"),))), line(Kept((Text("One."),))))
    variants = (
        Variant("A", "Americas", words, (plain, other)),
        Variant("B", "Emea", "rule", (other, plain)),
    )
    problem = Problem("terms.toml", "unexpected-difference", f"{title} differs")
    rows = (
        MatrixRow("terms-law-en", "law", title, "en", (0, 1), frozenset({1}), variants, ("region",), "", (problem,)),
        MatrixRow("terms-law-zh-Hans", "law", "法律", "zh-Hans", (0, None), frozenset(), variants, (), "", ()),
    )
    header = ((HeaderCell("Americas", "Americas", 1), HeaderCell("Emea", "Emea", 1)),)
    table = MatrixTable("terms", "Terms", header, ("Americas", "Emea"), ("channel", "service"), rows)
    languages = (("en", "English"), ("zh-Hans", "简体中文"))
    return Matrix("2017-11", "November 2017", "draft", "0" * 64, "en", languages, (table,))


class Elements(HTMLParser):
    """The elements of a page with their attributes, and the text of scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": []}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem in self.raw:
            self.raw[self.cdata_elem].append(data)

    def with_tag(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def data_of(page: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads("".join(Elements(page).raw["script"][:1]))
    return found


def test_equal_matrices_give_equal_pages() -> None:
    assert write_matrix(matrix()) == write_matrix(matrix())


def test_what_a_clause_says_cannot_become_markup() -> None:
    page = write_matrix(matrix(MARKUP, MARKUP))

    assert [element for element in Elements(page).found if element[1].get("title") == "x"] == []
    assert data_of(page)["lines"][0]["pieces"][0] == ["", "text", MARKUP]
    assert page.count("</script>") == 2


def test_the_page_may_load_nothing_and_runs_only_what_it_holds() -> None:
    page = write_matrix(matrix())
    elements = Elements(page)

    policy = next(str(meta["content"]) for meta in elements.with_tag("meta") if "http-equiv" in meta)

    style, script = (hash_of(elements.raw[name][-1]) for name in ("style", "script"))
    assert policy == (
        f"default-src 'none'; style-src '{style}'; script-src '{script}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    assert re.findall(r'(?:src|href)="(?!#|data:,)[^"]*"', page) == []
    assert [element for element in elements.found if "style" in element[1]] == []


def hash_of(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_chinese_says_that_it_is_chinese() -> None:
    page = write_matrix(matrix())

    assert '<span class="name" lang="zh-Hans">法律</span>' in page
    assert [attributes["lang"] for attributes in Elements(page).with_tag("div") if "lang" in attributes] == [
        "en",
        "en",
        "zh-Hans",
        "zh-Hans",
    ]


def test_every_header_cell_has_a_scope_and_every_cell_says_what_it_is() -> None:
    page = write_matrix(matrix())
    cells = re.findall(r"<td.*?</td>", page)

    assert {attributes.get("scope") for attributes in Elements(page).with_tag("th")} == {"col", "row"}
    assert [re.sub(r"<[^>]*>", "", cell) for cell in cells] == [
        "A, Americas",
        "B, Emea, not expected",
        "A, Americas",
        "–not in the document, Emea",
    ]


def test_changed_words_are_marked_for_those_who_hear_the_page_too() -> None:
    page = write_matrix(matrix())

    assert (
        '<del><span class="spoken">[deleted: </span>law<span class="spoken">]</span></del>'
        '<ins><span class="spoken">[inserted: </span>rule<span class="spoken">]</span></ins>'
    ) in page


def test_lines_that_do_not_differ_are_left_out_of_what_is_written_out() -> None:
    page = write_matrix(matrix())

    assert page.count('<p class="left-out" lang="en">1 line the same</p>') == 2
