"""What a Word file keeps on one page, and how its lines are spaced."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from tamdocs.document.model import (
    Block,
    BulletList,
    Column,
    Cover,
    Definition,
    Definitions,
    OrderedList,
    Paragraph,
    Table,
    Text,
)
from tamdocs.writers.docx.write import write_docx
from tests.support import libreoffice
from tests.support.docx_text import docx_text
from tests.support.trees import item, paragraph, section, signature
from tests.writers.docx.reading import find, strings
from tests.writers.docx.samples import contract_skin, document

LIST = BulletList((item("", "first"), item("", "second")))


def written(*blocks: Block, **changes: object) -> bytes:
    return write_docx(document(*blocks, **changes), contract_skin(), {})  # type: ignore[arg-type]


def kept(data: bytes) -> list[str]:
    """Return the text of the paragraphs that stay with the next one."""
    texts = (strings_of(each) for each in find(data, "//w:p[w:pPr/w:keepNext]"))
    return [text for text in texts if text]


def strings_of(paragraph_xml: object) -> str:
    return "".join(paragraph_xml.itertext())  # type: ignore[attr-defined]


def details(rows: int) -> Table:
    cells = tuple(((Text(f"Label {n}"),), (Text(f"Value {n}"),)) for n in range(rows))
    return Table((Column(0.3), Column(0.7)), (), cells, row_headers=True, summary="Labels and values")


@pytest.mark.parametrize(
    "led", [LIST, OrderedList(0, (item("(a)", "x"),)), details(1), signature("Vendor", "Customer")]
)
def test_a_paragraph_stays_with_what_it_leads_into(led: Block) -> None:
    data = written(paragraph("Before."), paragraph("The following applies:"), led, paragraph("After."))

    assert "The following applies:" in kept(data)
    assert "Before." not in kept(data)


def test_an_item_stays_with_the_list_below_it() -> None:
    data = written(OrderedList(0, (item("(a)", "leads:", LIST), item("(b)", "does not"))), paragraph("End."))

    assert kept(data) == ["leads:", "End."]


def test_a_heading_its_paragraph_and_the_place_to_sign_are_one_chain_down_to_the_closing_line() -> None:
    data = written(section("11.", "Signatures", "By signing, each party accepts.", signature("Vendor", "Customer")))

    styles = strings(data, "//w:style[w:pPr/w:keepNext]/@w:styleId", "word/styles.xml")
    assert {"Heading1", "SignatureParty", "SignatureLine"} <= set(styles)
    assert kept(data)[:2] == ["By signing, each party accepts.", "Vendor"]
    assert find(data, "//w:tbl//w:p[not(w:pPr/w:keepNext)]") == []
    assert len(find(data, "//w:tbl/following-sibling::w:p[1]/w:pPr/w:keepNext")) == 1


@pytest.mark.parametrize(
    ("last", "text"),
    [
        (paragraph("Last words."), "Last words."),
        (OrderedList(0, (item("(a)", "first"), item("(b)", "last"))), "last"),
        (Definitions((Definition((Text("Fee"),), (paragraph("money"),)),)), "Feemoney"),
    ],
)
def test_the_closing_line_stays_with_the_last_words(last: Block, text: str) -> None:
    assert kept(written(last)) == [text]


def test_a_term_without_words_beside_it_stays_with_its_list() -> None:
    data = written(Definitions((Definition((Text("Fee"),), (LIST,)),)), paragraph("End."))

    assert kept(data) == ["Fee", "End."]


@pytest.mark.parametrize(("rows", "together"), [(1, 0), (2, 1), (10, 9), (11, 0)])
def test_a_short_table_of_labels_and_values_stays_on_one_page(rows: int, together: int) -> None:
    data = written(details(rows), paragraph("End."))

    assert len(find(data, "//w:tr[w:tc[1]/w:p/w:pPr/w:keepNext]")) == together
    assert find(data, f"//w:tr[{rows}]//w:keepNext") == []


@pytest.mark.parametrize(
    ("rows", "letters", "together"), [(1, 10, 1), (4, 10, 4), (10, 10, 10), (11, 10, 0), (4, 80, 0)]
)
def test_a_short_table_of_figures_stays_on_one_page_with_its_header(rows: int, letters: int, together: int) -> None:
    cells = tuple(((Text("x" * letters),), (Text("x" * letters),)) for _ in range(rows))
    header = ((Text("Cases"),), (Text("Month"),))
    data = written(Table((Column(0.5), Column(0.5)), header, cells, row_headers=False, summary="s"), paragraph("End."))

    assert len(find(data, "//w:tr[w:tc[1]/w:p/w:pPr/w:keepNext]")) == together
    assert find(data, "//w:tr[last()]//w:keepNext") == []


def test_the_names_of_the_parties_stand_on_their_lines() -> None:
    data = written(signature("Vendor", "Customer " * 20))

    alignment = "//w:style[w:name/@w:val='Signature Table']/w:tcPr/w:vAlign/@w:val"
    assert strings(data, alignment, "word/styles.xml") == ["bottom"]


def test_the_first_words_after_a_title_page_stand_at_the_top() -> None:
    data = written(section("1.", "Overview"), section("2.", "Scope"), cover=Cover(("Premium Support",)))

    assert strings(data, "//w:p[w:pPr/w:pStyle/@w:val='Heading1']/w:pPr/w:spacing/@w:before") == ["0"]
    assert strings(data, "//w:p[w:bookmarkStart/@w:name='overview']/w:pPr/w:spacing/@w:before") == ["0"]


def test_a_document_without_text_has_its_title_and_its_closing_line() -> None:
    assert docx_text(written()) == ["Terms and Conditions", "End of Terms and Conditions"]


@pytest.mark.parametrize(("language", "line"), [("en", "277"), ("de", "277"), ("zh-Hans", "323"), ("ja", "323")])
def test_lines_of_an_east_asian_text_stand_further_apart(language: str, line: str) -> None:
    data = written(Paragraph((Text("text"),)), language=language)

    normal = "//w:style[w:name/@w:val='Normal']/w:pPr/w:spacing"
    assert strings(data, f"{normal}/@w:line", "word/styles.xml") == [line]
    assert strings(data, f"{normal}/@w:lineRule", "word/styles.xml") == ["exact"]


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_wherever_the_page_ends_libreoffice_keeps_the_closing_line_with_the_place_to_sign(
    tmp_path: Path, language: str
) -> None:
    place_to_sign = section("11.", "Signatures", "By signing.", signature("Vendor", "Customer"))
    files = [tmp_path / f"{lines}.docx" for lines in range(18, 30)]
    for file in files:
        file.write_bytes(written(*[paragraph("Text.")] * int(file.stem), place_to_sign, language=language))

    shown = [PdfReader(io.BytesIO(pdf)).pages for pdf in libreoffice.pdfs_of(files)]

    assert {len(pages) for pages in shown} == {1, 2}
    assert ["By signing." in pages[-1].extract_text() for pages in shown] == [True] * len(files)
