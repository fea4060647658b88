"""What a PDF says about its pages: which section begins on which, and what each page is called."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tamdocs.writers.pdf.pdf_file import PdfFile, references

_CATALOG = re.compile(rb"/Root (\d+) 0 R")
_PAGE_TREE = re.compile(rb"/Pages (\d+) 0 R")
_PAGE_LABELS = re.compile(rb"/PageLabels (\d+) 0 R")
_DESTINATION = re.compile(rb"\(d(\d+)\.([^()\\<>]+)\)(\d+) 0 R")
_PAGE_OF_DESTINATION = re.compile(rb"\[(\d+) 0 R/XYZ ")
_PRINTED_NUMBER = re.compile(rb"/St (\d+)")
_LABELLED = re.compile(rb"\d+ 0 obj\n<</Type/(?:PageLabel|Annot)/")
"""Page labels, and links: their descriptions name the page."""
_HIDDEN_LABEL = re.compile(rb"<FEFF(?:[0-9A-F]{4})*E0[0-9A-F]{2}(?:[0-9A-F]{4})*>")


def section_pages(file: PdfFile, documents: int) -> tuple[Mapping[str, int], ...]:
    """Return for each document of the file the printed page number of each section, by the section's id.

    The skin labels a heading `d0.payment`: number of the document in the pack, and id of the section.
    """
    catalog = _catalog(file)
    pages_in_order = _page_tree(file, catalog)
    printed = dict(zip(pages_in_order, _printed_numbers(file, catalog, len(pages_in_order)), strict=True))
    pages: list[dict[str, int]] = [{} for _ in range(documents)]
    for document, section, destination in _DESTINATION.findall(catalog):
        target = _PAGE_OF_DESTINATION.search(file[int(destination)])
        if target is not None:
            pages[int(document)][section.decode()] = printed[int(target[1])]
    return tuple(pages)


def shown_labels(file: PdfFile) -> Mapping[int, bytes]:
    """Return the objects of *file* whose page labels the skin has hidden from Typst's page counter, to be put back.

    In a pattern such as `AP-1` Typst takes the A for a counter too, so the skin writes it as U+E041.
    """
    return {number: _HIDDEN_LABEL.sub(_show, text) for number, text in file.matches(_LABELLED)}


def _show(label: re.Match[bytes]) -> bytes:
    letters = bytes.fromhex(label[0][5:-1].decode()).decode("utf-16-be")
    shown = "".join(chr(ord(letter) - 0xE000) if "\ue000" <= letter <= "\ue0ff" else letter for letter in letters)
    return b"<FEFF%s>" % shown.encode("utf-16-be").hex().upper().encode()


def _catalog(file: PdfFile) -> bytes:
    root = _CATALOG.search(file.trailer)
    assert root is not None
    return file[int(root[1])]


def _page_tree(file: PdfFile, catalog: bytes) -> list[int]:
    root = _PAGE_TREE.search(catalog)
    assert root is not None
    return references(file[int(root[1])], b"/Kids")


def _printed_numbers(file: PdfFile, catalog: bytes, pages: int) -> list[int]:
    """Return the number of each page in its own document; a skin that gives no labels counts through."""
    labels = _PAGE_LABELS.search(catalog)
    numbers = re.findall(rb"\d+ (\d+) 0 R", file[int(labels[1])]) if labels else []
    found = [_PRINTED_NUMBER.search(file[int(label)]) for label in numbers] or [None] * pages
    return [int(number[1]) if number else page for page, number in enumerate(found, start=1)]
