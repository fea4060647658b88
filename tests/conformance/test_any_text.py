"""Whatever text stands in an order, it comes out as that text in both formats, or it is refused at its place."""

from __future__ import annotations

import copy
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import event, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from tamdocs.batch.desk import Desk
from tamdocs.library.compose import compose
from tests.support.pdf_text import pdf_text
from tests.support.samples import ORDER_FILES, sample_workspace

ORDERS: list[dict[str, Any]] = [json.loads(path.read_text("utf-8")) for path in ORDER_FILES]
WORD_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
SCRIPTS = "abcÀñşțłøżÑ ЖдёїΩλ 上海云岭技术有限公司龘𠮷㐀 あアー한국 ２０%&<>{}[]#*_|\\\"'’“”（）、。$@~^`=+-/"


def places(value: object, place: str = "") -> Iterator[str]:
    """Yield the JSON pointer of every string in *value*."""
    if isinstance(value, str):
        yield place
    elif isinstance(value, dict):
        for name, member in value.items():
            yield from places(member, f"{place}/{name}")
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from places(member, f"{place}/{index}")


PLACES = [(index, place) for index, order in enumerate(ORDERS) for place in places(order)]
TEXTS = (
    st.text(max_size=60) | st.text(SCRIPTS, min_size=1, max_size=80) | st.text("甲乙a b", min_size=100, max_size=180)
)


@cache
def desk() -> Desk:
    return Desk(sample_workspace())


def changed(order: dict[str, Any], place: str, text: str) -> bytes:
    order = copy.deepcopy(order)
    *path, last = place.split("/")[1:]
    parent: Any = order
    for part in path:
        parent = parent[int(part) if isinstance(parent, list) else part]
    parent[int(last) if isinstance(parent, list) else last] = text
    return json.dumps(order, ensure_ascii=True).encode()


def docx_words(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(node.text or "" for node in etree.fromstring(archive.read("word/document.xml")).iter(WORD_TEXT))


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def printed(value: str, language: str, agreement: Any) -> None:
    document = compose(agreement, "order-confirmation", language)
    rendered = desk().renderer.render(document, frozenset({"docx", "pdf"}))

    assert squeezed(value) in squeezed(docx_words(rendered.docx))
    assert squeezed(value) in squeezed("".join(pdf_text(rendered.pdf)))


NOT_ITS_OWN_TEXT = re.compile(
    r"/(time_zone|territory|country|currency|amount|service|kind|delivery|start|end|order_date|base_support_end)$"
    r"|^/languages/|^/renewal/"
)
"""Codes, days and figures: what is printed for them is a name or written out."""


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
@settings(max_examples=150)
@given(place=st.sampled_from(PLACES), text=TEXTS)
@example(place=(0, "/customer/legal_name"), text="{{ 7*7 }} {_{ x }} <w:p/> & ]]> #sys.inputs $x$ *b* _i_ `c` [l](u)")
@example(place=(0, "/customer/legal_name"), text="e\u0301" * 50)
@example(place=(0, "/customer/legal_name"), text="A" * 200)
@example(place=(1, "/customer/legal_name"), text="𠮷野家𪚥龘")
@example(place=(1, "/designated_software/0/product"), text="= 1 + 2 @import")
@example(place=(3, "/channel/reseller/legal_name"), text="שלום עולם")
@example(place=(3, "/channel/reseller/address/city"), text="مرحبا")
@example(place=(3, "/customer/address/lines/0"), text="İıŞşĞğ Ľščťžýáíé Ęąłńóśźż ẤẵỆ")
@example(place=(3, "/customer/address/city"), text="a\u200bb")
@example(place=(3, "/customer/address/city"), text="💡")
@example(place=(3, "/customer/business_contact/name"), text="ﬁnal ﬂow office affair")
def test_a_text_comes_out_as_it_is_or_is_refused_at_its_place(language: str, place: tuple[int, str], text: str) -> None:
    index, pointer = place
    judged = desk().read("order.json", changed(ORDERS[index], pointer, text))
    reading = judged.reading

    event("printed" if reading.order else "refused")
    if reading.order is None:
        assert reading.problems
        assert all(problem.line and problem.column for problem in reading.problems)
        assert any((problem.place or "").startswith(pointer.rsplit("/", 1)[0]) for problem in reading.problems)
    elif not NOT_ITS_OWN_TEXT.search(pointer):
        printed(text, language, judged.agreement)
