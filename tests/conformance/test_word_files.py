"""Every Word document, for each service, region, channel and language, passes each judge and reads as its PDF does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import libreoffice, ooxml, poppler
from tests.support.book import every_kind_of_order, packs_of


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return every Word file of the book; the PDF of each lies beside it."""
    made = packs_of(every_kind_of_order(), tmp_path_factory.mktemp("book"))
    return [file for file in made if file.suffix == ".docx"]


def test_judges_find_nothing(files: list[Path]) -> None:
    assert ooxml.faults(files) == []


def test_libreoffice_shows_the_text_of_our_pdf(files: list[Path], tmp_path: Path) -> None:
    differing = {}
    for index, (file, content) in enumerate(zip(files, libreoffice.pdfs_of(files), strict=True)):
        shown = tmp_path / f"{index}.pdf"
        shown.write_bytes(content)
        theirs, ours = (without_blanks(poppler.structure_text(pdf)) for pdf in (shown, file.with_suffix(".pdf")))
        if theirs != ours:
            differing[str(file)] = first_difference(theirs, ours)

    assert differing == {}


def without_blanks(text: str) -> str:
    """Return *text* without white space: each layout breaks its lines where it likes."""
    return "".join(text.split())


def first_difference(theirs: str, ours: str) -> tuple[str, str]:
    """Return what either has where they part, from a little before."""
    same = next(
        (at for at, (a, b) in enumerate(zip(theirs, ours, strict=False)) if a != b), min(len(theirs), len(ours))
    )
    start = max(0, same - 20)
    return theirs[start : same + 40], ours[start : same + 40]
