"""A letter shows its address in the window of an envelope, in both formats, and keeps what its files claim."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tamdocs.batch.render import Rendered, Renderer
from tamdocs.document.model import Document, Letter
from tamdocs.document.text import document_text, inlines_text
from tests.support import libreoffice, ooxml, poppler, verapdf
from tests.support.docx_text import docx_text
from tests.support.letters import ADDRESSES, LONG, letter
from tests.support.lifecycle import KINDS, lifecycle_letter
from tests.support.pdf_text import pdf_blocks
from tests.support.required import require
from tests.support.samples import sample_workspace

WIDE = "M" * 33
"""A word that fits into a line of text, and into nothing narrower."""
LETTERS = {
    **{f"{country}-{language}": letter(country, language) for country in ADDRESSES for language in ("en", "zh-Hans")},
    "direct": letter("US", order="americas-us-direct", step="final", delivery="courier"),
    "lapsed": letter("CN", "zh-Hans", order="apac-cn-direct", step="lapsed"),
    "copy": letter("GB", kind="renewal-notice-copy", step="second"),
    "long": letter(
        "DE", organisation=LONG, name="Dr. Annika Vogt-Hohenstein", title="Leiterin IT-Sicherheit und Technik"
    ),
    "wide": letter("DE", name=f"{WIDE} Hohenlohe", reference=WIDE),
    **{f"{kind}-{language}": lifecycle_letter(kind, language) for kind in KINDS for language in ("en", "zh-Hans")},
    "breach-by-courier": lifecycle_letter("breach-notice", order="apac-sg-service-provider"),
    "removed": lifecycle_letter("covered-products-change", order="apac-sg-service-provider"),
    "many": letter("US", software=60),
}
ABOVE_TYPE_MM = 1.2
"""How far poppler's box of a word reaches above and below what is seen of it."""


class Word(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float
    text: str


@cache
def renderer() -> Renderer:
    return Renderer(sample_workspace())


def rendered(name: str) -> Rendered:
    return renderer().render(LETTERS[name], frozenset({"docx", "pdf"}))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Path]]:
    """Return the Word file and the PDF of each letter."""
    folder = tmp_path_factory.mktemp("letters")
    made: dict[str, tuple[Path, Path]] = {}
    for name in LETTERS:
        made[name] = folder / f"{name}.docx", folder / f"{name}.pdf"
        made[name][0].write_bytes(rendered(name).docx)
        made[name][1].write_bytes(rendered(name).pdf)
    return made


def words_of(file: Path) -> Iterator[Word]:
    """Yield the words of the first page of a PDF, with their places in millimetres from its top left corner."""
    run = subprocess.run(
        [require("pdftotext"), "-bbox", "-l", "1", str(file), "-"], capture_output=True, encoding="utf-8", check=True
    )
    for box in re.finditer(r'xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', run.stdout):
        left, top, right, bottom = (float(each) * 25.4 / 72 for each in box.groups()[:4])
        yield Word(left, top, right, bottom, box[5])


def head_of(document: Document) -> Letter:
    assert document.letter
    return document.letter


def outside_window(document: Document, file: Path) -> list[str]:
    """Return the words in the column of the address, above the subject, that the window does not show."""
    window = head_of(document).window
    right, bottom = window.left_mm + window.width_mm, window.top_mm + window.height_mm
    found = [
        word
        for word in words_of(file)
        if window.left_mm - 2 < word.left < right and window.top_mm - ABOVE_TYPE_MM < word.top < bottom
    ]
    shown = squeezed(word.text.replace("&amp;", "&").replace("&quot;", '"').replace("&apos;", "'") for word in found)
    assert shown == squeezed(map(inlines_text, head_of(document).address))
    return [
        word.text
        for word in found
        if not (
            window.left_mm - 0.2 <= word.left and word.right <= right + 0.2 and word.bottom <= bottom + ABOVE_TYPE_MM
        )
    ]


def squeezed(lines: Iterable[str]) -> str:
    return unicodedata.normalize("NFC", "".join("".join(lines).split()))


def test_a_letter_that_was_laid_out_before_is_written_the_same() -> None:
    name, formats, fresh = min(LETTERS), frozenset({"docx", "pdf"}), Renderer(sample_workspace())

    pages = fresh.lay_out(LETTERS[name], formats)

    assert pages
    assert fresh.render(LETTERS[name], formats, pages=pages) == rendered(name)
    assert fresh.lay_out(LETTERS[name], frozenset({"docx"})) is None


@pytest.mark.parametrize("name", LETTERS)
def test_the_window_shows_the_address_and_nothing_else_in_the_pdf(
    name: str, files: dict[str, tuple[Path, Path]]
) -> None:
    assert outside_window(LETTERS[name], files[name][1]) == []


def test_the_window_shows_the_address_and_nothing_else_in_word(
    files: dict[str, tuple[Path, Path]], tmp_path: Path
) -> None:
    shown = libreoffice.pdfs_of([word for word, _ in files.values()])
    for name, data in zip(files, shown, strict=True):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(data)

        assert outside_window(LETTERS[name], path) == [], name


def test_no_word_of_the_head_runs_out_of_the_text(files: dict[str, tuple[Path, Path]], tmp_path: Path) -> None:
    word, pdf = files["wide"]
    (shown,), by_word = libreoffice.pdfs_of([word]), tmp_path / "wide.pdf"
    by_word.write_bytes(shown)

    for file in (pdf, by_word):
        assert max(each.right for each in words_of(file)) < 210 - 25 + 0.5


@pytest.mark.parametrize("name", LETTERS)
def test_both_formats_carry_the_words_of_the_tree(name: str) -> None:
    words = squeezed(document_text(LETTERS[name]))

    assert squeezed(docx_text(rendered(name).docx)) == words
    assert squeezed(block.text for block in pdf_blocks(rendered(name).pdf)) == words


def test_judges_of_word_files_find_nothing(files: dict[str, tuple[Path, Path]]) -> None:
    assert ooxml.faults([word for word, _ in files.values()]) == []


def test_judges_of_pdf_files_find_nothing(files: dict[str, tuple[Path, Path]]) -> None:
    assert verapdf.failures([pdf for _, pdf in files.values()]) == []
    assert [fault for _, pdf in files.values() if (fault := poppler.qpdf_faults(pdf))] == []


def test_a_letter_is_one_page_but_where_the_software_fills_more(files: dict[str, tuple[Path, Path]]) -> None:
    pages = {name: page_texts(pdf) for name, (_, pdf) in files.items()}

    assert {name for name, texts in pages.items() if len(texts) > 1} == {"many"}
    assert not any(re.search(r"Page 1 of|第 1 页", texts[0]) for texts in pages.values())
    assert "Page 2 of 3" in pages["many"][1]


def test_the_paper_is_that_of_the_country(files: dict[str, tuple[Path, Path]]) -> None:
    from pypdf import PdfReader  # noqa: PLC0415

    sizes = {name: PdfReader(files[name][1]).pages[0].mediabox for name in ("US-en", "DE-en")}

    assert [round(float(size.width) * 25.4 / 72, 1) for size in sizes.values()] == [215.9, 210.0]


def page_texts(file: Path) -> list[str]:
    run = subprocess.run([require("pdftotext"), str(file), "-"], capture_output=True, encoding="utf-8", check=True)
    return run.stdout.split("\f")[:-1]


def test_germans_see_the_sender_above_the_address_and_americans_do_not() -> None:
    assert head_of(LETTERS["DE-en"]).sender.startswith("Symantec Limited · Ballycoolin")
    assert head_of(LETTERS["US-en"]).sender == ""


def test_an_address_with_many_lines_is_set_smaller() -> None:
    assert [head_of(LETTERS[name]).small for name in ("DE-en", "long")] == [False, True]


def test_a_chinese_address_goes_from_the_large_to_the_small() -> None:
    lines = [inlines_text(line) for line in head_of(LETTERS["CN-zh-Hans"]).address]

    assert (lines[0], lines[-1]) == ("中国", "Annika Vogt")
