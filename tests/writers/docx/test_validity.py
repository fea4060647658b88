from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tamdocs.document.model import Column, Document, Field, Table
from tamdocs.writers.docx.write import write_docx
from tests.support import libreoffice, ooxml
from tests.support.docx_text import docx_text
from tests.support.trees import paragraph
from tests.writers.docx.samples import SKIN, contract_skin, document, every_kind, terms, with_contents

CONTENTS, PAGES = with_contents()
DOCUMENTS = (every_kind(), CONTENTS, terms(), document())


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    return [saved(composed, tmp_path / f"{index}.docx") for index, composed in enumerate(DOCUMENTS)]


def saved(composed: Document, path: Path) -> Path:
    path.write_bytes(write_docx(composed, contract_skin(), PAGES))
    return path


def test_judges_find_no_fault(files: list[Path]) -> None:
    assert ooxml.faults([*files, SKIN]) == []


def test_libreoffice_shows_the_same_text_and_numbers(files: list[Path]) -> None:
    shown = libreoffice.texts_of(files)

    for file, text in zip(files, shown, strict=True):
        expected = docx_text(file.read_bytes(), with_contents=False)
        assert [line for line in expected if _words(line) not in _words(text)] == []


def test_a_word_wider_than_the_page_is_broken(tmp_path: Path) -> None:
    word = "x" * 300
    table = Table((Column(0.2), Column(0.8)), (), (((Field(word, "/a"),), ()),), row_headers=False, summary="wide")
    file = saved(document(paragraph(Field(word, "/b")), table), tmp_path / "wide.docx")

    (pdf,) = libreoffice.pdfs_of([file])

    lines = _lines(pdf)
    assert sum(line.count("x") for line in lines) == 600 + _other_x(lines)
    assert max(map(len, lines)) < 250


def _lines(pdf: bytes) -> list[str]:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).splitlines()


def _other_x(lines: list[str]) -> int:
    return sum(line.count("x") for line in lines if "xx" not in line)


def _words(text: str) -> str:
    return "".join(text.split())
