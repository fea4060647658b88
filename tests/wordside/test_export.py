from __future__ import annotations

import zipfile
from functools import cache
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from tamdocs.errors import LibraryError
from tamdocs.wordside.plan import Choice
from tests.support.libreoffice import resaved
from tests.support.ooxml import faults
from tests.support.samples import sample_library
from tests.support.word_edits import (
    TERMS,
    add_after,
    delete,
    edited,
    exported,
    exported_once,
    imported,
    paragraph,
    words_of,
    xml_of,
)

CHOICES = tuple(
    Choice(edition.id, kind, language, region.code)
    for edition in sample_library().editions.values()
    for kind, language, region in product(edition.outlines, edition.languages, edition.vendor.regions)
)


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: "-".join(vars_of(choice)))
def test_a_file_that_nobody_edited_changes_nothing(choice: Choice) -> None:
    proposal = imported(exported_once(choice))

    assert (proposal.changes, proposal.problems, proposal.comments) == ((), (), ())


def test_nor_does_one_that_libreoffice_saved_again(tmp_path: Path) -> None:
    choices = [choice for choice in CHOICES if choice.region == "emea"]
    files = [tmp_path / f"{index}.docx" for index, _ in enumerate(choices)]
    for path, choice in zip(files, choices, strict=True):
        path.write_bytes(exported_once(choice))

    for choice, data in zip(choices, resaved(files), strict=True):
        proposal = imported(data)
        assert (choice, proposal.changes, proposal.problems) == (choice, (), ())


def test_edits_are_found_after_libreoffice_saved_them(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        add_after(paragraph(document, "becomes insolvent"), "is dissolved;")
        paragraph(document, "The Agreement is governed").runs[0].text = "The Agreement follows the laws of "
        paragraph(document, "Vendor may subcontract").add_run(" boldly").bold = True
        delete(paragraph(document, "Customer may engage its own counsel"))

    path = tmp_path / "edited.docx"
    path.write_bytes(edited(TERMS, edit))
    (data,) = resaved([path])

    expected, found = imported(path.read_bytes()), imported(data)

    assert len(found.changes) == 4
    assert (found.changes, found.problems) == (expected.changes, ())


def test_word_finds_nothing_to_repair(tmp_path: Path) -> None:
    choices = [choice for choice in CHOICES if choice.region == "apac" and choice.edition == "2017-11"]
    files = [tmp_path / f"{index}.docx" for index, _ in enumerate(choices)]
    for path, choice in zip(files, choices, strict=True):
        path.write_bytes(exported_once(choice))

    assert faults(files) == []


def test_the_same_clauses_give_the_same_bytes() -> None:
    assert exported(TERMS) == exported(TERMS)


def test_values_and_grey_lines_are_locked() -> None:
    document = docx.Document(BytesIO(exported_once(TERMS)))
    value = xml_of(paragraph(document, "The Agreement is governed")).find(qn("w:sdt"))
    grey = xml_of(paragraph(document, "▼ only if channel.kind")).find(qn("w:sdt"))

    assert lock_of(value) == ("«law.name»", "contentLocked")
    assert lock_of(grey) == ('▼ only if channel.kind == "direct"', "sdtContentLocked")


def test_references_bear_the_numbers_that_they_have_in_a_contract() -> None:
    document = docx.Document(BytesIO(exported_once(TERMS)))

    assert words_of(paragraph(document, "Customer receives no refund on termination")).endswith("in Section 8.5(c).")


def test_the_file_says_what_it_was_made_from() -> None:
    with zipfile.ZipFile(BytesIO(exported_once(TERMS))) as archive:
        root = etree.fromstring(archive.read("customXml/item1.xml"))

    clause = next(each for each in root if each.get("id") == "payment")
    assert (root.get("edition"), root.get("document"), root.get("region")) == ("2017-11", "terms", "emea")
    assert clause.get("file", "").endswith("2017-11/clauses/terms/payment/en.md")
    assert len(clause.get("sha256", "")) == 64
    assert [each.get("kind") for each in clause] == ["opening", "item", "item", "closing", "opening", "item", "closing"]
    assert [each.get("lines") for each in clause][:2] == ["6-6", "7-7"]


def test_changes_are_tracked_from_the_start() -> None:
    with zipfile.ZipFile(BytesIO(exported_once(TERMS))) as archive:
        assert b"<w:trackRevisions/>" in archive.read("word/settings.xml")


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        (Choice("2017-11", "term", "en", "emea"), "there is no document term"),
        (Choice("2017-11", "terms", "de", "emea"), "there is no language de"),
        (Choice("2017-11", "terms", "en", "mars"), "there is no region mars"),
    ],
)
def test_what_the_edition_does_not_have_is_refused(choice: Choice, message: str) -> None:
    with pytest.raises(LibraryError) as refused:
        exported(choice)

    assert refused.value.problems[0].message == message
    assert refused.value.problems[0].hint


def test_texts_that_differ_by_channel_want_one_to_be_named() -> None:
    files = with_reseller_text()

    with pytest.raises(LibraryError) as refused:
        exported(TERMS, files)

    (problem,) = refused.value.problems
    assert (problem.code, problem.place) == ("several-texts", "assignment")
    assert imported(exported(Choice("2017-11", "terms", "en", "emea", channel="reseller"), files), files).changes == ()


@cache
def with_reseller_text() -> dict[str, bytes]:
    from tests.support.drafts import SOURCE  # noqa: PLC0415 - for this only

    path = "2017-11/clauses/terms/assignment/en.md"
    return {**SOURCE, path.replace("en.md", "en.reseller.md"): SOURCE[path]}


def lock_of(control: Any) -> tuple[str, str]:
    properties = control.find(qn("w:sdtPr"))
    return properties.find(qn("w:alias")).get(qn("w:val")), properties.find(qn("w:lock")).get(qn("w:val"))


def vars_of(choice: Choice) -> tuple[str, ...]:
    return (choice.edition, choice.document, choice.language, choice.region)
