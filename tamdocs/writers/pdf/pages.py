"""What a PDF says about its pages: which section begins on which, and what each page is called."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tamdocs.writers.pdf.pdf_file import PdfFile, reference, references
from tamdocs.writers.pdf.strings import text_string

_DESTINATION = re.compile(rb"\(([^()\\<>]+)\)(\d+) 0 R")
_PAGE_OF_DESTINATION = re.compile(rb"\[(\d+) 0 R/XYZ ")
_PRINTED_NUMBER = re.compile(rb"/St (\d+)")
_LABEL = re.compile(rb"\d+ (\d+) 0 R")
_LABELLED = (b"<</Type/PageLabel/", b"<</Type/Annot/")
"""Page labels, and links: their descriptions name the page."""
_HIDDEN_LABEL = re.compile(rb"<FEFF(?:[0-9A-F]{4})*DB[89AB][0-9A-F](?:[0-9A-F]{4})+>")
_HIDDEN = 0xF0000


def section_pages(file: PdfFile) -> Mapping[str, int]:
    """Return the printed page number of each section, by the section's id.

    The skin labels a heading with the id of the section.
    """
    catalog, pages_in_order = file.root, page_objects(file)
    printed = dict(zip(pages_in_order, _printed_numbers(file, len(pages_in_order)), strict=True))
    pages: dict[str, int] = {}
    for section, destination in _DESTINATION.findall(catalog):
        target = _PAGE_OF_DESTINATION.search(file[int(destination)])
        if target is not None:
            pages[section.decode()] = printed[int(target[1])]
    return pages


def page_objects(file: PdfFile) -> list[int]:
    """Return the number of the object of each page, in order."""
    return references(file[reference(file.root, b"/Pages")], b"/Kids")


def shown_labels(file: PdfFile) -> Mapping[int, bytes]:
    """Return the objects of *file* whose page labels the skin has hidden from Typst's page counter, to be put back.

    In a pattern such as `AP-1` Typst takes the A for a counter too, so the skin writes it as U+F0041.
    """
    if not any(_HIDDEN_LABEL.search(label) for label in _labels(file)[:1]):
        return {}
    labelled = (found for beginning in _LABELLED for found in file.beginning_with(beginning))
    return {number: _HIDDEN_LABEL.sub(_show, text) for number, text in labelled}


def _show(label: re.Match[bytes]) -> bytes:
    letters = bytes.fromhex(label[0][5:-1].decode()).decode("utf-16-be")
    return text_string("".join(chr(ord(letter) % _HIDDEN) for letter in letters))


def _labels(file: PdfFile) -> list[bytes]:
    """Return the label of each page; none for a skin that gives no labels."""
    labels = reference(file.root, b"/PageLabels")
    return [file[int(label)] for label in _LABEL.findall(file[labels])] if labels else []


def _printed_numbers(file: PdfFile, pages: int) -> list[int]:
    """Return the number of each page in its own document; a skin that gives no labels counts through."""
    found = [_PRINTED_NUMBER.search(label) for label in _labels(file)] or [None] * pages
    return [int(number[1]) if number else page for page, number in enumerate(found, start=1)]
