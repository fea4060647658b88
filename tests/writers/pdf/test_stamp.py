"""A stamped PDF is the file that it was, with one attachment, and keeps the standards."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from tamdocs.writers.pdf import PdfWriter
from tamdocs.writers.pdf.join import join
from tamdocs.writers.pdf.part import take_apart
from tamdocs.writers.pdf.stamp import Attachment, attach
from tests.support import poppler
from tests.support.trees import document, paragraph
from tests.support.verapdf import failures
from tests.writers.pdf.samples import SKIN, every_kind, section

VALUE = Attachment(
    "provenance.json", "application/json", "Where it comes from (来源)", b'{"a":"endstream 1 0 obj"}' * 40
)


@pytest.fixture(scope="module")
def written() -> list[bytes]:
    """Return a file with named destinations, one without, and two files joined."""
    writer = PdfWriter(SKIN)
    files = [writer.write(made).data for made in (every_kind(), document(paragraph("x")), every_kind("zh-Hans"))]
    return [*files, join([take_apart(files[0]), take_apart(files[2])], "Pack")]


def test_stamped_files_keep_the_standards(written: list[bytes], tmp_path: Path) -> None:
    files = [tmp_path / f"{index}.pdf" for index in range(len(written))]
    for path, data in zip(files, written, strict=True):
        path.write_bytes(attach(data, VALUE))

    assert failures(files) == []
    assert [poppler.qpdf_faults(file) for file in files] == [""] * len(files)


def test_the_attachment_is_what_was_attached(written: list[bytes]) -> None:
    for data in written:
        (found,) = PdfReader(io.BytesIO(attach(data, VALUE))).attachment_list

        assert (found.name, found.content, found.subtype) == ("provenance.json", VALUE.data, "/application/json")
        assert (found.description, found.associated_file_relationship) == (VALUE.description, "/Data")


def test_pages_and_bookmarks_stay(written: list[bytes]) -> None:
    for data in written:
        before, after = PdfReader(io.BytesIO(data)), PdfReader(io.BytesIO(attach(data, VALUE)))

        assert [page.extract_text() for page in after.pages] == [page.extract_text() for page in before.pages]
        assert sorted(after.named_destinations) == sorted(before.named_destinations)
        assert len(after.outline) == len(before.outline)


def test_no_two_stamped_files_have_the_same_identity(written: list[bytes]) -> None:
    other = Attachment(VALUE.name, VALUE.media_type, VALUE.description, b"{}")
    plain, first, second = (
        PdfReader(io.BytesIO(data)) for data in (written[0], attach(written[0], VALUE), attach(written[0], other))
    )

    ids = [[str(each) for each in reader._ID or ()] for reader in (plain, first, second)]  # noqa: SLF001
    assert len({permanent for permanent, _ in ids}) == 1
    assert len({changing for _, changing in ids}) == 3
    metadata = [reader.root_object["/Metadata"].get_object().get_data() for reader in (plain, first, second)]  # type: ignore[union-attr]
    assert len(set(metadata)) == 3
    assert len({len(xmp) for xmp in metadata}) == 1


def test_a_file_is_stamped_once(written: list[bytes]) -> None:
    with pytest.raises(ValueError, match="a PDF that has an attachment already"):
        attach(attach(written[0], VALUE), VALUE)


def test_words_that_look_like_syntax_do_no_harm() -> None:
    words = "/AF[1 0 R]/Names<</EmbeddedFiles /ModDate(x) /ID[(a)(b)] startxref 1 %%EOF"
    made = document(section("af", "1.", words, paragraph(words)), title=words, author=words)
    (found,) = PdfReader(io.BytesIO(attach(PdfWriter(SKIN).write(made).data, VALUE))).attachment_list

    assert found.content == VALUE.data
