"""How pages look: widths of characters, numbers in one piece, what stays on one page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from string import ascii_letters, digits, punctuation

import pytest
import typst

from tamdocs.document.model import (
    Block,
    BulletList,
    Column,
    Contents,
    ContentsEntry,
    Cover,
    Definition,
    Definitions,
    Document,
    Item,
    OrderedList,
    Paragraph,
    Signature,
    SignatureParty,
    Strong,
    Table,
    Text,
)
from tamdocs.writers.pdf import PdfWriter
from tamdocs.writers.pdf.fonts import default_fonts
from tests.support.trees import document, paragraph
from tests.writers.pdf.samples import SKIN, section
from tests.writers.printed_words import Word, words_of

WRITER = PdfWriter(SKIN)
PUNCTUATION = "Customer’s"
LONG = "Shanghai Yunling Information Technology and Industrial Automation Systems (Group) Holding Company Limited"
FILLINGS = range(18, 44)
"""Paragraphs of one line each: the last of them stands anywhere from the middle of a page to the next one."""


def printed(made: Document) -> list[Word]:
    return words_of(WRITER.write(made).data)


def everywhere(words: str, language: str) -> Document:
    """Return a document with *words* as title, heading, text, bold text, label, party, and in the page header."""
    made = document(
        Contents((Text("x"),), (ContentsEntry("s", "1.", (Text(words),), 1),)),
        section("s", "1.", words, section("t", "1.1", words, paragraph(words), level=2)),
        Paragraph((Strong((Text(words),)),)),
        Table((Column(1.0),), (), (((Text(words),),),), row_headers=True, summary="s"),
        Signature((SignatureParty((Text(words),), ()),)),
        language=language,
        title=words,
        cover=Cover((words,)),
    )
    marks = {**made.marks, "family": words, "role": words, "legal_name": words}
    return document(*made.blocks, language=language, title=words, cover=made.cover, marks=marks)


def test_quotation_marks_of_english_are_as_narrow_as_its_letters_in_every_face() -> None:
    found = [word for word in printed(everywhere(PUNCTUATION, "en")) if "ustomer" in word.text]

    assert {word.text for word in found} == {PUNCTUATION}
    assert len(found) == 14


@pytest.mark.parametrize("marks", ["“a”", "‘a’", "a–b", "a·b"])
def test_an_english_heading_sets_no_mark_as_wide_as_a_chinese_character(marks: str) -> None:
    (word,) = [word for word in printed(document(section("s", "1.", marks))) if word.text == marks]

    assert word.right - word.left < 13 * 2


def test_quotation_marks_of_chinese_are_as_wide_as_its_characters() -> None:
    made = document(section("s", "1.", "在“服务”中"), language="zh-Hans")
    words = [word for word in printed(made) if "1." not in word.text and set(word.text) <= set("在“服务”中")]

    assert words[-1].right - words[0].left == pytest.approx(6 * 13, abs=1)


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_a_number_is_never_broken_however_narrow_its_column(language: str) -> None:
    columns = (Column(0.9), Column(0.1, "right"))
    cells = ((Text("Endpoint"),), (Text("1,000,000,000"),))
    table = Table(columns, ((Text("Product"),), (Text("Quantity"),)), (cells,), row_headers=False, summary="s")
    texts = [word.text for word in printed(document(table, language=language))]

    assert texts.count("1,000,000,000") == texts.count("Quantity") == 1


def filled(lines: int, *blocks: Block, language: str = "en") -> Document:
    return document(*(paragraph(f"Line{n}") for n in range(lines)), *blocks, language=language)


def pages_of(made: Document, texts: Sequence[str]) -> list[set[int]]:
    """Return the pages that each of *texts* stands on."""
    words = printed(made)
    return [{word.page for word in words if word.text == text} for text in texts]


def definitions(count: int) -> Definitions:
    return Definitions(tuple(Definition((Text(f"Term{n}"),), (paragraph(f"Meaning{n}"),)) for n in range(count)))


def test_no_page_ends_with_a_term() -> None:
    for lines in FILLINGS:
        terms, meanings = (
            pages_of(filled(lines, definitions(20)), [f"{kind}{n}" for n in range(20)]) for kind in ("Term", "Meaning")
        )

        assert terms == meanings


def signature(*names: str) -> Signature:
    lines = tuple((Text(label),) for label in ("Sign", "Name", "Date"))
    return Signature(tuple(SignatureParty((Text(name),), lines) for name in names))


def test_heading_words_and_place_to_sign_stay_together_with_the_closing_line() -> None:
    signing = section("s", "9.", "Signatures", paragraph("Accepting"), signature("Vendor", "Customer"))
    for lines in FILLINGS:
        pages = pages_of(filled(lines, signing), ["Signatures", "Accepting", "Sign", "Date", "End"])

        assert len(set.union(*pages)) == 1


ENDINGS: dict[str, Block] = {
    "paragraph": paragraph("Last"),
    "section": section("s", "1.", "Fee", paragraph("Last")),
    "list": OrderedList(0, (Item("1.1", (paragraph("First"),)), Item("1.2", (paragraph("Last"),)))),
    "bullets in a list": OrderedList(
        0, (Item("1.1", (paragraph("x"), BulletList((Item("", (paragraph("Last"),)),)))),)
    ),
    "definitions": Definitions((Definition((Text("Term"),), (paragraph("Last"),)),)),
    "table": Table((Column(1.0),), (), (((Text("Last"),),),), row_headers=True, summary="s"),
}


@pytest.mark.parametrize("kind", ENDINGS)
@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_the_closing_line_never_stands_alone_on_a_page(kind: str, language: str) -> None:
    for lines in range(26, 44):
        made = filled(lines, ENDINGS[kind], language=language)
        closing = "End" if language == "en" else "条款与条件正文结束"
        last, end = pages_of(made, ["Last", closing])

        assert last == end


def test_a_short_table_of_labels_and_values_is_not_broken() -> None:
    rows = tuple(((Text(f"Label{n}"),), (Text("value"),)) for n in range(8))
    table = Table((Column(0.3), Column(0.7)), (), rows, row_headers=True, summary="s")
    for lines in FILLINGS:
        pages = pages_of(filled(lines, table, paragraph("After")), [f"Label{n}" for n in range(8)])

        assert len(set.union(*pages)) == 1


def test_a_short_table_of_figures_is_not_broken() -> None:
    rows = tuple(((Text(f"Row{n}"),), (Text(str(n)),)) for n in range(8))
    header = ((Text("Head"),), (Text("Cases"),))
    table = Table((Column(0.3), Column(0.7, "right")), header, rows, row_headers=False, summary="s")
    for lines in FILLINGS:
        pages = pages_of(filled(lines, table, paragraph("After")), ["Head", *(f"Row{n}" for n in range(8))])

        assert len(set.union(*pages)) == 1


def test_a_table_of_labels_with_more_text_than_a_page_is_broken() -> None:
    rows = tuple(((Text(f"Label{n}"),), (Text("value " * 400),)) for n in range(8))
    table = Table((Column(0.3), Column(0.7)), (), rows, row_headers=True, summary="s")
    words = printed(document(table))

    assert max(word.page for word in words) > 1
    assert max(word.bottom for word in words if word.text == "value") < 760


def test_parties_sign_at_one_height_however_long_their_names() -> None:
    words = printed(document(signature("Symantec Limited", LONG)))

    for label in ("Sign", "Name", "Date"):
        left, right = (word.bottom for word in words if word.text == label)
        assert left == right


def test_no_letter_is_wider_than_the_skin_takes_it_to_be() -> None:
    probe = """#import "contract.typ": width-of-letter, body-fonts, strong-fonts
#let looks = (
  (font: body-fonts(false)), (font: strong-fonts(false), weight: "bold"), (font: body-fonts(false), style: "italic"),
  (font: body-fonts(true)), (font: strong-fonts(true), weight: "bold"),
)
#context [#metadata((width-of-letter.len(), ..width-of-letter.pairs().filter(((letter, width)) => looks.any(look => {
  measure(text(size: 100pt, ..look, letter)).width > width * 1pt
}))))<wider>]"""
    fonts = typst.Fonts(include_embedded_fonts=True, font_paths=[str(folder) for folder in default_fonts().folders])
    compiler = typst.Compiler(probe.encode(), root=str(SKIN.parent), font_paths=fonts)

    assert json.loads(compiler.query("<wider>", field="value", one=True)) == [len(ascii_letters + digits + punctuation)]
