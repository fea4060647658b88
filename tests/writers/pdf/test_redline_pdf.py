from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tamdocs.compare.redline import redline
from tamdocs.document.model import Cover, Document, Paragraph
from tamdocs.errors import RenderError
from tamdocs.writers.pdf.writer import PdfWriter
from tests.support import revised_pair
from tests.support.pdf_text import pdf_text
from tests.support.random_documents import document
from tests.support.revised_pair import section, words
from tests.support.verapdf import failures
from tests.writers.pdf.samples import SKIN


@cache
def writer() -> PdfWriter:
    return PdfWriter(SKIN.with_name("redline.typ"))


def written(before: Document, after: Document) -> bytes:
    return writer().write_redline(redline(before, after), title="Terms: old → new", note="From old to new.")


@cache
def sample() -> bytes:
    return written(revised_pair.before(), revised_pair.after())


def text(data: bytes) -> str:
    return " ".join(pdf_text(data).split())


def test_the_page_shows_what_went_and_what_came() -> None:
    shown = text(sample())

    assert "From old to new. Inserted words are underlined and deleted ones struck" in shown
    assert "The term ends on 30 November 201831 May 2019." in shown
    assert "This goes." in shown


def test_numbers_and_moves_are_told_in_words() -> None:
    shown = text(sample())

    assert "[was 2.] FeeFees" in shown
    assert "[moved to 4.] Notices" in shown
    assert "[moved here from 1.] Notices" in shown


def test_the_judge_of_pdf_files_finds_nothing(tmp_path: Path) -> None:
    files = {
        "sample.pdf": sample(),
        "back.pdf": written(revised_pair.after(), revised_pair.before()),
        "cover.pdf": written(replace(revised_pair.before(), cover=Cover(("One",))), revised_pair.after()),
        "title.pdf": written(revised_pair.before(), replace(revised_pair.after(), title="New Terms", closing="End")),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)

    assert failures([tmp_path / name for name in files]) == []


def test_a_reference_leads_to_what_stands_there_under_another_id_now() -> None:
    before, after = revised_pair.unnamed()

    assert "See 1.1 and Section 1below." in text(written(before, after))
    assert "See below1.1 and Section 1." in text(written(after, before))


def test_equal_arguments_give_equal_bytes() -> None:
    fresh = PdfWriter(SKIN.with_name("redline.typ"))
    marked = redline(revised_pair.before(), revised_pair.after())

    assert fresh.write_redline(marked, title="Terms: old → new", note="From old to new.") == sample()


def test_a_character_that_no_font_has_is_refused_by_name() -> None:
    after = document([section("a", "A", Paragraph(words("\U0001f9ff")))])

    with pytest.raises(RenderError, match=r"U\+1F9FF"):
        written(document([section("a", "A")]), after)
