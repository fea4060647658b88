from __future__ import annotations

import pytest

from tamdocs.document.model import Contents, ContentsEntry, Text
from tamdocs.errors import RenderError
from tamdocs.writers.docx.write import write_docx
from tests.support.docx_text import docx_text
from tests.support.trees import section
from tests.writers.docx.reading import find, part, strings
from tests.writers.docx.samples import contract_skin, document, with_contents

FIRST, LAST = section("1.", "Payment"), section("", "Annex")
CONTENTS = Contents(
    (Text("Contents"),),
    (
        ContentsEntry("payment", "1.", (Text("Payment"),), 1),
        ContentsEntry("annex", "", (Text("Annex"),), 1),
    ),
)


def written(pages: dict[str, int]) -> bytes:
    return write_docx(document(CONTENTS, FIRST, LAST), contract_skin(), pages)


def test_contents_are_a_field_that_is_filled_already() -> None:
    data = written({"payment": 2, "annex": 11})

    codes = [code.strip() for code in strings(data, "//w:instrText/text()")]
    assert codes == ['TOC \\o "1-1" \\h \\z \\u', "PAGEREF payment \\h", "PAGEREF annex \\h"]
    assert strings(data, "//w:sdtContent/w:p[position()>1]//w:t/text()") == ["1.", "Payment", "2", "Annex", "11"]
    assert strings(data, "//w:sdtContent//w:hyperlink/@w:anchor") == ["payment", "annex"]


def test_fields_are_closed() -> None:
    composed, pages = with_contents()
    kinds = strings(write_docx(composed, contract_skin(), pages), "//w:fldChar/@w:fldCharType")

    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == 17


def test_opening_the_file_asks_nothing() -> None:
    data = written({"payment": 2, "annex": 11})

    assert b"updateFields" not in part(data, "word/settings.xml")
    assert find(data, "//*[@w:dirty]") == []


def test_entries_have_the_style_of_their_level() -> None:
    composed, pages = with_contents()
    data = write_docx(composed, contract_skin(), pages)

    assert strings(data, "//w:sdtContent/w:p/w:pPr/w:pStyle/@w:val")[:3] == ["TOCHeading", "TOC1", "TOC2"]


def test_reader_may_leave_the_contents_out() -> None:
    data = written({"payment": 2, "annex": 11})

    assert docx_text(data)[1:4] == ["Contents", "1. Payment", "Annex"]
    assert docx_text(data, with_contents=False)[1:] == ["1. Payment", "Annex", "End of Terms and Conditions"]


def test_entry_without_a_page_is_refused() -> None:
    with pytest.raises(RenderError) as refusal:
        written({"payment": 2})

    assert str(refusal.value) == "Word: the table of contents lacks the page of annex [pages]"


def test_contents_without_entries_are_only_a_heading() -> None:
    data = write_docx(document(Contents((Text("Contents"),), ())), contract_skin(), {})

    assert docx_text(data)[1:-1] == ["Contents"]
    assert find(data, "//w:fldChar") == []
