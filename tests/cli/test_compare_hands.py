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
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from tamdocs.cli.main import main
from tamdocs.document.model import Numbering
from tamdocs.readers.docx.read import read_docx
from tamdocs.writers.docx.comments import Comment, first_number, with_comments
from tamdocs.writers.docx.skin import compile_skin
from tamdocs.writers.docx.zipfile_bytes import finish_zip
from tests.support import ooxml, revisions
from tests.support.samples import ROOT

DAY = "2018-03-01T09:30:00Z"
W14, W15 = (
    "http://schemas.microsoft.com/office/word/2010/wordml",
    "http://schemas.microsoft.com/office/word/2012/wordml",
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
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


@pytest.fixture
def tabled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Returned:
    """Return an order confirmation, which has tables, in the hands of a customer."""
    monkeypatch.chdir(ROOT)
    order = ROOT / "contracts" / "order-apac-cn-direct.json"
    with pytest.raises(SystemExit):
        main(["document", "order-confirmation", str(order), "--lang", "en", "--format", "docx", "--out", str(tmp_path)])
    return Returned(next(tmp_path.glob("*.docx")), tmp_path)


def test_a_row_is_changed_by_who_tracked_it(tabled: Returned) -> None:
    tables = tabled.document.tables
    table = next(each for each in tables if "License number" in [cell.text for cell in each.rows[0].cells])
    row = table.rows[-1]._tr  # noqa: SLF001
    row.get_or_add_trPr().append(change("del", "Dora"))
    for run in list(row.iter(qn("w:r"))):
        tracked("del", [run], "Dora")
    data = tabled.redline()
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


def comments_of(data: bytes) -> dict[str, str]:
    """Return the words of the paragraph that each comment stands at, by what it says."""
    root = docx.Document(BytesIO(data)).element.body
    said = {each.id: each.text for each in read_docx(data, "x").comments}
    found = {}
    for start in root.iter(qn("w:commentRangeStart")):
        paragraph = next(start.iterancestors(qn("w:p")))
        words = "".join(each.text or "" for each in paragraph.iter(qn("w:t"), qn("w:delText")))
        found[said[start.get(qn("w:id"))]] = words
    return found


def test_comments_stand_at_what_was_deleted_and_moved(returned: Returned) -> None:
    gone, moved = returned.starting("If that agreement says"), returned.starting("A party may terminate")
    returned.document.add_comment(gone.runs, text="why not", author="Ann")
    returned.document.add_comment(moved.runs, text="put last", author="Ann")
    tracked("del", elements(gone), "Ann")
    last = returned.document.paragraphs[-2]._p  # noqa: SLF001 - python-docx has no other way
    last.addprevious(moved._p)  # noqa: SLF001
    shown = comments_of(returned.redline())

    assert shown["why not"].startswith("If that agreement says")
    assert shown["put last"].startswith("A party may terminate")


def test_a_comment_stands_in_its_cell(tabled: Returned) -> None:
    cell = next(cell for table in tabled.document.tables for cell in table._cells if "License" in cell.text)  # noqa: SLF001
    tabled.document.add_comment(cell.paragraphs[0].runs, text="in a cell", author="Ann")

    assert comments_of(tabled.redline()) == {"in a cell": cell.text}


def test_a_comment_in_a_note_stands_where_the_note_is(returned: Returned, capsys: pytest.CaptureFixture[str]) -> None:
    noted = returned.starting("If that agreement says")
    comment = returned.document.add_comment(noted.runs, text="in a note", author="Ann")
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        for each in list(returned.document.element.body.iter(qn(f"w:{name}"))):
            each.getparent().remove(each)
    identity = comment.comment_id
    start, end = (f'<w:commentRange{name} w:id="{identity}"/>' for name in ("Start", "End"))
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2"><w:p>{start}<w:r><w:t>A note.</w:t></w:r>{end}</w:p>'
        "</w:footnote></w:footnotes>"
    )
    document = returned.document.part
    part = Part(PackURI("/word/footnotes.xml"), NOTES, notes.encode(), document.package)
    document.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    reference = docx.oxml.OxmlElement("w:footnoteReference")  # type: ignore[attr-defined]
    reference.set(qn("w:id"), "2")
    noted.add_run()._r.append(reference)  # noqa: SLF001
    data = returned.redline()
    with pytest.raises(SystemExit):
        main(["compare", str(returned.issued), str(returned.folder / "came.docx")])

    assert comments_of(data)["in a note"].startswith("If that agreement says")
    assert "Payment: comment by Ann" in capsys.readouterr().out


def test_comments_change_nothing_of_what_is_accepted_and_rejected(returned: Returned) -> None:
    first = returned.starting("A party may terminate")
    tracked("ins", [_new_run(first, " Ann ends.")], "Ann")
    returned.starting("Privacy").add_run(" of everybody")
    bare = returned.redline()
    for words in ("A party may terminate", "Privacy", "If that agreement says"):
        returned.document.add_comment(returned.starting(words).runs, text=words, author="Ann")
    commented = returned.redline()

    for decided in (revisions.accepted, revisions.rejected):
        with_them, without = (docx.Document(BytesIO(decided(data))) for data in (commented, bare))
        assert [each.text for each in with_them.paragraphs] == [each.text for each in without.paragraphs]
    before = [each.text for each in docx.Document(str(returned.issued)).paragraphs if each.text.strip()]
    rejected = docx.Document(BytesIO(revisions.rejected(commented))).paragraphs
    assert [each.text for each in rejected if each.text.strip()] == before


def test_a_skin_may_have_comments_of_its_own() -> None:
    skin = docx.Document(str(ROOT / "templates" / "skins" / "contract.docx"))
    paragraph = next(each for each in skin.paragraphs if each.runs)
    skin.add_comment(paragraph.runs, text="of the skin", author="Legal")
    made = BytesIO()
    skin.save(made)
    compiled = compile_skin("contract.docx", made.getvalue())
    base = compiled.base("en", Numbering((), ()))
    first = first_number(base.head)
    told = [
        Comment("Ann", "A", DAY, "asked", "", "", ""),
        Comment("Bob", "B", DAY, "answered", "", "", "", answers=0, resolved=True),
    ]
    head, _ = with_comments(base.head, told, first)
    parts = zipfile.ZipFile(BytesIO(finish_zip(head)))
    texts = re.findall(r"<w:t[^>]*>([^<]*)</w:t>", parts.read("word/comments.xml").decode())

    assert texts == ["of the skin", "asked", "answered"]
    assert parts.read("word/commentsExtended.xml").count(b"commentEx ") == 2


def test_a_circle_of_answers_is_none(returned: Returned) -> None:
    runs = returned.starting("A party may terminate").runs
    made = [returned.document.add_comment(runs, text=text, author="Ann") for text in ("one", "two", "three")]
    ids = ("0000AAA1", "0000AAA2", "0000AAA3")
    thread(
        returned, (made[0], ids[0], ids[1], False), (made[1], ids[1], ids[0], False), (made[2], ids[2], ids[0], True)
    )
    kept = read_docx(returned.redline(), "x").comments

    assert [(each.text, each.answers, each.resolved) for each in kept] == [
        ("one", "", False),
        ("two", "", False),
        ("three", kept[0].id, True),
    ]


@pytest.mark.parametrize(
    "xml", ["<broken", "<other/>", '<w15:commentsEx xmlns:w15="x"><w15:commentEx/></w15:commentsEx>']
)
def test_a_broken_part_of_answers_is_no_traceback(returned: Returned, xml: str) -> None:
    returned.document.add_comment(returned.starting("Privacy").runs, text="Why?", author="Ann")
    document = returned.document.part
    part = Part(PackURI("/word/commentsExtended.xml"), THREADS, xml.encode(), document.package)
    document.relate_to(part, "http://schemas.microsoft.com/office/2011/relationships/commentsExtended")

    assert [each.text for each in read_docx(returned.redline(), "x").comments] == ["Why?"]


def test_a_day_that_no_calendar_has_is_left_out(returned: Returned) -> None:
    paragraph = returned.starting("If that agreement says")
    comment = returned.document.add_comment(paragraph.runs, text="When?", author="Ann", initials="ABCDEFGHIJKLMNOP")
    comment._comment_elm.set(qn("w:date"), "2018-02-31T09:30:00Z")  # noqa: SLF001
    tracked("ins", [_new_run(paragraph, " Ann ends.")], "A" * 1000, "2018-02-31T09:30:00Z")
    data = returned.redline()

    (kept,) = read_docx(data, "x").comments
    assert (kept.date, kept.initials) == ("", "ABCDEFGHI")
    assert changes_with(data, "Ann ends.") == [("ins", "A" * 255, "")]
