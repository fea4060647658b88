"""The tools that judge our files find what is broken: a judge that says yes to everything is no judge."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ContentStream, DictionaryObject, NameObject, TextStringObject

from tests.support import libreoffice, ooxml, poppler
from tests.support.pdf_content import operations


def word_file(path: Path, change: Callable[[str], str] = str) -> Path:
    """Write a small sound Word file, with its body's XML changed by *change*, and return its path."""
    document = docx.Document()
    document.add_heading("Governing law", level=1)
    document.add_paragraph("This Agreement is governed by the laws of Singapore. 本协议适用新加坡法律。")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Customer"
    sound = BytesIO()
    document.save(sound)
    with zipfile.ZipFile(sound) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                content = change(content.decode()).encode()
            target.writestr(name, content)
    return path


def test_judges_pass_a_sound_file(tmp_path: Path) -> None:
    assert ooxml.faults([word_file(tmp_path / "sound.docx")]) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("<w:body>", "<w:body><w:r><w:t>a run outside a paragraph</w:t></w:r>", id="run-outside-paragraph"),
        pytest.param('<w:pStyle w:val="Heading1"/>', "<w:pStyle/>", id="attribute-missing"),
    ],
)
def test_sdk_names_what_breaks_the_schema(tmp_path: Path, old: str, new: str) -> None:
    sound = word_file(tmp_path / "sound.docx")
    broken = word_file(tmp_path / "broken.docx", lambda xml: xml.replace(old, new, 1))

    found = ooxml.sdk_faults([sound, broken])

    assert {fault.file for fault in found} == {str(broken)}
    assert all(fault.where.startswith("/word/document.xml /w:document[1]/w:body[1]") for fault in found)


def test_sdk_names_a_file_that_is_no_package(tmp_path: Path) -> None:
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"not a zip archive")

    (fault,) = ooxml.sdk_faults([broken])

    assert (fault.file, fault.code) == (str(broken), "Exception")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        pytest.param('w:val="Heading1"', 'w:val="Heading99"', "STY001", id="style-not-defined"),
        pytest.param("<w:body>", '<w:body><w:p><w:hyperlink r:id="rId99"/></w:p>', "REL001", id="relation-to-nothing"),
    ],
)
def test_integrity_names_what_leads_nowhere(tmp_path: Path, old: str, new: str, code: str) -> None:
    sound = word_file(tmp_path / "sound.docx")
    broken = word_file(tmp_path / "broken.docx", lambda xml: xml.replace(old, new, 1))

    found = ooxml.integrity_faults([sound, broken])

    assert [(fault.file, fault.code) for fault in found] == [(str(broken), code)]


@pytest.mark.parametrize(
    ("old", "new", "rule", "why"),
    [
        pytest.param(
            "</w:tcPr><w:p/></w:tc>",
            "</w:tcPr></w:tc>",
            "cell-paragraph",
            "a cell has to end with a paragraph",
            id="cell-without-paragraph",
        ),
        pytest.param(
            "<w:body>",
            "<w:body><w:tbl><w:tblPr/><w:tblGrid/></w:tbl>",
            "table-rows",
            "a table has to have a row",
            id="table-without-rows",
        ),
        pytest.param(
            '<w:gridCol w:w="4320"/>',
            "",
            "table-grid",
            "a row has 2 cells and its table 1 columns",
            id="row-wider-than-its-table",
        ),
        pytest.param(
            "<w:body>",
            '<w:body><w:bookmarkStart w:id="1" w:name="4-payment"/><w:bookmarkEnd w:id="1"/>',
            "bookmark-name",
            "bookmark '4-payment' is no name for Word: a letter or _, then at most 39 letters, digits or _",
            id="bookmark-that-word-renames",
        ),
        pytest.param(
            "<w:body>",
            '<w:body><w:p><w:hyperlink w:anchor="payment"/></w:p>',
            "link-target",
            "a link leads to bookmark payment, which is not there",
            id="link-to-nothing",
        ),
        pytest.param(
            "<w:body>",
            '<w:body><w:p><w:fldSimple w:instr="PAGEREF payment \\h"/></w:p>',
            "link-target",
            "a field asks for bookmark payment, which is not there",
            id="page-of-nothing",
        ),
        pytest.param(
            "<w:body>",
            '<w:body><w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>',
            "field-whole",
            "a field does not end",
            id="field-without-end",
        ),
        pytest.param(
            "<w:t>Customer</w:t>",
            "<w:t>Customer </w:t>",
            "blanks-kept",
            "the blanks around 'Customer ' are lost without xml:space",
            id="blank-that-word-drops",
        ),
    ],
)
def test_rules_name_what_word_stumbles_over(tmp_path: Path, old: str, new: str, rule: str, why: str) -> None:
    sound = word_file(tmp_path / "sound.docx")
    broken = word_file(tmp_path / "broken.docx", lambda xml: xml.replace(old, new, 1))

    found = ooxml.rule_faults([sound, broken])

    assert [(fault.file, fault.code, fault.why) for fault in found] == [(str(broken), rule, why)]


def test_libreoffice_shows_the_text_of_each_file(tmp_path: Path) -> None:
    files = [
        word_file(tmp_path / "a.docx", lambda xml: xml.replace("Singapore", "California")),
        word_file(tmp_path / "b.docx", lambda xml: xml.replace("Singapore", "England and Wales")),
    ]

    texts = libreoffice.texts_of(files)

    assert [text.splitlines()[:2] for text in texts] == [
        ["Governing law", "This Agreement is governed by the laws of California. 本协议适用新加坡法律。"],
        ["Governing law", "This Agreement is governed by the laws of England and Wales. 本协议适用新加坡法律。"],
    ]


def test_text_of_a_pdf_leaves_page_headers_out(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Premium Support"
    document.add_paragraph("Governing law", style="List Number")
    document.save(str(file))
    pdf = tmp_path / "a.pdf"

    (content,) = libreoffice.pdfs_of([file])
    pdf.write_bytes(content)

    assert "Premium Support" in PdfReader(pdf).pages[0].extract_text()
    assert poppler.structure_text(pdf).split() == ["1.", "Governing", "law"]


def test_libreoffice_names_the_file_that_it_does_not_open(tmp_path: Path) -> None:
    sound = word_file(tmp_path / "sound.docx")

    with pytest.raises(AssertionError, match=r"^LibreOffice does not open \S+gone\.docx:"):
        libreoffice.texts_of([sound, broken_archive(tmp_path / "gone.docx")])


def broken_archive(path: Path) -> Path:
    """Write the first half of a Word file and return its path."""
    whole = word_file(path).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def test_poppler_names_the_font_that_is_not_embedded(tmp_path: Path) -> None:
    bare = tmp_path / "bare.pdf"
    bare.write_bytes(pdf_without_its_font())
    (content,) = libreoffice.pdfs_of([word_file(tmp_path / "sound.docx")])
    sound = tmp_path / "sound.pdf"
    sound.write_bytes(content)

    assert poppler.fonts(bare) == [poppler.Font("Helvetica", embedded=False, to_unicode=False)]
    assert {(font.embedded, font.to_unicode) for font in poppler.fonts(sound)} == {(True, True)}


def test_qpdf_names_what_is_broken(tmp_path: Path) -> None:
    sound, broken = tmp_path / "sound.pdf", tmp_path / "broken.pdf"
    sound.write_bytes(pdf_without_its_font())
    broken.write_bytes(pdf_without_its_font().replace(b"startxref", b"startnot!"))

    assert poppler.qpdf_faults(sound) == ""
    assert "can't find startxref" in poppler.qpdf_faults(broken)


def test_the_content_of_a_page_is_read_as_pypdf_reads_it() -> None:
    content = rb"""q 1 0 -.5 +2. 0 0 cm/c0 cs /Span<</MCID 12/ActualText(\376\377\000a>> \(\)\\)/A[/Top(x(y)z)]>>BDC
    BT /f0 8.5 Tf[(\0\1\7)-7.5<00 A f>(a\r\n\
b)]TJ (x) Tj T* ET EMC Q"""
    stream = ContentStream(None, None)
    stream.set_data(content)

    assert list(operations(content)) == [(name.decode(), plain(list(read))) for read, name in stream.operations]


@pytest.mark.parametrize("content", [b"(a Tj", b"BI /W 1 ID x EI", b"{ } Tj", b"<0g> Tj"])
def test_what_is_no_content_of_a_page_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="content of a page"):
        list(operations(content))


def plain(read: object) -> object:
    """Return what pypdf *read* as plain values."""
    match read:
        case dict():
            return {str(name): plain(value) for name, value in read.items()}
        case list():
            return [plain(each) for each in read]
        case TextStringObject():
            return read.original_bytes
        case NameObject():
            return str(read)
        case int() | float():
            return float(read)
        case _:
            return read


def pdf_without_its_font() -> bytes:
    """Return a PDF with one page, set in a font that the reader's machine has to have."""
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    writer = PdfWriter()
    page = writer.add_blank_page(width=200, height=200)
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    content = ContentStream(None, writer)
    content.set_data(b"BT /F1 12 Tf 20 100 Td (Governing law) Tj ET")
    page.replace_contents(content)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()
