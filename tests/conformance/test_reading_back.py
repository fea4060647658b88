"""A Word file that we wrote, read back, says what its tree says: as it is, and saved anew by LibreOffice."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tamdocs.batch.render import Renderer
from tamdocs.document.bookmarks import bookmark_name, id_of_bookmark
from tamdocs.document.ids import ids_of
from tamdocs.document.model import Document
from tamdocs.document.text import document_text
from tamdocs.library.agreement import agree
from tamdocs.library.compose import compose
from tamdocs.library.specimen import specimen_agreements
from tamdocs.library.specimen_data import specimen_data_of
from tamdocs.readers.docx.read import read_docx
from tamdocs.readers.docx.tree import tree_of
from tests.support.libreoffice import resaved
from tests.support.samples import ORDER_FILES, sample_library, sample_order, sample_workspace


@cache
def renderer() -> Renderer:
    return Renderer(sample_workspace())


def documents() -> Iterator[tuple[str, Document]]:
    library = sample_library()
    for path in ORDER_FILES:
        name = path.stem.removeprefix("order-")
        agreement = agree(sample_order(name), library)
        for kind in agreement.edition.outlines:
            for language in agreement.edition.languages:
                yield (
                    f"{name}-{kind}-{language}",
                    compose(agreement, kind, language, specimen_data_of(agreement.edition, kind)),
                )
    for edition in library.editions.values():
        for agreement in specimen_agreements(edition):
            where = f"{agreement.region.code}-{agreement.order.service}-{agreement.order.channel.kind}"
            for kind in edition.outlines:
                for language in edition.languages:
                    yield (
                        f"{edition.id}-{where}-{kind}-{language}",
                        compose(agreement, kind, language, specimen_data_of(agreement.edition, kind)),
                    )


CASES = [pytest.param(document, id=name) for name, document in documents()]


def written(document: Document) -> bytes:
    return renderer().render(document, frozenset({"docx"})).docx


def said(document: Document, like: Document) -> list[str]:
    """Return what *document* says; of a letter in lines without order, for its head is a table above the title."""
    texts = list(document_text(document))
    if not like.letter:
        return texts
    return sorted(line.replace("\t", " ") for text in texts for line in text.split("\n") if line)


@pytest.mark.parametrize("document", CASES)
def test_a_file_that_was_read_back_says_what_its_tree_says(document: Document) -> None:
    read = tree_of(read_docx(written(document), "read.docx"))

    assert said(read, document) == said(document, document)
    assert read.language == document.language
    assert set(ids_of(read.blocks)) == {id_of_bookmark(bookmark_name(name)) for name in ids_of(document.blocks)}


def test_a_file_that_libreoffice_saved_anew_says_it_too(tmp_path: Path) -> None:
    made = {}
    for name, document in documents():
        data = written(document)
        path = tmp_path / f"{name}.docx"
        path.write_bytes(data)
        made[path] = document
    for data, document in zip(resaved(list(made)), made.values(), strict=True):
        read = tree_of(read_docx(data, "resaved.docx"))

        assert said(read, document) == said(document, document)
        assert set(ids_of(read.blocks)) == {id_of_bookmark(bookmark_name(name)) for name in ids_of(document.blocks)}
