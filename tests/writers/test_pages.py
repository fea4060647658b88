"""The Word file of a document breaks its pages where the PDF does, so that its table of contents is true."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import msgspec
import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from tamdocs.batch.render import Renderer
from tamdocs.library.agreement import agree
from tamdocs.library.compose import compose
from tamdocs.orders.model import Order
from tests.support import libreoffice
from tests.support.book import every_kind_of_order
from tests.support.samples import sample_library, sample_workspace
from tests.writers.docx.reading import find
from tests.writers.printed_words import lines_of

LANGUAGES = ("en", "zh-Hans")
LARGEST = "1,000,000,000"
DATES = {"en": "30September2018", "zh-Hans": "2018年12月31日"}


@dataclass(frozen=True, slots=True)
class Pages:
    """One document: the numbers in its table of contents, and the pages of its headings in the two formats."""

    contents: Mapping[str, int]
    word: Mapping[str, int]
    pdf: Mapping[str, int]
    shown: tuple[bytes, bytes]
    """What LibreOffice makes of the Word file, and the PDF."""
    count: tuple[int, int]
    """Their pages."""


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Pages]:
    """Return service descriptions and terms of every kind of order, and an order of very many licenses."""
    folder = tmp_path_factory.mktemp("pages")
    made = dict(_rendered())
    files = [folder / f"{index}.docx" for index in range(len(made))]
    for file, (docx, _) in zip(files, made.values(), strict=True):
        file.write_bytes(docx)
    shown = libreoffice.pdfs_of(files)
    return {name: _pages(*made[name], theirs) for name, theirs in zip(made, shown, strict=True)}


def test_page_numbers_of_the_contents_are_where_a_reader_of_the_word_file_finds_the_sections(
    documents: dict[str, Pages],
) -> None:
    wrong = {
        name: [
            (title, page, pages.word.get(title)) for title, page in pages.contents.items() if pages.word[title] != page
        ]
        for name, pages in documents.items()
    }

    assert {name: found for name, found in wrong.items() if found} == {}
    assert sum(bool(pages.contents) for pages in documents.values()) == 18


def test_every_page_begins_with_the_same_section_in_both_formats(documents: dict[str, Pages]) -> None:
    whole = {name: pages for name, pages in documents.items() if "order-confirmation" not in name}

    assert {name: pages.word for name, pages in whole.items()} == {
        name: {title: page for title, page in pages.pdf.items() if title in pages.word} for name, pages in whole.items()
    }
    assert {name for name, pages in whole.items() if len(set(pages.count)) > 1} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_and_dates_stay_on_one_line(documents: dict[str, Pages], language: str) -> None:
    for shown in documents[f"large {language} order-confirmation"].shown:
        assert sum(LARGEST in line and DATES[language] in line for line in lines_of(shown)) == 5


def _rendered() -> Iterator[tuple[str, tuple[bytes, bytes]]]:
    renderer = Renderer(sample_workspace())
    both = frozenset({"docx", "pdf"})
    orders = [(order, ("service-description", "terms")) for order in every_kind_of_order()]
    seen: set[bytes] = set()
    for (order, kinds), language in product([*orders, (_large_order(), ("order-confirmation",))], LANGUAGES):
        agreement = agree(msgspec.convert(order, Order), sample_library())
        for kind in kinds:
            rendered = renderer.render(compose(agreement, kind, language), both)
            if rendered.docx not in seen:
                seen.add(rendered.docx)
                yield f"{order['order_number']} {language} {kind}", (rendered.docx, rendered.pdf)


def _large_order() -> dict[str, Any]:
    order = dict(every_kind_of_order()[-1])
    software = {**order["designated_software"][0], "quantity": 1_000_000_000, "license_number": "SEP-7741-0092"}
    ends = ("2018-09-30", "2018-12-31")
    rows = [{**software, "base_support_end": ends[index % 2]} for index in range(10)]
    return {**order, "order_number": "large", "designated_software": rows}


def _pages(docx: bytes, pdf: bytes, theirs: bytes) -> Pages:
    word, ours = PdfReader(io.BytesIO(theirs)), PdfReader(io.BytesIO(pdf))
    return Pages(
        _contents(docx),
        _headings(word, word.outline),
        _headings(ours, ours.outline),
        (theirs, pdf),
        (len(word.pages), len(ours.pages)),
    )


def _contents(docx: bytes) -> dict[str, int]:
    """Return the page numbers that the table of contents prints, by number and title of a section."""
    entries = find(docx, "//w:sdtContent/w:p[position() > 1]")
    texts = [[text.text or "" for text in entry.iterfind(".//{*}t")] for entry in entries]
    return {f"{number} {''.join(title)}": int(page) for number, *title, page in texts}


def _headings(reader: PdfReader, outline: Sequence[object]) -> dict[str, int]:
    pages: dict[str, int] = {}
    for entry in outline:
        if isinstance(entry, Destination):
            pages[str(entry.title)] = (reader.get_destination_page_number(entry) or 0) + 1
        elif isinstance(entry, list):
            pages |= _headings(reader, entry)
    return pages
