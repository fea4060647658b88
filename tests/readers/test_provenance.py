"""Files that may have been made to do harm are refused, and nothing in them is followed."""

from __future__ import annotations

import io
import json
import zlib

import pytest
from pypdf import PdfWriter

from tamdocs.document.provenance import MOST_BYTES, parse_provenance
from tamdocs.errors import ReadError
from tamdocs.readers.provenance import find_provenance
from tests.support.word_file import paragraph, word_file

SPACE = 'xmlns="urn:tamdocs:provenance"'
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


UNSAFE = "the part customXml/item1.xml has a document type, which no Office file has [file-unsafe]"
TOO_LARGE = "the attachment provenance.json is too large to be read; 16 MB are the limit [file-too-large]"
TOO_LARGE_PART = "the part customXml/item1.xml is too large to be read; 48 MB are the limit [file-too-large]"
OLD = "a Word file of the old kind (.doc), or one with a password"
TOO_MANY = "the file has more than 1000 attachments [file-too-large]"


def word(*items: str | bytes) -> bytes:
    """Return a Word file with these parts of custom XML."""
    parts = {
        f"customXml/item{index}.xml": item.encode() if isinstance(item, str) else item
        for index, item in enumerate(items, 1)
    }
    return word_file(paragraph("x"), more=parts)


def pdf(*attachments: bytes, name: str = "provenance.json", locked: bool = False) -> bytes:
    writer, made = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    for content in attachments:
        writer.add_attachment(name, content)
    if locked:
        writer.encrypt("x")
    writer.write(made)
    return made.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        find_provenance(data, "file")
    (problem,) = caught.value.problems
    return f"{problem.message} [{problem.code}]"


def raw_pdf(names: str, *objects: str) -> bytes:
    """Return a PDF whose catalog has *names*, with *objects* from number 4 on."""
    texts = [
        f"<</Type/Catalog/Pages 2 0 R/Names {names}>>",
        "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        *objects,
    ]
    data, starts = b"%PDF-1.7\n", []
    for number, text in enumerate(texts, 1):
        starts.append(len(data))
        data += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    table = "".join(f"{start:010d} 00000 n\r\n" for start in starts)
    end = f"xref\n0 {len(starts) + 1}\n0000000000 65535 f\r\n{table}trailer\n<</Size {len(starts) + 1}/Root 1 0 R>>"
    return data + f"{end}\nstartxref\n{len(data)}\n%%EOF".encode()


@pytest.mark.parametrize("value", [b"{}", b"{" * 100, "甲\U0001f600".encode()])
def test_what_was_put_in_comes_out(value: bytes) -> None:
    assert find_provenance(pdf(value), "file") == value
    assert find_provenance(word("<other/>", f"<provenance {SPACE}>{value.decode()}</provenance>"), "file") == value


@pytest.mark.parametrize(
    "data",
    [
        word(),
        word("<provenance>{}</provenance>"),
        word(f"<other {SPACE}/>"),
        pdf(),
        pdf(b"{}", name="other.json"),
        raw_pdf("null"),
        raw_pdf("<</EmbeddedFiles 5>>"),
        raw_pdf("<</EmbeddedFiles<</Names[(provenance.json)]>>>>"),
        raw_pdf("<</EmbeddedFiles<</Names[(provenance.json)<</F(provenance.json)/EF<</F 99 0 R>>>>]>>>>"),
    ],
)
def test_a_file_without_any_has_none(data: bytes) -> None:
    assert find_provenance(data, "file") is None


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the file is empty [file-empty]"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), f"this is {OLD} [file-kind]"),
        (b"{\\rtf1}", "this is an RTF file [file-kind]"),
        (b"hello", "this is no Word file (.docx), PDF or HTML page [file-kind]"),
        (b"PK\x03\x04" + b"x" * 99, "the file is broken: it cannot be unpacked [file-broken]"),
        (b"%PDF-1.7\n" + b"x" * 99, "the file is broken: it cannot be read as a PDF [file-broken]"),
        (pdf(b"{}", locked=True), "the file is encrypted [file-encrypted]"),
        (pdf(b"{}", b"[]"), "the file has two attachments called provenance.json [file-twice]"),
        (pdf(b"x" * (MOST_BYTES + 1)), TOO_LARGE),
        (word(*[f"<provenance {SPACE}>{{}}</provenance>"] * 2), "the file says twice where it comes from [file-twice]"),
        (word(f"{XXE}<provenance {SPACE}>&e;</provenance>"), UNSAFE),
        (word(f"{BOMB}<provenance {SPACE}>&b;</provenance>"), UNSAFE),
        (word(f"<provenance {SPACE}>".encode() + b" " * (50 << 20)), TOO_LARGE_PART),
        (word(*["<a/>"] * 101), "the file has 101 parts of custom XML; 100 are read [file-too-large]"),
        (raw_pdf("<</EmbeddedFiles 4 0 R>>", "<</Kids[4 0 R]>>"), TOO_MANY),
        (raw_pdf("<</EmbeddedFiles<</Kids[" + "<<>>" * 2000 + "]>>>>"), TOO_MANY),
    ],
    ids=range(16),
)  # fmt: skip
def test_what_may_do_harm_is_refused(data: bytes, said: str) -> None:
    assert refusal(data) == said


def test_a_packed_bomb_is_not_unpacked() -> None:
    packed = zlib.compress(b"\0" * (200 << 20), 9).decode("latin-1")
    stream = f"<</Type/EmbeddedFile/Length {len(packed)}/Filter/FlateDecode>>\nstream\n{packed}\nendstream"
    names = "<</EmbeddedFiles<</Names[(p)<</F(provenance.json)/EF<</F 4 0 R>>>>]>>>>"

    assert refusal(raw_pdf(names, stream)).endswith("is too large to be read; 16 MB are the limit [file-too-large]")


def test_any_cut_of_a_pdf_is_read_or_refused() -> None:
    whole = pdf(json.dumps({"a": 1}).encode())
    codes = {code_of(whole[:end]) for end in range(0, len(whole), 7)}

    assert codes <= {"", "file-empty", "file-kind", "file-broken"}
    assert "file-broken" in codes


def code_of(data: bytes) -> str:
    try:
        find_provenance(data, "file")
    except ReadError as error:
        return error.problems[0].code
    return ""


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Input data was truncated"),
        (b"[]", "Expected `object`, got `array`"),
        (b"{}", "Object missing required field `tamdocs_version`"),
        (b"[" * 100_000, "nested too deep|Expected `object`"),
        (b'{"order":{"text":"\\ud800"}}', "truncated|surrogate"),
        (b'{"clauses":' + b"[" * 100_000, "nested too deep|Expected"),
        (b'{"x":' + b'{"x":' * 100_000, "nested too deep|truncated"),
        (b" " * (MOST_BYTES + 1), "more than 16 MB"),
    ],
    ids=range(8),
)
def test_what_is_no_provenance_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_provenance(data)
