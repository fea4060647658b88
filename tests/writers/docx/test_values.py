from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamdocs.document.model import Column, Field, Strong, Table
from tamdocs.errors import RenderError
from tamdocs.writers.docx.write import write_docx
from tests.support.trees import MARKS, paragraph
from tests.writers.docx.reading import part
from tests.writers.docx.samples import contract_skin, document

HOSTILE = (
    "{{ 7*7 }}",
    "{_{ 7*7 }_}",
    "{% raw %}",
    "{#",
    "<w:p>",
    "]]>",
    "<!--",
    "&amp; &#x41; &",
    "𠮷野家",
    "شركة ABC (2017)",
    "e\u0301 \u200b \u00a0 \ufeff",
    "\"'`\\",
    "  two  blanks  ",
    "x" * 300,
)


def texts_by_python_docx(data: bytes) -> list[str]:
    opened = docx.Document(BytesIO(data))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return [each.text for each in opened.paragraphs] + cells


@pytest.mark.parametrize("value", HOSTILE)
def test_value_is_text_wherever_it_stands(value: str) -> None:
    field = Field(value, "/customer/legal_name")
    cell = (field,)
    table = Table((Column(1.0),), (cell,), ((cell,),), row_headers=False, summary=value)
    data = write_docx(document(paragraph(field), paragraph(Strong((field,))), table, title=value), contract_skin(), {})

    assert texts_by_python_docx(data).count(value) == 5
    assert docx.Document(BytesIO(data)).core_properties.title == value


@pytest.mark.parametrize("value", HOSTILE)
def test_mark_is_text_in_header_and_footer(value: str) -> None:
    marks = MARKS | {"marking": value, "legal_name": value, "page": f"{value} {{page}}"}
    data = write_docx(replace(document(), marks=marks), contract_skin(), {})

    (section,) = docx.Document(BytesIO(data)).sections
    assert section.first_page_header.paragraphs[0].text == value
    assert section.footer.paragraphs[0].text == f"{value}\t{value} "


def test_tabs_and_new_lines_of_a_value_are_printed() -> None:
    data = write_docx(document(paragraph(Field("a\tb\nc", "/x"))), contract_skin(), {})

    assert texts_by_python_docx(data)[1] == "a\tb\nc"


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\r", "\ud800", "\uffff"])
def test_character_that_xml_cannot_carry_is_refused(character: str) -> None:
    with pytest.raises(RenderError) as refusal:
        write_docx(document(paragraph(Field(f"a{character}b", "/x"))), contract_skin(), {})

    code = f"U+{ord(character):04X}"
    shown = f"a{character}b".encode("unicode_escape").decode()
    assert str(refusal.value) == f"Word: a Word file cannot carry the character {code} of “{shown}” [character]"


PRINTABLE = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1)


@given(PRINTABLE, st.sampled_from(["en", "zh-Hans"]))
def test_any_value_comes_out_as_it_is(value: str, language: str) -> None:
    data = write_docx(document(paragraph(Field(value, "/x")), language=language), contract_skin(), {})

    assert texts_by_python_docx(data)[1] == value


def test_page_numbers_are_fields_in_the_order_of_the_mark() -> None:
    marks = MARKS | {"page": "共 {pages} 页，第 {page} 页"}
    data = write_docx(replace(document(), marks=marks), contract_skin(), {})

    footer = part(data, "word/footer1.xml").decode()
    places = [footer.index(text) for text in ("共 ", " NUMPAGES ", " 页，第 ", " PAGE ", " 页<")]
    assert places == sorted(places)


def test_document_without_the_mark_page_is_refused() -> None:
    with pytest.raises(RenderError) as refusal:
        write_docx(replace(document(), marks={}), contract_skin(), {})

    assert str(refusal.value) == "Word: the document lacks the mark `page` [marks]"
