"""Who changed what, and what was said about it, in the redline of a returned file."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from tamdocs.cli.main import main
from tamdocs.readers.docx.read import read_docx
from tests.support import ooxml, revisions
from tests.support.samples import ROOT

DAY = "2018-03-01T09:30:00Z"
W14, W15 = (
    "http://schemas.microsoft.com/office/word/2010/wordml",
    "http://schemas.microsoft.com/office/word/2012/wordml",
)
THREADS = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    order = ROOT / "contracts" / "order-apac-cn-direct.json"
    command = [sys.executable, "-m", "tamdocs", "document", "terms", str(order), "--lang", "en", "--out", str(folder)]
    subprocess.run([*command, "--format", "docx"], cwd=ROOT, check=True)
    return next(folder.glob("*.docx")).rename(folder / "issued.docx")


class Returned:
    """The issued file in the hands of a customer."""

    def __init__(self, issued: Path, folder: Path) -> None:
        self.issued, self.folder = issued, folder
        self.document: Any = docx.Document(str(issued))

    def starting(self, words: str) -> Paragraph:
        found: Paragraph = next(each for each in self.document.paragraphs if each.text.startswith(words))
        return found

    def redline(self, *options: str) -> bytes:
        self.document.save(str(self.folder / "came.docx"))
        out = ("--format", "docx", "--out", str(self.folder))
        with pytest.raises(SystemExit):
            main(["compare", str(self.issued), str(self.folder / "came.docx"), *out, *options])
        (redline,) = (self.folder / "compare").glob("*.docx")
        assert ooxml.faults([redline]) == []
        return redline.read_bytes()


@pytest.fixture
def returned(issued: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Returned:
    monkeypatch.chdir(ROOT)
    return Returned(issued, tmp_path)


def change(kind: str, author: str, date: str = DAY) -> Any:
    element = docx.oxml.OxmlElement(f"w:{kind}")  # type: ignore[attr-defined]
    for name, text in {"w:id": "900", "w:author": author, "w:date": date}.items():
        element.set(qn(name), text)
    return element


def tracked(kind: str, runs: Iterable[Any], author: str, date: str = DAY) -> None:
    """Put *runs*, which follow one another, into a tracked change."""
    first, *others = runs
    around = change(kind, author, date)
    first.addprevious(around)
    for run in (first, *others):
        around.append(run)
        for text in list(run.iterchildren(qn("w:t"))) if kind == "del" else ():
            text.tag = qn("w:delText")


def elements(paragraph: Paragraph) -> list[Any]:
    return [run._r for run in paragraph.runs]  # noqa: SLF001 - python-docx has no other way


def changes_with(data: bytes, words: str) -> list[tuple[str, str, str]]:
    """Return kind, author and date of the changes around runs that say *words*."""
    body = docx.Document(BytesIO(data)).element.body
    return [
        (each.tag.rpartition("}")[2], each.get(qn("w:author")), each.get(qn("w:date"), ""))
        for each in body.iter(qn("w:ins"), qn("w:del"))
        if words in "".join(text.text or "" for text in each.iter(qn("w:t"), qn("w:delText")))
    ]


def test_each_change_names_who_tracked_it(returned: Returned) -> None:
    first, second = returned.starting("A party may terminate"), returned.starting("If that agreement says")
    start, *_ = elements(first)
    tracked("ins", [_new_run(first, "Bob begins. ", before=start)], "Bob", "yesterday")
    tracked("ins", [_new_run(first, " Ann ends.")], 'Ann "A" & <B>')
    tracked("del", elements(second), "Cy")
    returned.starting("Privacy").add_run(" of everybody")
    data = returned.redline("--author", "Nobody")

    assert changes_with(data, "Bob begins.") == [("ins", "Bob", "")]
    assert changes_with(data, "Ann ends.") == [("ins", 'Ann "A" & <B>', DAY)]
    assert changes_with(data, "If that agreement says") == [("del", "Cy", DAY)]
    assert changes_with(data, "of everybody") == [("ins", "Nobody", "2018-03-01T00:00:00Z")]
    assert returned.redline("--author", "Nobody") == data


def test_a_row_is_changed_by_who_tracked_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    order = ROOT / "contracts" / "order-apac-cn-direct.json"
    with pytest.raises(SystemExit):
        main(["document", "order-confirmation", str(order), "--lang", "en", "--format", "docx", "--out", str(tmp_path)])
    returned = Returned(next(tmp_path.glob("*.docx")), tmp_path)
    table = next(
        each for each in returned.document.tables if "License number" in [cell.text for cell in each.rows[0].cells]
    )
    row = table.rows[-1]._tr  # noqa: SLF001
    row.get_or_add_trPr().append(change("del", "Dora"))
    for run in list(row.iter(qn("w:r"))):
        tracked("del", [run], "Dora")
    data = returned.redline()
    xml = zipfile.ZipFile(BytesIO(data)).read("word/document.xml").decode()

    assert re.findall(r'<w:trPr><w:cantSplit/><w:del w:id="\d+" w:author="([^"]*)"', xml) == ["Dora"]
    assert revisions.authors_of(data) == {("Dora", DAY)}


def _new_run(paragraph: Paragraph, text: str, before: Any = None) -> Any:
    run = paragraph.add_run(text)._r  # noqa: SLF001
    if before is not None:
        before.addprevious(run)
    return run


def thread(returned: Returned, *comments: tuple[Any, str, str, bool]) -> None:
    """Say which of the comments answers which and whether it is resolved: comment, id, id of the other, resolved."""
    told = "".join(
        f'<w15:commentEx w15:paraId="{own}"{f" w15:paraIdParent={chr(34)}{other}{chr(34)}" if other else ""} '
        f'w15:done="{int(done)}"/>'
        for _, own, other, done in comments
    )
    for comment, own, _, _ in comments:
        comment._comment_elm.findall(qn("w:p"))[-1].set(f"{{{W14}}}paraId", own)  # noqa: SLF001
    xml = f'<w15:commentsEx xmlns:w15="{W15}">{told}</w15:commentsEx>'
    document = returned.document.part
    part = Part(PackURI("/word/commentsExtended.xml"), THREADS, xml.encode(), document.package)
    document.relate_to(part, "http://schemas.microsoft.com/office/2011/relationships/commentsExtended")


def test_answers_and_what_is_resolved_are_kept(returned: Returned, capsys: pytest.CaptureFixture[str]) -> None:
    runs = returned.starting("A party may terminate").runs
    asked, answer, other = (
        returned.document.add_comment(runs, text=text, author=author, initials="AB")
        for text, author in (("Why?", "Ann"), ("Because.", "Bob"), ("Fine.", "Cy"))
    )
    first, second, third = "0000AAA1", "0000AAA2", "0000AAA3"
    thread(returned, (asked, first, "", True), (answer, second, first, False), (other, third, "", False))
    kept = read_docx(returned.redline(), "x").comments
    with pytest.raises(SystemExit):
        main(["compare", str(returned.issued), str(returned.folder / "came.docx")])
    report = capsys.readouterr().out

    assert [(each.author, each.answers, each.resolved) for each in kept] == [
        ("Ann", "", True), ("Bob", kept[0].id, False), ("Cy", "", False)
    ]  # fmt: skip
    assert "comment by Ann" in report
    assert ", resolved\n    Why?" in report
    assert "answer by Bob" in report
