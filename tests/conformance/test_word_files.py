"""Every Word document, for each service, region, channel and language, passes each judge and reads as its PDF does."""

from __future__ import annotations

import os
import re
from concurrent.futures import ThreadPoolExecutor
from itertools import takewhile
from pathlib import Path

import pytest

from tests.support import libreoffice, ooxml, poppler
from tests.support.book import every_kind_of_order, packs_of
from tests.support.docx_text import docx_text
from tests.support.pdf_text import pdf_text

LEFT_BEHIND = re.compile(r"\{\{|\}\}|\{%|\bNone\b|\bTrue\b|\bFalse\b|:::|\]\(|  ")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return every Word file of the book; the PDF of each lies beside it."""
    made = packs_of(every_kind_of_order(), tmp_path_factory.mktemp("book"))
    return [file for file in made if file.suffix == ".docx"]


def test_judges_find_nothing(files: list[Path]) -> None:
    assert ooxml.faults(files) == []


def test_libreoffice_shows_the_text_of_our_pdf(files: list[Path], tmp_path: Path) -> None:
    shown = [tmp_path / f"{index}.pdf" for index in range(len(files))]
    for path, content in zip(shown, libreoffice.pdfs_of(files), strict=True):
        path.write_bytes(content)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        theirs = map(bare, pool.map(poppler.structure_text, shown))
        ours = (bare(pdf_text(file.with_suffix(".pdf").read_bytes())) for file in files)
        pairs = dict(zip(files, zip(theirs, ours, strict=True), strict=True))

    assert {str(file): first_difference(*texts) for file, texts in pairs.items() if texts[0] != texts[1]} == {}


def test_no_page_shows_what_a_template_left_behind(files: list[Path]) -> None:
    lines = {(str(file), line) for file in files for line in docx_text(file.read_bytes())}

    assert {(file, line) for file, line in lines if LEFT_BEHIND.search(line)} == set()
    assert {file for file, _ in lines} == {str(file) for file in files}


def bare(text: str) -> str:
    """Return *text* without white space, for each layout breaks lines where it likes, and without drawn bullets."""
    return "".join(text.split()).replace("•", "")


def first_difference(theirs: str, ours: str) -> tuple[str, str]:
    """Return what either has where they part, from a little before."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(theirs, ours, strict=False)))
    start = max(0, same - 20)
    return theirs[start : start + 60], ours[start : start + 60]
