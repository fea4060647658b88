"""DOCX and PDF carry the same words, those of the tree, for every document, service, region, channel and language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import pytest

from tamdocs.batch.render import Renderer
from tamdocs.document.model import Document
from tamdocs.document.text import document_text
from tamdocs.document.tree_json import canonical_json
from tests.support.docx_text import docx_text
from tests.support.every_document import Case, every_document
from tests.support.pdf_text import pdf_blocks
from tests.support.samples import sample_workspace

_UNWANTED = re.compile(r"\{\{|\}\}|\{%|None|True|False|undefined|\[\]\(|\*\*|[ \u3000]{2,}|\ue000", re.IGNORECASE)


CASES = [pytest.param(case, id=case.name) for case in every_document()]
KNOWN: dict[str, Texts] = {}
"""By the canonical JSON of the document."""


@cache
def renderer() -> Renderer:
    return Renderer(sample_workspace())


def lines_of(document: Document) -> list[str]:
    return list(document_text(document, contents=True))


def pdf_lines(data: bytes) -> list[str]:
    """Return the text of each block; an entry of the table of contents without its page."""
    blocks = pdf_blocks(data)
    return [re.sub(r"\s*\d+$", "", block.text) if block.tag == "TOCI" else block.text for block in blocks]


def squeezed(lines: Iterable[str]) -> str:
    return "".join(unicodedata.normalize("NFC", "".join(lines)).split())


class Texts(NamedTuple):
    tree: list[str]
    docx: list[str]
    pdf: list[str]


def texts_of(document: Document) -> Texts:
    """Return what stands in the tree and in both files of it, made once of equal documents, as many terms are."""
    key = canonical_json(document)
    if key not in KNOWN:
        rendered = renderer().render(document, frozenset({"docx", "pdf"}), key)
        KNOWN[key] = Texts(lines_of(document), docx_text(rendered.docx), pdf_lines(rendered.pdf))
    return KNOWN[key]


@pytest.mark.parametrize("case", CASES)
def test_both_formats_carry_the_words_of_the_tree(case: Case) -> None:
    texts = texts_of(case.composed())

    assert squeezed(texts.docx) == squeezed(texts.tree)
    assert squeezed(texts.pdf) == squeezed(texts.tree)


@pytest.mark.parametrize("case", CASES)
def test_nothing_unwanted_reaches_a_page(case: Case) -> None:
    for lines in texts_of(case.composed()):
        assert [line for line in lines if _UNWANTED.search(line.replace("\n", " "))] == []
        assert all(line.strip() for line in lines)
