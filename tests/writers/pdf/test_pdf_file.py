from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from tamdocs.writers.pdf import PdfWriter
from tamdocs.writers.pdf.pdf_file import PdfFile, references
from tests.writers.pdf.samples import SKIN, every_kind


@pytest.fixture(scope="module")
def data() -> bytes:
    return PdfWriter(SKIN).write(every_kind()).data


def test_a_file_with_nothing_changed_is_the_same_file(data: bytes) -> None:
    assert PdfFile(data).changed({}) == data


def test_a_changed_object_of_another_length_leaves_every_other_object_where_a_reader_finds_it(data: bytes) -> None:
    file = PdfFile(data)
    number, text = next(file.beginning_with(b"<</Title("))
    changed = file.changed({number: text.replace(b"/Title(", b"/Title(A much longer title than the ")})
    before, after = PdfReader(io.BytesIO(data)), PdfReader(io.BytesIO(changed))

    assert after.metadata is not None
    assert after.metadata.title == "A much longer title than the Service Description"
    assert [page.extract_text() for page in after.pages] == [page.extract_text() for page in before.pages]


def test_references_are_read_from_the_list_of_that_name() -> None:
    assert references(b"5 0 obj\n<</K[3 0 R 14 0 R]/P 2 0 R>>", b"/K") == [3, 14]


def test_an_object_without_that_list_has_no_references() -> None:
    assert references(b"5 0 obj\n<</K[3]/P 2 0 R>>", b"/K") == []


def test_bytes_that_are_no_pdf_are_refused() -> None:
    with pytest.raises(ValueError, match="not a PDF with a plain table of objects"):
        PdfFile(b"%PDF-1.7\nstartxref\n9\n%%EOF")
