from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from tamdocs.batch.render import Renderer
from tamdocs.cli.compare_report import summary
from tamdocs.compare.finished import changes_between
from tamdocs.compare.returned import Comparison, compare_files
from tamdocs.errors import ReadError
from tamdocs.library.agreement import agree
from tamdocs.library.compose import compose
from tests.support.samples import sample_library, sample_order, sample_workspace
from tests.support.word_file import paragraph, word_file

BY = {qn("w:id"): "1", qn("w:author"): "Ann", qn("w:date"): "2018-03-01T09:30:00Z"}


@cache
def issued(kind: str = "terms", language: str = "en") -> tuple[bytes, bytes]:
    """Return a document as a Word file and as a PDF."""
    document = compose(agree(sample_order(), sample_library()), kind, language)
    rendered = Renderer(sample_workspace()).render(document, frozenset({"docx", "pdf"}))
    return rendered.docx, rendered.pdf


def opened() -> Any:
    return docx.Document(BytesIO(issued()[0]))


def compared(document: Any) -> Comparison:
    target = BytesIO()
    document.save(target)
    return compare_files(issued()[0], target.getvalue(), ("issued.docx", "returned.docx"))


def with_text(document: Any, start: str) -> Paragraph:
    found: Paragraph = next(each for each in document.paragraphs if each.text.startswith(start))
    return found


def told(comparison: Comparison) -> list[str]:
    return [
        f"{each.edit.place.number} {each.edit.place.title} {each.edit.place.part}: {each.edit.what}, {each.how}"
        for each in comparison.edits
    ]


@pytest.mark.parametrize("kind", ["terms", "order-confirmation", "service-description"])
@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_a_file_is_the_same_as_itself_and_as_its_pdf(kind: str, language: str) -> None:
    for returned in issued(kind, language):
        comparison = compare_files(issued(kind, language)[0], returned, ("issued", "returned"))

        assert comparison.is_same
        assert comparison.remarks == ()


def test_a_number_that_was_typed_over_is_told_with_both_texts() -> None:
    document = opened()
    run = next(run for run in with_text(document, "A party may terminate the Agreement if").runs if "(30)" in run.text)
    run.text = run.text.replace("thirty (30)", "sixty (60)")
    comparison = compared(document)

    assert told(comparison) == ["2.5 Term and termination : changed, not tracked"]
    edit = comparison.edits[0].edit
    assert edit.place.clause == "term-and-termination"
    assert edit.after == edit.before.replace("thirty (30)", "sixty (60)")


def test_a_paragraph_that_came_in_gives_the_others_other_numbers_and_nothing_else() -> None:
    document = opened()
    first = with_text(document, "Customer shall pay the fee for the Services")
    first.insert_paragraph_before("Customer pays twice a year.", first.style)
    comparison = compared(document)

    assert told(comparison) == ["1.1 Payment : added, not tracked"]
    assert comparison.edits[0].edit.after == "1.1 Customer pays twice a year."
    assert [(each.before, each.after) for each in comparison.renumbered] == [("1.1", "1.2"), ("1.2", "1.3")]


def test_a_heading_that_was_deleted_takes_nothing_along() -> None:
    document = opened()
    heading: Any = with_text(document, "Privacy")._p  # noqa: SLF001 - python-docx has no other way
    heading.getparent().remove(heading)
    comparison = compared(document)

    assert told(comparison) == ["5. Privacy heading: removed, not tracked"]


def test_a_clause_that_was_deleted_is_one_edit() -> None:
    document = opened()
    elements = [each._p for each in document.paragraphs]  # noqa: SLF001 - likewise
    start = next(index for index, each in enumerate(elements) if with_text(document, "Privacy")._p is each)  # noqa: SLF001
    end = next(index for index, each in enumerate(elements) if with_text(document, "Confidentiality")._p is each)  # noqa: SLF001
    for each in elements[start:end]:
        each.getparent().remove(each)
    comparison = compared(document)

    assert told(comparison) == ["5. Privacy heading: removed, not tracked"]
    assert comparison.edits[0].edit.before.startswith("5. Privacy\n5.1 Vendor may ask")


def test_a_comment_knows_its_clause_and_is_no_edit() -> None:
    document = opened()
    runs = with_text(document, "If that agreement says nothing").runs
    document.add_comment(runs, text="We disagree.", author="Ann")
    comparison = compared(document)

    assert comparison.is_same
    (comment,) = comparison.comments
    assert (comment.place.clause, comment.comment.author, comment.comment.text) == ("payment", "Ann", "We disagree.")
    assert comment.comment.quoted.startswith("If that agreement says nothing")


def test_tracked_and_typed_edits_are_told_apart() -> None:
    document = opened()
    paragraph = with_text(document, "Customer shall pay the fee for the service period")
    change = docx.oxml.OxmlElement("w:ins")  # type: ignore[attr-defined]
    for name, text in BY.items():
        change.set(name, text)
    run = paragraph.add_run(" Twice.")._r  # noqa: SLF001 - likewise
    run.addprevious(change)
    change.append(run)
    with_text(document, "If that agreement").add_run(" Or not at all.")
    comparison = compared(document)

    assert told(comparison) == ["1.2 Payment : changed, not tracked", "2.2 Term and termination : changed, tracked"]
    assert [(author.name, author.date) for author in comparison.edits[1].authors] == [("Ann", "2018-03-01T09:30:00Z")]


def test_only_the_look_of_words_is_no_edit() -> None:
    document = opened()
    for each in document.paragraphs:
        for run in each.runs:
            run.bold, run.italic = True, True

    assert compared(document).is_same


def test_a_page_footer_that_was_changed_is_told_of() -> None:
    document = opened()
    footer = next(each for each in document.sections[0].footer.paragraphs if each.text.strip())
    footer.add_run(" Draft.")
    comparison = compared(document)

    assert [each.edit.place.part for each in comparison.edits] == ["page footer"]


def test_a_pdf_does_for_the_returned_file_only() -> None:
    with pytest.raises(ReadError) as caught:
        compare_files(issued()[1], issued()[1], ("issued.pdf", "returned.pdf"))

    assert caught.value.problems[0].hint == "name the Word file that was issued with it"


@pytest.mark.parametrize(
    "body",
    [
        "<w:tbl><w:tr><w:tc>" * 80 + paragraph("x") + "</w:tc></w:tr></w:tbl>" * 80,
        "<w:sdt><w:sdtContent>" * 110 + paragraph("x") + "</w:sdtContent></w:sdt>" * 110,
        "<w:tbl>"
        + '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p/></w:tc></w:tr>' * 200
        + "</w:tbl>",
        paragraph("fee " * 20_000),
        "".join(paragraph("x", f'<w:outlineLvl w:val="{index % 9}"/>') for index in range(500)),
    ],
    ids=["nested tables", "nested controls", "wide rows", "a long paragraph", "headings"],
)
def test_odd_files_are_compared_all_the_same(body: str) -> None:
    assert not compare_files(issued()[0], word_file(body), ("issued.docx", "returned.docx")).is_same


def test_what_has_too_many_paragraphs_is_refused() -> None:
    long = word_file("".join(paragraph(f"Paragraph {index}") for index in range(20_001)))
    with pytest.raises(ReadError) as caught:
        compare_files(issued()[0], long, ("issued.docx", "returned.docx"))

    assert caught.value.problems[0].message == (
        "the document has 20,001 paragraphs and cells, or very long ones; 20,000 are compared"
    )


@pytest.mark.parametrize("way", ["strike", "double_strike"])
def test_words_struck_through_by_hand_are_told(way: str) -> None:
    document = opened()
    struck = with_text(document, "A party may terminate the Agreement if")
    for run in struck.runs:
        setattr(run.font, way, True)
    comparison = compared(document)

    (remark,) = comparison.remarks
    assert (remark.code, remark.severity) == ("file-struck-text", "warning")
    assert f"“{struck.text[:60]}" in remark.message
    assert summary(comparison) == "the words are the same, but some are struck through"


def test_words_struck_through_when_issued_or_tracked_as_deleted_are_not_told() -> None:
    struck = "<w:rPr><w:strike/></w:rPr>"
    before = word_file(f"<w:p><w:r>{struck}<w:t>old</w:t></w:r></w:p>")
    deleted = f'<w:del w:id="1" w:author="Ann"><w:r>{struck}<w:delText>old</w:delText></w:r></w:del>'

    assert compare_files(before, before, ("a", "b")).remarks == ()
    assert compare_files(before, word_file(f"<w:p>{deleted}</w:p>"), ("a", "b")).remarks == ()
    standing = word_file("<w:p><w:r><w:t>old</w:t></w:r></w:p>")
    assert [each.code for each in compare_files(standing, before, ("a", "b")).remarks] == ["file-struck-text"]


def put_in(content: bytes, tag: str = "w:altChunk") -> bytes:
    chunk = f'<{tag} r:id="c1"/>'
    body = paragraph("One.") + (chunk if tag == "w:altChunk" else f"<w:p>{chunk}</w:p>") + paragraph("Two.")
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="c1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk" Target="chunk.html"/>'
        "</Relationships>"
    )
    return replaced(word_file(body), {"word/_rels/document.xml.rels": rels.encode(), "word/chunk.html": content})


def replaced(data: bytes, parts: dict[str, bytes]) -> bytes:
    """Return the Word file *data* with other content for *parts*."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w") as new:
        for name, content in ({each: old.read(each) for each in old.namelist()} | parts).items():
            new.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize("tag", ["w:altChunk", "w:subDoc"])
def test_a_document_that_is_put_in_is_never_the_same_words(tag: str) -> None:
    issued = word_file(paragraph("One.") + paragraph("Two."))
    comparison = compare_files(issued, put_in(b"<p>Vendor pays.</p>", tag), ("issued", "returned"))

    assert not comparison.is_same
    (edit,) = comparison.edits
    assert (edit.edit.what, edit.how) == ("added", "not tracked")
    assert edit.edit.after.startswith("[another document, which is not read: word/chunk.html, sha256 ")
    assert [each.code for each in comparison.remarks] == ["file-external"]
    held = changes_between(issued, put_in(b"<p>Vendor pays.</p>", tag), "returned", ())
    assert [each.after for each in held.changes] == [edit.edit.after]


def test_a_document_that_is_put_in_is_known_by_its_bytes() -> None:
    assert compare_files(put_in(b"a"), put_in(b"a"), ("issued", "returned")).is_same
    assert not compare_files(put_in(b"a"), put_in(b"b"), ("issued", "returned")).is_same
    assert not compare_files(
        word_file(paragraph("One.")), word_file(paragraph("One.") + "<w:altChunk/>"), ("", "")
    ).is_same
