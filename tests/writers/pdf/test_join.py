"""A joined file has every document as it is alone, and nothing in it stands for two things."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, Destination, DictionaryObject

from tamdocs.document.model import Document, Link, Paragraph, Reference, Text
from tamdocs.writers.pdf import PdfWriter
from tamdocs.writers.pdf.join import join
from tamdocs.writers.pdf.part import take_apart
from tamdocs.writers.pdf.stamp import Attachment, attach
from tests.support.pdf_text import pdf_blocks
from tests.support.trees import document, paragraph
from tests.writers.pdf.samples import SKIN, every_kind, section, terms

WRITER = PdfWriter(SKIN)
LOOKS_LIKE_SYNTAX = "12 0 R (1 (2) 13 0 R) /Dest(fee) /ID(U1x1y1) /StructParent 1 >>"


def joined(*documents: Document, title: str = "A pack") -> bytes:
    return join([take_apart(WRITER.write(made).data) for made in documents], title)


def read(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def plan(**changes: object) -> Document:
    return document(
        section("fee", "1.", "Fee", paragraph("x")),
        Paragraph((Reference("fee", "Section 1"), Link("https://example.com/", (Text("write"),)))),
        **{"label": "AP", "title": "Action Plan", **changes},  # type: ignore[arg-type]
    )


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [plan(), every_kind(), every_kind("zh-Hans", cover=None), plan(label="T")]


@pytest.fixture(scope="module")
def pack(documents: list[Document]) -> PdfReader:
    return read(joined(*documents, title="Contract pack (1 & <合同>"))


def outline(reader: PdfReader, entries: Sequence[object]) -> list[object]:
    """Return the bookmarks as titles and page indexes, nested as they are."""
    return [
        (entry.title, reader.get_destination_page_number(entry))
        if isinstance(entry, Destination)
        else outline(reader, entry)  # type: ignore[arg-type]
        for entry in entries
    ]


def tree(element: Any) -> Iterator[Any]:
    """Yield the elements of a structure tree, in the order of the text."""
    found = element.get_object()
    if isinstance(found, ArrayObject):
        for child in found:
            yield from tree(child)
    elif isinstance(found, DictionaryObject) and found.get("/Type") == "/StructElem":
        yield found
        yield from tree(found.get("/K", ArrayObject()))


def pages_of(element: Any) -> Iterator[int]:
    """Yield the keys of the pages on which the content of an element stands."""
    for found in (element, *(kid for kid in element["/K"] if isinstance(kid, DictionaryObject))):
        if "/Pg" in found:
            yield found["/Pg"]["/StructParents"]


def structure(reader: PdfReader) -> Any:
    return reader.root_object["/StructTreeRoot"]


def links(reader: PdfReader, page: int) -> list[Any]:
    return [link.get_object() for link in reader.pages[page].annotations or ()]


# ---- Pages ----


def test_each_page_is_printed_as_in_the_document_alone(documents: list[Document], pack: PdfReader) -> None:
    alone = [page for made in documents for page in read(WRITER.write(made).data).pages]

    assert [page.get_contents().get_data() for page in pack.pages] == [  # type: ignore[union-attr]
        page.get_contents().get_data()  # type: ignore[union-attr]
        for page in alone
    ]
    assert [page.extract_text() for page in pack.pages] == [page.extract_text() for page in alone]


def test_each_document_keeps_its_page_labels(pack: PdfReader) -> None:
    labels = ["AP-1", *(f"SD-{n}" for n in range(1, 5)), *(f"SD-{n}" for n in range(1, 5)), "T-1"]

    assert pack.page_labels == labels


def test_the_title_of_each_document_stands_above_its_sections_in_the_bookmarks(pack: PdfReader) -> None:
    assert outline(pack, pack.outline)[:4] == [
        ("Action Plan", 0),
        [("1. Fee", 0)],
        ("Service Description", 1),
        [
            ("1. Overview", 2),
            ("Contents", 2),
            ("2. Capabilities", 2),
            [("2.1 Scope of support", 2)],
            ("3. Definitions", 4),
            ("Signatures", 4),
        ],
    ]
    assert outline(pack, pack.outline)[-2:] == [("Action Plan", 9), [("1. Fee", 9)]]


def test_a_document_without_sections_has_a_bookmark_too() -> None:
    reader = read(joined(document(paragraph("x")), plan()))

    assert outline(reader, reader.outline) == [("Terms and Conditions", 0), ("Action Plan", 1), [("1. Fee", 1)]]


def test_a_link_leads_to_its_own_document(pack: PdfReader) -> None:
    targets = {name: pack.get_destination_page_number(at) for name, at in pack.named_destinations.items()}
    first, second = (links(pack, page)[0]["/Dest"] for page in (0, 9))

    assert (targets[str(first)], targets[str(second)]) == (0, 9)
    assert list(targets) == sorted(targets)
    assert len(targets) == 1 + 5 + 5 + 1


# ---- Tags ----


def test_the_text_is_that_of_the_documents_with_headings_a_level_lower(
    documents: list[Document], pack: PdfReader
) -> None:
    lower = {"Title": "H1", "H1": "H2", "H2": "H3"}
    alone = [block for made in documents for block in pdf_blocks(WRITER.write(made).data)]
    assert isinstance(pack.stream, io.BytesIO)

    assert [(block.tag, block.text) for block in pdf_blocks(pack.stream.getvalue())] == [
        (lower.get(block.tag, block.tag), block.text) for block in alone
    ]


def test_each_document_is_a_part_in_its_language(documents: list[Document], pack: PdfReader) -> None:
    (whole,) = structure(pack)["/K"]
    parts = whole["/K"]
    alone = [str(read(WRITER.write(made).data).root_object["/Lang"]) for made in documents]

    assert whole["/S"] == "/Document"
    assert [(part["/S"], part["/Lang"]) for part in parts] == [("/Part", language) for language in alone]
    assert [language[:2] for language in alone] == ["en", "en", "zh", "en"]
    assert str(pack.root_object["/Lang"]) == "en"


def test_marked_content_and_links_lead_to_their_tags(pack: PdfReader) -> None:
    numbers = iter(structure(pack)["/ParentTree"]["/Nums"])
    parents: dict[int, Any] = {int(key): found.get_object() for key, found in zip(numbers, numbers, strict=True)}
    keys: list[int] = []
    pages: list[Any] = list(pack.pages)
    for page in pages:
        keys.append(page["/StructParents"])
        assert all(page["/StructParents"] in set(pages_of(element)) for element in parents[keys[-1]])
        for link in page.get("/Annots", []):
            keys.append(link["/StructParent"])
            assert link in [kid.raw_get("/Obj") for kid in parents[keys[-1]]["/K"] if isinstance(kid, DictionaryObject)]

    assert list(parents) == sorted(set(keys)) == sorted(keys)
    assert structure(pack)["/ParentTreeNextKey"] > max(keys)


def test_the_cells_of_a_table_name_the_heading_cells_of_the_same_table(pack: PdfReader) -> None:
    names = iter(structure(pack)["/IDTree"]["/Names"])
    by_id = {str(name): cell.get_object() for name, cell in zip(names, names, strict=True)}
    tables = [tag for tag in tree(structure(pack)["/K"]) if tag["/S"] == "/Table"]
    headers = 0
    for table in tables:
        cells = list(tree(table))
        for cell in cells:
            for name in next((part["/Headers"] for part in cell.get("/A", ()) if "/Headers" in part), ()):
                headers += 1
                assert by_id[str(name)] in cells

    assert list(by_id) == sorted(by_id)
    assert {str(tag["/ID"]) for tag in tree(structure(pack)["/K"]) if "/ID" in tag} == set(by_id)
    assert headers


# ---- The file ----


def test_the_file_has_its_own_title_and_the_author_and_day_of_the_first_document(pack: PdfReader) -> None:
    first = read(WRITER.write(plan()).data).metadata
    about = pack.metadata
    xmp = pack.xmp_metadata
    preferences: Any = pack.root_object["/ViewerPreferences"]

    assert about is not None
    assert first is not None
    assert xmp is not None
    assert about.title == "Contract pack (1 & <合同>"
    assert {**about, "/Title": ""} == {**first, "/Title": ""}
    assert xmp.dc_title == {"x-default": "Contract pack (1 & <合同>"}
    assert [language[:2] for language in xmp.dc_language or ()] == ["en", "zh"]
    assert preferences == {"/DisplayDocTitle": True, "/Direction": "/L2R"}


def test_equal_documents_give_equal_bytes_and_others_another_file_id() -> None:
    one, again, other = joined(plan(), terms()), joined(plan(), terms()), joined(plan(subject="x"), terms())

    assert one == again
    assert [str(read(data).trailer["/ID"]) for data in (one, other)].count(str(read(one).trailer["/ID"])) == 1


def test_nothing_that_a_file_has_once_for_all_is_there_for_each_document(pack: PdfReader) -> None:
    assert isinstance(pack.stream, io.BytesIO)
    data = pack.stream.getvalue()

    names = ("Catalog", "Pages", "Outlines", "Metadata", "OutputIntent", "StructTreeRoot")

    assert {name: data.count(b"/Type/%s/" % name.encode()) for name in names} == dict.fromkeys(names, 1)
    assert int(str(pack.trailer["/Size"])) == len(pack.xref[0]) + 1


def test_a_text_that_looks_like_syntax_stays_as_it_is() -> None:
    made = document(
        section("fee", "1.", LOOKS_LIKE_SYNTAX, paragraph("x")),
        Paragraph((Reference("fee", "Section 1"),)),
        title=LOOKS_LIKE_SYNTAX,
        subject=LOOKS_LIKE_SYNTAX,
    )
    reader = read(joined(plan(), made))
    (link,) = links(reader, 1)

    assert outline(reader, reader.outline)[2:] == [(LOOKS_LIKE_SYNTAX, 1), [(f"1. {LOOKS_LIKE_SYNTAX}", 1)]]
    assert [str(tag["/T"]) for tag in tree(structure(reader)["/K"]) if "/T" in tag] == [
        "A pack", "1. Fee", f"1. {LOOKS_LIKE_SYNTAX}",
    ]  # fmt: skip
    assert link["/Contents"] == f"1. {LOOKS_LIKE_SYNTAX}, page T-1"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(b"/PageLabels ", b"/PageTables ", id="without page labels"),
        pytest.param(b"/RoleMap<<", b"/ClassMap ", id="with what would be lost"),
    ],
)
def test_a_file_that_is_built_in_another_way_is_refused(old: bytes, new: bytes) -> None:
    data = WRITER.write(plan()).data.replace(old, new.ljust(len(old)))
    with pytest.raises(ValueError, match="not a tagged PDF with page labels as Typst writes it"):
        take_apart(data)


def test_what_is_attached_to_a_document_is_left_out() -> None:
    plain = WRITER.write(plan()).data
    stamped = attach(plain, Attachment("provenance.json", "application/json", "Where it comes from", b"{}"))

    alone, apart = joined(plan()), join([take_apart(stamped)], "A pack")

    assert b"EmbeddedFile" not in apart
    assert len(apart) == len(alone)
    assert [page.extract_text() for page in read(apart).pages] == [page.extract_text() for page in read(alone).pages]
