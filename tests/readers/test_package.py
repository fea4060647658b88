from __future__ import annotations

import struct
import zipfile
from io import BytesIO

import pytest

from tamdocs.errors import ReadError
from tamdocs.readers.docx.read import read_docx
from tests.support.word_file import WORD, paragraph, word_file

MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def refusal(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        read_docx(data, "returned.docx")
    (problem,) = caught.value.problems
    return f"{problem.message} [{problem.code}]"


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def patched(data: bytes, part: str, content: bytes) -> bytes:
    """Return the Word file *data* with other *content* for one part."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()} | {part: content})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the file is empty [file-empty]"),
        (b"hello", "this is no Word file [file-kind]"),
        (b"%PDF-1.7\n", "this is a PDF file [file-kind]"),
        (b"{\\rtf1}", "this is an RTF file [file-kind]"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
            "this is a Word file of the old kind (.doc), or one with a password [file-kind]",
        ),
        (b"PK\x03\x04 cut off", "the file is broken: it cannot be unpacked [file-broken]"),
        (zipped({"a.txt": b"x"}), "this is no Word file [file-kind]"),
        (zipped({"../x": b"x"}), "the part ../x would lie outside the file [file-outside]"),
        (zipped({"/etc/x": b"x"}), "the part /etc/x would lie outside the file [file-outside]"),
        (zipped({"a.xml": b"", "A.xml": b""}), "the part A.xml stands twice [file-twice]"),
        (
            word_file("", kind="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
            "this is no Word file, but a spreadsheet or a presentation [file-kind]",
        ),
    ],
)
def test_what_is_no_word_file_is_refused_by_what_it_is(data: bytes, said: str) -> None:
    assert refusal(data) == said


def test_a_part_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    bomb = word_file("", more={"word/media/a.bin": bytes(100 << 20)})

    assert refusal(bomb) == "the part word/media/a.bin is too large to be read; 48 MB are the limit [file-too-large]"


def test_a_size_that_the_file_lies_about_does_not_help_it() -> None:
    data = bytearray(patched(word_file(""), "word/document.xml", b" " * (60 << 20)))
    size, said = struct.pack("<L", 60 << 20), struct.pack("<L", 1 << 10)
    while (place := data.find(size)) >= 0:
        data[place : place + 4] = said

    assert "[file-" in refusal(bytes(data))


def test_a_member_with_a_password_is_refused() -> None:
    data = bytearray(word_file(""))
    directory = data.find(b"PK\x01\x02")
    data[directory + 8] |= 1

    assert refusal(bytes(data)) == "the file is encrypted [file-encrypted]"


@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
def test_entities_and_document_types_are_refused(coding: str) -> None:
    xml = f'<?xml version="1.0" encoding="{coding}"?>{XXE}<a>&e;</a>'.encode(coding)

    assert refusal(patched(word_file(""), "word/document.xml", xml)) == (
        "the part word/document.xml has a document type, which no Office file has [file-unsafe]"
    )


def test_broken_xml_is_refused() -> None:
    assert refusal(patched(word_file(""), "word/document.xml", b"<a><b></a>")).startswith(
        "the part word/document.xml is no XML: "
    )


def test_deep_nesting_is_refused() -> None:
    depth = 5000
    deep = word_file("<w:sdt><w:sdtContent>" * depth + paragraph("x") + "</w:sdtContent></w:sdt>" * depth)

    assert refusal(deep) == "the part word/document.xml is nested too deep [file-too-deep]"


def test_nesting_up_to_the_limit_is_read() -> None:
    for opening, closing in (
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:customXml>", "</w:customXml>"),
    ):
        depth = 240 // opening.count("<")
        assert read_docx(word_file(opening * depth + paragraph("x") + closing * depth), "x").blocks
    runs = "<w:ins>" * 240 + "<w:r><w:t>x</w:t></w:r>" + "</w:ins>" * 240
    assert read_docx(word_file(f"<w:p>{runs}</w:p>"), "x").blocks


def test_macros_and_what_lies_elsewhere_are_told_of_and_left_alone() -> None:
    document = read_docx(
        word_file(
            paragraph("x"),
            kind=MACROS,
            links={"attachedTemplate": "http://evil.example/t.dotm", "hyperlink": "http://example.com/"},
            more={"word/vbaProject.bin": b"code"},
        ),
        "returned.docm",
    )

    assert [f"{each.code}: {each.message}" for each in document.remarks] == [
        "file-macros: the file carries macros; they were not run",
        "file-external: the file refers to http://evil.example/t.dotm (attachedTemplate); it was not fetched",
    ]


def test_strict_files_are_read_too() -> None:
    with zipfile.ZipFile(BytesIO(word_file(paragraph("x")))) as archive:
        xml = archive.read("word/document.xml").replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
    document = read_docx(patched(word_file("", kind=WORD), "word/document.xml", xml), "x")

    assert [block.text for block in document.blocks if hasattr(block, "text")] == ["x"]


def test_a_hundred_thousand_paragraphs_are_read() -> None:
    document = read_docx(word_file("".join(paragraph(f"Paragraph {index}") for index in range(100_000))), "x")

    assert len(document.blocks) == 100_000
