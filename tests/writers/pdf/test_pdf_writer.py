from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination, DictionaryObject

from tamdocs.document.model import (
    Column,
    Field,
    Item,
    Link,
    OrderedList,
    Paragraph,
    Reference,
    Signature,
    SignatureParty,
    Table,
    Text,
)
from tamdocs.errors import RenderError, SkinError
from tamdocs.writers.pdf import FontSet, PdfWriter
from tests.support.trees import document, paragraph
from tests.writers.pdf.samples import CHINESE_SENTENCE, ENGLISH_SENTENCE, SKIN, every_kind, section, terms

WRITER = PdfWriter(SKIN)
ROOT = SKIN.parents[2]


def read(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def outline(reader: PdfReader, entries: list[object] | None = None) -> list[object]:
    """Return the bookmarks as titles and page indexes, nested as they are."""
    return [
        (entry.title, reader.get_destination_page_number(entry))
        if isinstance(entry, Destination)
        else outline(reader, entry)  # type: ignore[arg-type]
        for entry in (reader.outline if entries is None else entries)
    ]


# ---- The file ----


def test_a_file_says_its_title_language_author_subject_and_day() -> None:
    reader = read(WRITER.write(every_kind("zh-Hans", author="赛门铁克", title="TAM-2017-004218 服务说明")).data)
    about = reader.metadata

    assert about is not None
    assert (about.title, about.author, about.subject) == ("TAM-2017-004218 服务说明", "赛门铁克", "高级支持服务说明")
    assert about.creation_date == datetime(2017, 11, 30, tzinfo=UTC)
    assert str(reader.root_object["/Lang"]) == "zh-CN"


def test_equal_documents_give_equal_bytes_whatever_was_written_before() -> None:
    first = PdfWriter(SKIN).write(every_kind()).data
    WRITER.write(terms("zh-Hans"))
    WRITER.write(every_kind(subject="Changed"))

    assert WRITER.write(every_kind()).data == first


@pytest.mark.parametrize(
    "surroundings",
    [
        {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
        {"TZ": "America/Anchorage", "PYTHONHASHSEED": "2", "SOURCE_DATE_EPOCH": "1"},
    ],
)
def test_another_process_gives_the_same_bytes(surroundings: dict[str, str]) -> None:
    program = (
        "import hashlib\n"
        "from tamdocs.writers.pdf import PdfWriter\n"
        "from tests.writers.pdf.samples import SKIN, every_kind\n"
        "pdf = PdfWriter(SKIN).write(every_kind('zh-Hans'))\n"
        "print(hashlib.sha256(pdf.data).hexdigest())\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **surroundings},
        capture_output=True,
        check=True,
        text=True,
    )
    here = WRITER.write(every_kind("zh-Hans")).data

    assert run.stdout.strip() == hashlib.sha256(here).hexdigest()


def test_links_lead_out_of_the_document_and_to_its_sections() -> None:
    reader = read(
        WRITER.write(
            document(
                section("fee", "1.", "Fee", paragraph("x")),
                Paragraph((Link("mailto:legal@example.com", (Text("write"),)), Reference("fee", "Section 1"))),
            )
        ).data
    )
    links = [link.get_object() for link in reader.pages[0].annotations or ()]

    assert [link["/A"]["/URI"] for link in links if "/A" in link] == ["mailto:legal@example.com"]
    assert [link["/Contents"] for link in links] == ["Email legal@example.com", "1. Fee, page T-1"]
    assert "fee" in reader.named_destinations


# ---- Pages ----


def test_pages_say_where_each_section_begins() -> None:
    pdf = WRITER.write(every_kind())

    assert pdf.pages == {"overview": 2, "capabilities": 2, "scope": 2, "definitions": 4, "signatures": 4}


def test_page_numbers_of_the_contents_are_those_of_the_sections() -> None:
    pdf = WRITER.write(every_kind())
    text = read(pdf.data).pages[1].extract_text()
    entries = [line.split()[-1] for line in text.splitlines() if ". . ." in line]

    assert entries == [str(pdf.pages[id]) for id in ("overview", "capabilities", "scope", "definitions", "signatures")]


def test_bookmarks_of_a_document_are_its_sections() -> None:
    reader = read(WRITER.write(every_kind()).data)

    assert outline(reader) == [
        ("1. Overview", 1),
        ("Contents", 1),
        ("2. Capabilities", 1),
        [("2.1 Scope of support", 1)],
        ("3. Definitions", 3),
        ("Signatures", 3),
    ]


@pytest.mark.parametrize("label", ["SD", "AP", "I", "付", "1"])
def test_each_page_is_called_by_the_label_of_the_document_and_its_number(label: str) -> None:
    reader = read(WRITER.write(every_kind(label=label)).data)
    links = [str(link.get_object()["/Contents"]) for link in reader.pages[1].annotations or ()]

    assert reader.page_labels == [f"{label}-{page}" for page in range(1, 5)]
    assert f"1. Overview, page {label}-2" in links


@pytest.mark.parametrize("lines", range(20, 29))
def test_a_heading_stays_with_the_text_below_it(lines: int) -> None:
    filling = [paragraph(f"Line {n}") for n in range(lines + 10)]
    reader = read(WRITER.write(document(*filling, section("s", "1.", "Fee", paragraph("Below.")))).data)
    pages = [page.extract_text() for page in reader.pages]

    assert [("1. Fee" in page) == ("Below." in page) for page in pages] == [True] * len(pages)


@pytest.mark.parametrize("lines", range(20, 36, 2))
def test_the_place_to_sign_is_never_broken(lines: int) -> None:
    party = SignatureParty((Text("Party"),), ((Text("Signature"),), (Text("Name"),), (Text("Date"),)))
    filling = [paragraph(f"Line {n}") for n in range(lines)]
    reader = read(WRITER.write(document(*filling, Signature((party, party)))).data)

    assert [page.extract_text().count("Party") for page in reader.pages if "Date" in page.extract_text()] == [2]


# ---- Tags ----


def test_cells_that_head_a_row_or_a_column_say_so_and_a_table_has_its_summary() -> None:
    table = Table(
        (Column(0.5), Column(0.5)),
        ((Text("Label"),), (Text("Value"),)),
        (((Text("Customer"),), (Text("Müller"),)),),
        row_headers=True,
        summary="Labels & values 表",
    )
    tags = structure(WRITER.write(document(table)).data)
    cells = [tag for tag in tags if str(tag["/S"]) in {"/TH", "/TD"}]

    assert [(str(cell["/S"]), attribute(cell, "/Scope")) for cell in cells] == [
        ("/TH", "/Column"),
        ("/TH", "/Column"),
        ("/TH", "/Row"),
        ("/TD", None),
    ]
    assert [attribute(tag, "/Summary") for tag in tags if str(tag["/S"]) == "/Table"] == ["Labels & values 表"]


def test_lists_contents_and_headings_are_tagged_as_what_they_are() -> None:
    tags = [str(tag["/S"]) for tag in structure(WRITER.write(every_kind()).data)]

    assert {"/Title", "/H1", "/H2", "/TOC", "/TOCI", "/L", "/LI", "/Lbl", "/LBody", "/Link", "/THead"} <= set(tags)


def structure(data: bytes) -> list[DictionaryObject]:
    reader = read(data)
    count = len(reader.xref[0])
    objects = (reader.get_object(number) for number in range(1, count))
    return [found for found in objects if isinstance(found, DictionaryObject) and found.get("/Type") == "/StructElem"]


def attribute(tag: DictionaryObject, name: str) -> object:
    return next((found[name] for found in tag.get("/A", []) if name in found), None)


# ---- Refusals ----


def test_a_value_that_cannot_be_printed_is_refused_with_its_pointer() -> None:
    made = document(
        Paragraph((Field("Fine", "/customer/legal_name"), Field("Idea 💡", "/fee/currency"))),
        section("privacy", "1.", "Privacy", paragraph("a\u200bb")),
    )
    with pytest.raises(RenderError) as refused:
        WRITER.write(made)

    assert str(refused.value) == (
        "terms.pdf: U+1F4A1 ELECTRIC LIGHT BULB cannot be printed: none of the embedded fonts has it [unprintable]\n"
        "  at: /fee/currency\n"
        "terms.pdf: U+200B ZERO WIDTH SPACE cannot be printed: it is a control character, which nobody sees"
        " [unprintable]\n"
        "  at: privacy"
    )


def test_a_value_that_the_fonts_of_a_writer_lack_is_refused_with_its_pointer() -> None:
    made = document(Paragraph((Field("上海", "/customer/legal_name"),)))
    with pytest.raises(RenderError) as refused:
        PdfWriter(SKIN, FontSet(())).write(made)

    assert str(refused.value) == (
        "terms.pdf: U+4E0A CJK UNIFIED IDEOGRAPH-4E0A cannot be printed: none of the embedded fonts has it"
        " [unprintable]\n"
        "  at: /customer/legal_name"
    )


def test_a_panic_of_the_compiler_ends_one_document_and_not_the_batch(tmp_path: Path) -> None:
    skin = tmp_path / "fragile.typ"
    skin.write_text(
        "#let render(file) = { set document(title: file.title)\n"
        '  if file.title == "Panic" { "a" + "\\u{301}" * 70000 } }'
    )
    writer = PdfWriter(skin)
    sound = writer.write(document()).data
    with pytest.raises(RenderError) as refused:
        writer.write(document(title="Panic"))

    assert str(refused.value) == (
        "terms.pdf: Typst broke down over this document: assertion failed: j < i [typst-panic]"
    )
    assert writer.write(document()).data == sound


def test_an_address_that_is_no_web_or_mail_address_is_refused() -> None:
    made = document(Paragraph((Link("javascript:alert(1)", (Text("x"),)),)))
    with pytest.raises(RenderError, match=r"assertion failed: not an address: javascript:alert\(1\) \[typst\]"):
        WRITER.write(made)


@pytest.mark.parametrize(
    ("source", "error", "message"),
    [
        pytest.param("#let render(file) = oops", RenderError, "{}:1:21: unknown variable: oops [typst]", id="mistake"),
        pytest.param(
            '#import "@preview/tablex:0.0.9": tablex\n#let render(file) = []',
            SkinError,
            "{}:1:9: a skin cannot use the Typst package @preview/tablex: it would come from the network"
            " [skin-package]",
            id="package",
        ),
        pytest.param(
            '#let render(file) = { set document(title: "T")\n"x" }',
            SkinError,
            "{}: the skin made 0 tables of 1 [skin-tables]",
            id="tables",
        ),
    ],
)
def test_a_skin_with_a_mistake_is_refused(
    tmp_path: Path, source: str, error: type[RenderError | SkinError], message: str
) -> None:
    skin = tmp_path / "skin.typ"
    skin.write_text(source)
    table = Table((Column(1.0),), (), (((Text("a"),),),), row_headers=True, summary="s")
    with pytest.raises(error) as refused:
        PdfWriter(skin).write(document(table))

    assert str(refused.value) == message.format(skin)


def test_a_skin_that_is_not_there_is_refused(tmp_path: Path) -> None:
    skin = tmp_path / "none.typ"
    with pytest.raises(SkinError) as refused:
        PdfWriter(skin).write(document())

    assert str(refused.value) == f"{skin}: there is no such skin [skin-missing]"


# ---- Looks ----


def test_no_line_of_chinese_begins_with_a_closing_mark() -> None:
    text = CHINESE_SENTENCE * 30
    pages = (
        read(WRITER.write(document(paragraph("甲" * n + text), language="zh-Hans")).data).pages[0] for n in range(12)
    )
    lines = [line for page in pages for line in page.extract_text().splitlines()]

    assert [line for line in lines if line[0] in "、。，；：！？”’）》"] == []


def test_a_changed_value_changes_nothing_else_on_the_page() -> None:
    def clause(text: str) -> Paragraph:
        return Paragraph((Text(ENGLISH_SENTENCE), Field(text, "/customer/legal_name")))

    one, other = (document(clause(name), OrderedList(0, (Item("1.1", (clause("x"),)),))) for name in ("Aa", "Bb"))
    first, second = (read(WRITER.write(made).data).pages[0].extract_text() for made in (one, replace(other)))

    assert first.replace("Aa", "Bb") == second
