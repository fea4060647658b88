"""A Word file that we wrote, read back, says what its tree says: as it is, and saved anew by LibreOffice."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tamdocs.batch.render import Renderer
from tamdocs.document.bookmarks import bookmark_name, id_of_bookmark
from tamdocs.document.ids import ids_of
from tamdocs.document.model import Document
from tamdocs.document.text import document_text
from tamdocs.document.tree_json import canonical_json
from tamdocs.readers.docx.read import read_docx
from tamdocs.readers.docx.tree import tree_of
from tests.support.every_document import Case, every_document
from tests.support.libreoffice import resaved
from tests.support.samples import sample_workspace


@cache
def renderer() -> Renderer:
    return Renderer(sample_workspace())


CASES = [pytest.param(case, id=case.name) for case in every_document()]


def written(document: Document) -> bytes:
    return renderer().render(document, frozenset({"docx"})).docx


def said(document: Document, like: Document) -> list[str]:
    """Return the lines of what *document* says; of a letter without order, for its head is a table above the title.

    Lines, and not paragraphs: a key figure is a cell with three of them.
    """
    lines = [line.replace("\t", " ") for text in document_text(document) for line in text.split("\n") if line]
    return sorted(lines) if like.letter else lines


@pytest.mark.parametrize("case", CASES)
def test_a_file_that_was_read_back_says_what_its_tree_says(case: Case) -> None:
    document = case.composed()
    read = tree_of(read_docx(written(document), "read.docx"))

    assert said(read, document) == said(document, document)
    assert read.language == document.language
    assert set(ids_of(read.blocks)) == {id_of_bookmark(bookmark_name(name)) for name in ids_of(document.blocks)}


def test_a_file_that_libreoffice_saved_anew_says_it_too(tmp_path: Path) -> None:
    made = {}
    # Equal documents have equal bytes, so of the terms of several ways to buy one stands for all.
    different = {canonical_json(case.composed()): case for case in every_document()}
    for case in different.values():
        document = case.composed()
        path = tmp_path / f"{case.name}.docx"
        path.write_bytes(written(document))
        made[path] = document
    for data, document in zip(resaved(list(made)), made.values(), strict=True):
        read = tree_of(read_docx(data, "resaved.docx"))

        assert said(read, document) == said(document, document)
        assert set(ids_of(read.blocks)) == {id_of_bookmark(bookmark_name(name)) for name in ids_of(document.blocks)}
