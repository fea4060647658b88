"""What a reader finds in the PDF is what stands in the tree."""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from tamdocs.document.model import (
    BulletList,
    Column,
    Definition,
    Definitions,
    Emphasis,
    Field,
    Inlines,
    Item,
    LineBreak,
    Note,
    OrderedList,
    Paragraph,
    Reference,
    Signature,
    SignatureParty,
    Strong,
    Table,
    Text,
)
from tamdocs.writers.pdf import PdfWriter, unprintable
from tamdocs.writers.pdf.printable import ORDINARY_RANGES
from tests.support.pdf_text import TaggedText, pdf_blocks, pdf_text
from tests.support.required import require
from tests.support.trees import document, paragraph
from tests.writers.pdf.samples import SKIN, every_kind, section

WRITER = PdfWriter(SKIN)

_ORDINARY_LETTERS = [chr(code) for first, last in ORDINARY_RANGES for code in range(first, last + 1)]


def written(*blocks: object, **changes: object) -> bytes:
    return WRITER.write(document(*blocks, **changes)).data  # type: ignore[arg-type]


def body(data: bytes) -> list[tuple[str, str]]:
    """Return tag and text of the blocks between the title and the closing line."""
    return [(block.tag, block.text) for block in pdf_blocks(data)[1:-1]]


def value(text: str) -> Inlines:
    return (Field(text, "/customer/legal_name"),)


def test_title_and_closing_line_stand_around_the_blocks() -> None:
    data = written(paragraph("Only this."), title="Terms and Conditions", closing="End of Terms")

    assert pdf_blocks(data) == [
        TaggedText("Title", "Terms and Conditions"),
        TaggedText("P", "Only this."),
        TaggedText("P", "End of Terms"),
    ]


def test_numbers_markers_and_references_are_printed_as_the_tree_has_them() -> None:
    inner = OrderedList(1, (Item("(b)", (paragraph("a part"),)),))
    items = (Item("7.9", (paragraph("A clause:", identity="here"), inner)), Item("7.12", (paragraph("Another."),)))
    see = Paragraph((Text("See "), Reference("here", "Section 7.9"), Text(".")))
    data = written(section("fee", "7.", "Fee", OrderedList(0, items), see))

    assert body(data) == [
        ("H1", "7. Fee"),
        ("Lbl", "7.9"),
        ("P", "A clause:"),
        ("Lbl", "(b)"),
        ("P", "a part"),
        ("Lbl", "7.12"),
        ("P", "Another."),
        ("P", "See Section 7.9."),
    ]


def test_every_other_kind_of_block_prints_its_text_in_order() -> None:
    party = SignatureParty((Strong(value("Müller AG")),), ((Text("Signature"),), (Text("Date"),)))
    data = written(
        BulletList((Item("", (paragraph("one"),)), Item("", (paragraph("two"),)))),
        Definitions((Definition((Text("Fee"),), (paragraph("what is paid"),), "fee"),)),
        Note((paragraph("a remark"),)),
        Paragraph((Text("line one"), LineBreak(), Emphasis((Text("line two"),)))),
        Signature((party, party)),
    )

    assert body(data) == [
        ("P", "one"),
        ("P", "two"),
        ("Lbl", "Fee"),
        ("LBody", "what is paid"),
        ("P", "a remark"),
        ("P", "line oneline two"),
        *[("P", "Müller AG"), ("P", "Signature"), ("P", "Date")] * 2,
    ]


def test_a_table_prints_its_cells_row_by_row_also_over_a_page_break() -> None:
    long = " ".join(f"word{n}" for n in range(900))
    rows = (((Text("first"),), (Text(long),)), ((Text("second"),), (Text("b"),)))
    data = written(Table((Column(0.3), Column(0.7)), (), rows, row_headers=True, summary="s"))

    assert len(PdfReader(io.BytesIO(data)).pages) > 1
    assert body(data) == [("TH", "first"), ("TD", long), ("TH", "second"), ("TD", "b")]


@pytest.mark.parametrize(
    "text",
    [
        "#strong[x] *a* _b_ `c` $d$ <e> @f // g /* h */ \\i",
        'quote " and \\" and #{1 + 1} and \\u{41}',
        "{{ customer }} {% if %} {_{ &amp; <w:t>",
        "= Heading",
        "- not a list",
        "1. not a number",
        "https://example.com/ ~ -- --- ... 'single'",
    ],
)
def test_a_value_is_never_markup(text: str) -> None:
    data = written(
        Paragraph(value(text)),
        Paragraph((Strong(value(text)),)),
        section("s", "1.", text),
        Table((Column(1.0),), (value(text),), ((value(text),),), row_headers=False, summary=text),
    )

    assert body(data) == [("P", text), ("P", text), ("H1", f"1. {text}"), ("TH", text), ("TD", text)]


def test_cover_lines_and_marks_are_printed_and_only_the_lines_are_body_text() -> None:
    data = WRITER.write(every_kind()).data
    first, second = (page.extract_text() for page in PdfReader(io.BytesIO(data)).pages[:2])

    assert pdf_text(data).splitlines()[:4] == [
        "Service Description",
        "Premium Support Technical Account Manager",
        "November 2017",
        "1. Overview",
    ]
    assert "Symantec Limited\nBallycoolin Business Park, Blanchardstown, Dublin 15, Ireland" in first
    assert "Page 1 of 4" in first
    assert "Premium Support  ·  Technical Account Manager" in second
    assert "Service Description  ·  November 2017" in second
    assert "Symantec proprietary: permitted use only  ·  © 2017 Symantec Corporation. All rights reserved." in second
    assert "Page 2 of 4" in second
    for mark in ("Page 1 of 4", "Ballycoolin", "proprietary", "trademarks"):
        assert mark not in pdf_text(data)


def test_chinese_page_numbers_follow_the_pattern_of_the_language() -> None:
    data = WRITER.write(every_kind("zh-Hans")).data

    assert "第 2 页，共 4 页" in PdfReader(io.BytesIO(data)).pages[1].extract_text()


@pytest.mark.parametrize("word", ["x" * 300, "W" * 300, "a.b" * 100, "https://example.com/" + "path/" * 60, "é" * 300])
def test_a_word_wider_than_its_column_is_broken_and_comes_back_whole(word: str, tmp_path: Path) -> None:
    deep = OrderedList(0, (Item("1.1", (OrderedList(1, (Item("(a)", (Paragraph(value(word)),)),)),)),))
    narrow = Table((Column(0.15), Column(0.85)), (), ((value(word), value(word)),), row_headers=True, summary="s")
    party = SignatureParty(value(word), ((Text("Date"),),))
    blocks = (Paragraph(value(word)), deep, narrow, Signature((party, party)), section("s", "1.", word))
    data = written(*blocks, title=word)
    printed = [block.text for block in pdf_blocks(data)]

    assert [text for text in printed if word[:60] in text] == [*[word] * 7, f"1. {word}"]
    assert _right_edge(data, tmp_path) <= 210 - 25 + 0.5


def _right_edge(data: bytes, folder: Path) -> float:
    """Return how far to the right anything is printed, in millimetres."""
    file = folder / "word.pdf"
    file.write_bytes(data)
    run = subprocess.run([require("pdftotext"), "-bbox", file, "-"], capture_output=True, check=True, text=True)
    return max(float(edge) for edge in re.findall(r'xMax="([\d.]+)"', run.stdout)) * 25.4 / 72


def test_short_words_are_never_broken_inside_a_narrow_column() -> None:
    cell = "administrator responsibilities of the counterparty"
    table = Table((Column(0.2), Column(0.8)), (), ((value(cell), value(cell)),), row_headers=True, summary="s")
    page = PdfReader(io.BytesIO(written(table))).pages[0].extract_text()

    assert "administrator \nresponsibilities of \nthe counterparty\n" in page


@settings(max_examples=80)
@given(st.text(max_size=60) | st.text(_ORDINARY_LETTERS, max_size=60))
def test_any_text_comes_out_as_it_is_or_is_refused(text: str) -> None:
    if unprintable(text) is not None or not text.strip():
        return
    blocks = (
        Paragraph(value(text)),
        Paragraph((Strong(value(text)),)),
        section("s", "", text),
        Table((Column(0.2), Column(0.8)), (), ((value(text), value(text)),), row_headers=True, summary=text),
    )

    assert [_normal(found) for _, found in body(written(*blocks))] == [_normal(text)] * 5


@settings(max_examples=40)
@given(st.text(st.characters(max_codepoint=0x24F, exclude_categories=["C", "Z"]), min_size=30, max_size=200))
def test_any_long_word_comes_out_as_it_is(text: str) -> None:
    table = Table((Column(0.2), Column(0.8)), (), ((value(text), value(text)),), row_headers=True, summary="s")

    assert [_normal(found) for _, found in body(written(Paragraph(value(text)), table))] == [_normal(text)] * 3


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", re.sub(r"\s", "", text))
