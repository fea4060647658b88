from __future__ import annotations

import subprocess
import sys
from io import BytesIO

import pytest
from pypdf import PdfWriter
from pypdf.annotations import Text as Note
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from tamdocs.errors import ReadError
from tamdocs.readers.pdf.read import ReadPdf, body_lines, read_pdf


def blank_pdf(pages: int = 1) -> PdfWriter:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    return writer


def written(writer: PdfWriter) -> bytes:
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def test_a_scan_a_script_and_a_note_are_told_of() -> None:
    writer = blank_pdf()
    script = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")})
    writer.root_object[NameObject("/OpenAction")] = script
    writer.add_annotation(0, Note(rect=(10, 10, 20, 20), text="Not agreed."))
    read = read_pdf(written(writer), "returned.pdf")

    assert [(each.code, each.severity) for each in read.remarks] == [
        ("file-no-text", "warning"),
        ("file-macros", "warning"),
        ("file-note", "warning"),
    ]


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(ReadError) as caught:
        read_pdf(written(blank_pdf(501)), "returned.pdf")

    assert caught.value.problems[0].message == "the file has 501 pages; 500 are read"


def test_headers_footers_and_page_numbers_are_left_out_and_an_equal_line_of_the_text_is_not() -> None:
    pages = (
        ("Vendor", "1 Main Street", "Terms", "One.", "Page 1 of 4", "1"),
        ("Terms · 2018", "1 Main Street", "30", "Two.", "Page 2 of 4", "2"),
        ("Terms · 2018", "Three.", "Page 3 of 4", "3"),
        ("Terms · 2018", "Four.", "Page 4 of 4", "4"),
    )
    furniture = (["Vendor", "1 Main Street", "Terms", "Terms · 2018"], ["Page of"])

    assert body_lines(ReadPdf("returned.pdf", pages, ()), furniture, ["Terms"]) == [
        "Terms", "One.", "1 Main Street", "30", "Two.", "Three.", "Four.",
    ]  # fmt: skip


def test_a_broken_file_is_told_of_once() -> None:
    code = "from tamdocs.readers.pdf.read import read_pdf; read_pdf(b'%PDF-1.7 hello', 'a.pdf')"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert ran.stderr.startswith("Traceback")
    assert "file-broken" in ran.stderr or "ReadError" in ran.stderr
