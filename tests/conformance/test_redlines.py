"""The redline of any two ways to buy, in every document and language, holds both texts, in each format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from itertools import permutations
from pathlib import Path

import pytest

from tamdocs.batch.redlines import Labels, RedlineRenderer
from tamdocs.batch.render import Renderer
from tamdocs.compare.redline import redline
from tamdocs.document.charts import in_words
from tamdocs.document.letters import without_head
from tamdocs.document.model import Document
from tamdocs.document.redline_sides import accepted, rejected
from tamdocs.document.text import document_text
from tamdocs.document.tree_json import canonical_json
from tamdocs.library.compose import compose
from tamdocs.library.specimen import specimen_agreements
from tamdocs.library.specimen_data import specimen_data_of
from tamdocs.writers.docx.revisions import Revision
from tests.support import ooxml, revisions
from tests.support.docx_text import docx_text
from tests.support.html_redline import text_after, text_before
from tests.support.office_changes import texts_after
from tests.support.samples import sample_library, sample_workspace
from tests.support.verapdf import failures

REVISION = Revision("Vendor", date(2018, 6, 1))
LABELS = Labels("before", "after", "A redline.")
EDITIONS = sample_library().editions
CASES = [
    pytest.param(edition, kind, language, id=f"{edition}-{kind}-{language}")
    for edition, found in EDITIONS.items()
    for kind in found.outlines
    for language in found.languages
]


@cache
def ways(edition: str, kind: str, language: str) -> dict[str, Document]:
    """Return the document for each region and channel, and for each service of one of them."""
    found = EDITIONS[edition]
    first = next(iter(found.vendor.services))
    region = found.vendor.regions[0]
    return {
        f"{each.region.code}.{each.order.channel.kind}.{each.order.service}": in_words(
            without_head(compose(each, kind, language, specimen_data_of(found, kind)))
        )
        for each in specimen_agreements(found)
        if each.order.service == first or (each.region == region and each.order.channel.kind == "direct")
    }


def pairs(documents: dict[str, Document]) -> Iterator[tuple[tuple[str, Document], tuple[str, Document]]]:
    """Yield each two documents that differ, both ways round, and one with itself.

    A redline is a function of two trees, so one stands for all ways that read alike, as most letters and reports do.
    """
    different = list({canonical_json(document): (way, document) for way, document in documents.items()}.values())
    yield different[0], different[0]
    yield from permutations(different, 2)


@cache
def renderer() -> RedlineRenderer:
    return RedlineRenderer(sample_workspace())


@cache
def plain_renderer() -> Renderer:
    return Renderer(sample_workspace())


@cache
def plain(edition: str, kind: str, language: str, way: str) -> bytes:
    return plain_renderer().render(ways(edition, kind, language)[way], frozenset({"docx"})).docx


@pytest.mark.parametrize(("edition", "kind", "language"), CASES)
def test_all_changes_accepted_give_the_text_after_and_all_rejected_the_text_before(
    edition: str, kind: str, language: str
) -> None:
    for before, after in pairs(ways(edition, kind, language)):
        marked = redline(before[1], after[1])
        made = renderer().render(marked, ["docx", "html"], LABELS, REVISION)
        for verdict, way in ((revisions.accepted, after), (revisions.rejected, before)):
            decided, whole = verdict(made["docx"]), plain(edition, kind, language, way[0])

            assert docx_text(decided) == docx_text(whole), f"{before[0]} to {after[0]}"
            assert revisions.story_texts(decided) == revisions.story_texts(whole), f"{before[0]} to {after[0]}"
        assert list(document_text(accepted(marked), contents=True)) == list(document_text(after[1], contents=True))
        assert list(document_text(rejected(marked), contents=True)) == list(document_text(before[1], contents=True))
        assert text_after(made["html"]) == squeezed(document_text(after[1], contents=True))
        assert text_before(made["html"]) == squeezed(document_text(before[1], contents=True))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return redlines between regions, channels and editions, in each format."""
    folder = tmp_path_factory.mktemp("redlines")
    made: list[Path] = []
    for edition, kind, language in (tuple(case.values) for case in CASES):
        documents = ways(str(edition), str(kind), str(language))
        later = ways(list(EDITIONS)[-1], str(kind), str(language))
        changes = [(_way(documents, "americas.direct"), _way(documents, "emea.reseller"))]
        changes += [(_way(documents, "emea.direct"), _way(later, "emea.direct"))]
        changes += [(_way(later, "emea.direct"), _way(later, "apac.direct"))]
        for index, (before, after) in enumerate(changes):
            rendered = renderer().render(redline(before, after), ["docx", "pdf"], LABELS, REVISION)
            for name, data in rendered.items():
                path = folder / f"{edition}-{kind}-{language}-{index}.{name}"
                path.write_bytes(data)
                made.append(path)
    return made


def test_judges_of_word_files_find_nothing(files: list[Path]) -> None:
    assert ooxml.faults([file for file in files if file.suffix == ".docx"]) == []


def test_the_judge_of_pdf_files_finds_nothing(files: list[Path]) -> None:
    assert failures([file for file in files if file.suffix == ".pdf"]) == []


def test_libreoffice_accepts_and_rejects_to_the_same_texts(tmp_path: Path) -> None:
    names = ("redline", "before", "after")
    made: list[Path] = []
    for kind, language in (("terms", "en"), ("terms", "zh-Hans"), ("service-description", "en")):
        edition = next(iter(EDITIONS))
        documents = ways(edition, kind, language)
        before, after = _way(documents, "americas.direct"), _way(documents, "emea.reseller")
        whole = [plain_renderer().render(each, frozenset({"docx"})).docx for each in (before, after)]
        redlined = renderer().render(redline(before, after), ["docx"], LABELS, REVISION)["docx"]
        for name, data in zip(names, (redlined, *whole), strict=True):
            made.append(tmp_path / f"{kind}-{language}-{name}.docx")
            made[-1].write_bytes(data)
    shown = texts_after(made)

    assert shown["rejected"][::3] == shown["plain"][1::3]
    assert shown["accepted"][::3] == shown["plain"][2::3]


def squeezed(lines: Iterable[str]) -> str:
    return re.sub(r"\s", "", "".join(lines))


def _way(documents: dict[str, Document], name: str) -> Document:
    return next(made for way, made in documents.items() if way.startswith(name))
