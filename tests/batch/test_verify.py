"""Each verdict, by files that were really altered or saved anew."""

from __future__ import annotations

import hashlib
import io
import subprocess
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from pypdf import PdfReader, PdfWriter
from pypdf.actions import JavaScript
from pypdf.annotations import FreeText

from tamdocs.batch.desk import Desk
from tamdocs.batch.verdict import Finding
from tamdocs.batch.verify import VerifyDesk
from tamdocs.document.provenance import parse_provenance, write_provenance
from tamdocs.library.agreement import agree
from tamdocs.library.compose import compose
from tamdocs.library.model import Library
from tamdocs.writers.docx.stamp import stamp
from tamdocs.writers.pdf.stamp import Attachment, attach
from tests.support.changed_edition import changed_edition
from tests.support.judged import CHINA, edited, judging, packed, reworded, with_papers
from tests.support.libreoffice import resaved
from tests.support.provenance import provenance_in
from tests.support.required import require
from tests.support.samples import ORDER_FILES, sample_workspace

CURE = ("clauses/terms/term-and-termination/en.md", "thirty (30)", "sixty (60)")


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return packed()


@pytest.fixture(scope="module")
def desk() -> VerifyDesk:
    return judging()


def words(finding: Finding) -> list[tuple[str, str, str]]:
    return [(change.clause, change.before, change.after) for change in finding.changes]


# ---- Genuine ----


@pytest.mark.parametrize("path", ORDER_FILES, ids=lambda path: path.stem)
def test_every_file_of_every_pack_is_genuine(path: Path, desk: VerifyDesk) -> None:
    for name, data in packed(path.read_bytes()).items():
        finding = desk.verify(name, data)

        assert (finding.verdict, finding.same_text, finding.is_good) == ("genuine", True, True), name
        assert finding.order is not None
        assert Path(finding.order.book_file or "").name == path.name


def test_the_customer_and_the_hash_of_the_order_are_told(files: dict[str, bytes], desk: VerifyDesk) -> None:
    order = desk.verify("terms.pdf", files["en/terms.pdf"]).order

    assert order is not None
    assert (order.order_number, order.customer) == ("TAM-2017-004218", "上海云岭信息技术有限公司")


def test_a_genuine_file_of_another_order_than_yours_is_told(desk: VerifyDesk) -> None:
    forged = CHINA.replace("上海云岭信息技术有限公司".encode(), "北京云岭信息技术有限公司".encode())
    finding = desk.verify("order-confirmation.pdf", packed(forged)["en/order-confirmation.pdf"])

    assert finding.verdict == "genuine"
    assert finding.order is not None
    assert finding.order.book_file is None
    assert Path(finding.order.namesake or "").name == "order-apac-cn-direct.json"
    assert not finding.is_good


# ---- Altered ----


def test_words_changed_in_a_word_file_are_told_with_their_clause(files: dict[str, bytes], desk: VerifyDesk) -> None:
    finding = desk.verify("terms.docx", edited(files["en/terms.docx"], reworded("thirty (30)", "sixty (60)")))

    assert (finding.verdict, finding.same_text) == ("altered", False)
    assert words(finding) == [("term-and-termination", "thirty (30)", "sixty (60)")]


def test_a_changed_page_header_is_told(files: dict[str, bytes], desk: VerifyDesk) -> None:
    def edit(opened: WordDocument) -> None:
        opened.sections[0].header.paragraphs[0].runs[0].text = "Another vendor"

    finding = desk.verify("terms.docx", edited(files["en/terms.docx"], edit))

    assert finding.verdict == "altered"
    assert [change.clause for change in finding.changes] == ["page header"]


def test_a_paragraph_more_and_a_paragraph_less_are_told(files: dict[str, bytes], desk: VerifyDesk) -> None:
    def edit(opened: WordDocument) -> None:
        gone = next(paragraph for paragraph in opened.paragraphs if "thirty (30)" in paragraph.text)
        gone.insert_paragraph_before("The Customer may walk away.", gone.style)
        element = gone._p  # noqa: SLF001
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)

    finding = desk.verify("terms.docx", edited(files["en/terms.docx"], edit))
    found = words(finding)

    assert finding.verdict == "altered"
    assert {clause for clause, _, _ in found} == {"term-and-termination"}
    assert "The Customer may walk away." in " ".join(after for _, _, after in found)
    assert "thirty" in " ".join(before for _, before, _ in found)


@pytest.mark.parametrize("name", ["terms.docx", "terms.pdf", "pack.pdf"])
def test_another_text_under_the_papers_of_a_genuine_file_is_altered(
    name: str, files: dict[str, bytes], desk: VerifyDesk
) -> None:
    finding = desk.verify(name, forged(name, provenance_in(files[f"en/{name}"])))

    clause = "terms/term-and-termination" if name == "pack.pdf" else "term-and-termination"
    assert (finding.verdict, finding.same_text) == ("altered", False)
    assert [change.clause for change in finding.changes] == [clause]
    assert "thirty" in finding.changes[0].before
    assert "sixty" in finding.changes[0].after


def forged(name: str, provenance: bytes) -> bytes:
    """Return a file with one clause changed and the provenance of another."""
    edition = changed_edition(CURE)
    own = Desk(sample_workspace())
    reading = own.read("order.json", CHINA).reading
    assert reading.order is not None
    agreement = agree(replace(reading.order, edition=edition.id), Library({edition.id: edition}))
    kinds = edition.pack.documents if name == "pack.pdf" else ("terms",)
    both = frozenset({"docx", "pdf"})
    made = [own.renderer.render(compose(agreement, kind, "en"), both) for kind in kinds]
    if name.endswith(".docx"):
        return stamp(made[0].docx, "word/document.xml", "urn:tamdocs:provenance", provenance.decode())
    title = "Contract pack TAM-2017-004218"
    data = made[0].pdf if name == "terms.pdf" else own.renderer.join(made, title)
    return attach(data, Attachment("provenance.json", "application/json", "x", provenance))


def test_another_order_under_the_hash_of_the_first_is_altered(files: dict[str, bytes], desk: VerifyDesk) -> None:
    claimed = parse_provenance(provenance_in(files["en/terms.docx"]))
    swapped = replace(claimed, order=replace(claimed.order, text=ORDER_FILES[0].read_text("utf-8")))
    finding = desk.verify("terms.docx", forged("terms.docx", write_provenance(swapped)))

    assert finding.verdict == "altered"
    assert finding.differences == ("the order in it is not the one it was made of",)


def test_the_right_text_with_false_papers_is_altered(files: dict[str, bytes], desk: VerifyDesk) -> None:
    claimed = parse_provenance(provenance_in(files["en/terms.docx"]))
    data = with_papers(files["en/terms.docx"], write_provenance(replace(claimed, clauses=claimed.clauses[1:])))
    finding = desk.verify("terms.docx", data)

    assert (finding.verdict, finding.same_text) == ("altered", True)
    assert finding.differences == ("what it says of where it comes from is not what such a file says",)


# ---- Saved anew ----


def test_a_file_saved_anew_says_the_same(files: dict[str, bytes], desk: VerifyDesk, tmp_path: Path) -> None:
    word = {path.replace("/", "-"): data for path, data in files.items() if path.endswith(".docx")}
    for name, data in word.items():
        (tmp_path / name).write_bytes(data)
    again = dict(zip(word, resaved([tmp_path / name for name in word]), strict=True))
    again |= {f"python-docx {name}": edited(data, lambda _: None) for name, data in word.items()}
    findings = {name: desk.verify(name, data) for name, data in again.items()}

    assert {name: (each.verdict, words(each)) for name, each in findings.items() if each.verdict != "resaved"} == {}
    assert all(each.same_text for each in findings.values())


@pytest.mark.parametrize("name", ["terms.pdf", "pack.pdf"])
def test_a_pdf_saved_anew_says_the_same(name: str, files: dict[str, bytes], desk: VerifyDesk, tmp_path: Path) -> None:
    for language in ("en", "zh-Hans"):
        source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
        source.write_bytes(files[f"{language}/{name}"])
        subprocess.run([require("qpdf"), "--object-streams=generate", source, target], check=True)
        finding = desk.verify(name, target.read_bytes())

        assert (finding.verdict, finding.same_text) == ("resaved", True)


def test_a_pdf_without_one_of_its_pages_is_altered(files: dict[str, bytes], desk: VerifyDesk) -> None:
    reader, writer, made = PdfReader(io.BytesIO(files["en/terms.pdf"])), PdfWriter(), io.BytesIO()
    for page in reader.pages[:-1]:
        writer.add_page(page)
    writer.add_attachment("provenance.json", provenance_in(files["en/terms.pdf"]))
    writer.write(made)
    finding = desk.verify("terms.pdf", made.getvalue())

    assert finding.verdict == "altered"
    assert finding.changes


def test_what_is_put_on_a_page_is_told_though_the_text_is_the_same(files: dict[str, bytes], desk: VerifyDesk) -> None:
    writer, made = PdfWriter(clone_from=io.BytesIO(files["en/terms.pdf"])), io.BytesIO()
    writer.add_annotation(0, FreeText(text="Void", rect=(50, 50, 200, 200)))
    writer.add_open_action(JavaScript("app.alert('x')"))
    writer.write(made)
    finding = desk.verify("terms.pdf", made.getvalue())

    assert (finding.verdict, finding.same_text) == ("resaved", True)
    assert [problem.message for problem in finding.problems] == [
        "annotations stand on its pages, which are not compared: FreeText",
        "the file carries actions; they were not run",
    ]


# ---- Not ours, or no file to judge ----


def test_a_file_that_says_nothing_of_where_it_comes_from_is_not_ours(desk: VerifyDesk) -> None:
    document, saved = docx.Document(), io.BytesIO()
    document.add_paragraph("Terms and Conditions")
    document.save(saved)
    writer, pdf = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.add_attachment("other.json", b"{}")
    writer.write(pdf)

    assert desk.verify("a.docx", saved.getvalue()).verdict == "not-ours"
    assert desk.verify("a.pdf", pdf.getvalue()).verdict == "not-ours"


@pytest.mark.parametrize("order", ["{", "{}", "[1]", "\ufeff", CHINA.decode().replace("TAM-2017-004218", "../x")])
def test_an_order_that_is_refused_makes_nothing(order: str, files: dict[str, bytes], desk: VerifyDesk) -> None:
    claimed = parse_provenance(provenance_in(files["en/terms.docx"]))
    own = replace(claimed.order, text=order, sha256=hashlib.sha256(order.encode()).hexdigest())
    finding = desk.verify("t.docx", forged("terms.docx", write_provenance(replace(claimed, order=own))))

    assert finding.verdict == "not-made"
    assert finding.problems
    assert finding.problems[0].source == "t.docx, its order"


@pytest.mark.parametrize(
    ("kind", "language", "file_format"),
    [("nothing", "en", "docx"), ("terms", "fr", "docx"), ("../terms", "en", "docx"), ("pack", "en", "docx")],
)
def test_a_document_that_no_edition_has_makes_nothing(
    kind: str, language: str, file_format: str, files: dict[str, bytes], desk: VerifyDesk
) -> None:
    claimed = parse_provenance(provenance_in(files["en/terms.docx"]))
    other = replace(claimed, document=replace(claimed.document, kind=kind, language=language))
    finding = desk.verify(f"t.{file_format}", forged("terms.docx", write_provenance(other)))

    assert finding.verdict == "not-made"
    assert [problem.code for problem in finding.problems] == ["unknown-document"]


def test_a_word_file_that_says_it_was_a_pdf_is_altered(files: dict[str, bytes], desk: VerifyDesk) -> None:
    assert desk.verify("t.docx", forged("terms.docx", provenance_in(files["en/terms.pdf"]))).verdict == "altered"
