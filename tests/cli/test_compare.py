from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader, PdfWriter

from tamdocs.batch.bounded import TooMuchError, bounded
from tamdocs.cli.main import main
from tamdocs.readers.docx.read import read_docx
from tests.support import ooxml
from tests.support.required import require
from tests.support.samples import ROOT


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a Word file as issued and as returned."""
    folder = tmp_path_factory.mktemp("files")
    order = ROOT / "contracts" / "order-apac-cn-direct.json"
    command = [sys.executable, "-m", "tamdocs", "document", "terms", str(order), "--lang", "en", "--out", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True)
    issued = next(folder.glob("*.docx")).rename(folder / "issued.docx")
    next(folder.glob("*.pdf")).rename(folder / "issued.pdf")
    document = docx.Document(str(issued))
    paragraph = next(each for each in document.paragraphs if "thirty (30) days after written" in each.text)
    paragraph.runs[0].text = paragraph.runs[0].text.replace("thirty (30)", "sixty (60)")
    document.save(str(folder / "returned.docx"))
    return folder


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["compare", *map(str, arguments)])
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), out, err


def test_report_names_the_clause_and_the_words(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, files / "issued.docx", files / "returned.docx") == (
        0,
        "2.5 Term and termination: changed, not tracked\n"
        "    … party commits a material breach and does not cure it within [-thirty (30)-]{+sixty (60)+} days after "
        "written notice of the breach.\n",
        "1 edit, 1 of them not tracked\n",
    )


def test_check_fails_on_an_edit_and_on_no_other_file(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, files / "issued.docx", files / "returned.docx", "--check")[0] == 1
    assert run(capsys, files / "issued.docx", files / "issued.docx", "--check") == (0, "", "the words are the same\n")


def test_check_fails_on_words_struck_through_by_hand(
    files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = docx.Document(str(files / "issued.docx"))
    for each in next(each for each in document.paragraphs if each.text.startswith("A party may terminate")).runs:
        each.font.strike = True
    document.save(str(tmp_path / "struck.docx"))

    status, _, told = run(capsys, files / "issued.docx", tmp_path / "struck.docx", "--check")

    assert (status, told.splitlines()[-1]) == (1, "the words are the same, but some are struck through")


def test_json_has_the_edits(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, files / "issued.docx", files / "returned.docx", "--json")
    told = json.loads(out)

    assert (told["same"], told["comments"], told["remarks"]) == (False, [], [])
    (edit,) = told["edits"]
    assert (edit["clause"], edit["number"], edit["what"]) == ("term-and-termination", "2.5", "changed")
    assert [each for each in edit["words"] if each["is"] != "kept"] == [
        {"is": "deleted", "text": "thirty (30)"},
        {"is": "inserted", "text": "sixty (60)"},
    ]


def test_redlines_are_written_in_each_format(
    files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    formats = ("--format", "docx", "--format", "html", "--format", "pdf")
    code, out, _ = run(capsys, files / "issued.docx", files / "returned.docx", *formats, "--out", tmp_path)
    folder = tmp_path / "compare"
    page = (folder / "returned.html").read_text("utf-8")
    with zipfile.ZipFile(folder / "returned.docx") as archive:
        xml = archive.read("word/document.xml").decode()

    assert (code, len(out.splitlines())) == (0, 3)
    assert "<del>thirty (30)</del><ins>sixty (60)</ins>" in page
    assert "1 edit, 0 of them tracked" in page
    assert "<w:delText>thirty (30)</w:delText>" in xml
    assert "sixty (60)" in "".join(each.extract_text() for each in PdfReader(folder / "returned.pdf").pages)


def test_comments_stand_in_the_word_file_at_their_paragraphs(
    files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    document = docx.Document(str(files / "returned.docx"))
    for start in ("A party may terminate", "If that agreement says", "Privacy"):
        runs = next(each for each in document.paragraphs if each.text.startswith(start)).runs
        made = document.add_comment(runs, text=f"<b>{start}</b>\n  & more", author='A "B" & C', initials="AB")
        made._comment_elm.set(qn("w:date"), "2018-03-31T09:30:00Z")  # noqa: SLF001 - python-docx has no other way
    document.save(str(tmp_path / "commented.docx"))
    monkeypatch.chdir(ROOT)
    run(capsys, files / "issued.docx", tmp_path / "commented.docx", "--format", "docx", "--out", tmp_path)
    redline = tmp_path / "compare" / "commented.docx"
    given, kept = (read_docx(each.read_bytes(), "x") for each in (tmp_path / "commented.docx", redline))

    assert ooxml.faults([redline]) == []
    assert [replace(each, id="", quoted="") for each in kept.comments] == [
        replace(each, id="", quoted="") for each in given.comments
    ]
    for before, after in zip(given.comments, kept.comments, strict=True):
        assert after.quoted == before.quoted or "sixty (60)" in after.quoted
    assert [each.author for each in docx.Document(str(redline)).comments] == ['A "B" & C'] * 3


def test_a_returned_pdf_is_compared_by_its_words(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, files / "issued.docx", files / "issued.pdf") == (0, "", "the words are the same\n")
    assert run(capsys, files / "returned.docx", files / "issued.pdf")[1].startswith(
        "2.5 Term and termination: changed, not tracked\n"
    )


def test_a_pdf_that_another_program_printed_anew_says_the_same(
    files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    printed = tmp_path / "printed.pdf"
    subprocess.run([require("pdftocairo"), "-pdf", str(files / "issued.pdf"), str(printed)], check=True)

    assert run(capsys, files / "issued.docx", printed, "--check") == (0, "", "the words are the same\n")


def test_what_cannot_be_read_is_refused_by_name(
    files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bytes.docx").write_bytes(b"\x00\x1b[31mPK")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\n\x00garbage")
    locked = PdfWriter(clone_from=str(files / "issued.pdf"))
    locked.encrypt("secret", algorithm="RC4-128")
    locked.write(str(tmp_path / "locked.pdf"))
    for name, code in (
        ("bytes.docx", "file-kind"),
        ("broken.pdf", "file-broken"),
        ("locked.pdf", "file-encrypted"),
        ("nothing.docx", "no-such-file"),
        (".", "not-a-file"),
    ):
        status, out, err = run(capsys, files / "issued.docx", tmp_path / name)

        assert (status, out) == (1, "")
        assert f"[{code}]" in err


def test_what_a_file_says_cannot_steer_a_terminal(
    files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = docx.Document(str(files / "returned.docx"))
    document.paragraphs[1].add_run("\u202e\u2066 evil")
    document.save(str(tmp_path / "evil.docx"))
    _, out, _ = run(capsys, files / "issued.docx", tmp_path / "evil.docx")

    assert "\\u202e\\u2066 evil" in out


def test_a_function_that_never_ends_is_ended() -> None:
    with pytest.raises(TooMuchError):
        bounded(1, _forever)


def _forever() -> None:
    while True:
        pass


def test_bytes_of_a_redline_are_the_same_each_time(
    files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    for folder in (tmp_path / "a", tmp_path / "b"):
        run(capsys, files / "issued.docx", files / "returned.docx", "--format", "docx", "--out", folder)
    first, second = (tmp_path / folder / "compare" / "returned.docx" for folder in ("a", "b"))

    assert first.read_bytes() == second.read_bytes()
