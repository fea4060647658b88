"""Files that were made by another edition, version or skin than what is here."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tamdocs.batch import stamped
from tamdocs.batch.document import make_document
from tamdocs.batch.job import PackJob
from tamdocs.batch.verify import VerifyDesk
from tamdocs.document.provenance import parse_provenance, write_provenance
from tamdocs.workspace import Workspace, find_workspace
from tests.support.drafts import seal_anew
from tests.support.judged import CHINA, judging, packed, with_papers
from tests.support.letters import notice
from tests.support.provenance import provenance_in
from tests.support.samples import ROOT

CURE = ("clauses/terms/term-and-termination/en.md", "thirty (30)", "sixty (60)")


@pytest.fixture(scope="module")
def desk() -> VerifyDesk:
    return judging()


@pytest.fixture
def elsewhere(tmp_path: Path) -> Workspace:
    """Return a workspace whose editions may be changed."""
    for name in ("schemas", "templates", "contracts"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "tamdocs.toml").touch()
    return find_workspace(tmp_path)


def changed_clause(workspace: Workspace, path: str, old: str, new: str) -> None:
    file = workspace.editions / "2017-11" / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    seal_anew(workspace.editions)


def test_a_file_of_an_edition_that_has_changed_since_says_where(elsewhere: Workspace) -> None:
    files = packed(workspace=elsewhere)
    changed_clause(elsewhere, *CURE)
    later = judging(elsewhere)

    for name in ("en/terms.docx", "en/terms.pdf"):
        finding = later.verify(name, files[name])

        assert (finding.verdict, finding.same_text) == ("other-source", False)
        assert finding.differences == ("edition 2017-11 is not as it was: terms/term-and-termination",)
        assert {change.clause for change in finding.changes} == {"term-and-termination"}
    for name in ("en/order-confirmation.docx", "en/service-description.pdf"):
        finding = later.verify(name, files[name])

        assert (finding.verdict, finding.same_text, finding.changes) == ("other-source", True, ())
        assert finding.differences == ("edition 2017-11 is not as it was",)


def test_a_file_of_another_version_says_the_same(desk: VerifyDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamped, "__version__", "0.0.1")
    older = packed()
    monkeypatch.undo()

    for name in ("en/terms.docx", "zh-Hans/pack.pdf"):
        finding = desk.verify(name, older[name])

        assert (finding.verdict, finding.same_text) == ("other-source", True)
        assert finding.differences == ("made by tamdocs 0.0.1; this is 0.1.0",)


def test_a_file_of_an_edition_that_the_order_does_not_lead_to_is_not_genuine(desk: VerifyDesk) -> None:
    document = json.loads(CHINA)
    later = json.dumps({**document, "edition": "2018-06"}).encode()
    claimed = parse_provenance(provenance_in(packed(later)["en/terms.docx"]))
    own = parse_provenance(provenance_in(packed()["en/terms.docx"]))
    data = with_papers(packed(later)["en/terms.docx"], write_provenance(replace(claimed, order=own.order)))
    finding = desk.verify("terms.docx", data)

    assert finding.verdict == "other-source"
    assert finding.differences[0] == "made by edition 2018-06; here the order takes edition 2017-11"


def test_a_file_of_an_edition_that_is_not_here_is_told(elsewhere: Workspace) -> None:
    order = json.dumps({**json.loads(CHINA), "edition": "2018-06"}).encode()
    data = packed(order)["en/terms.pdf"]
    shutil.rmtree(elsewhere.editions / "2018-06")
    finding = judging(elsewhere).verify("terms.pdf", data)

    assert (finding.verdict, finding.same_text) == ("other-source", None)
    assert finding.differences == ("made by edition 2018-06, which is not here",)
    assert [problem.code for problem in finding.problems] == ["unknown-edition"]


@pytest.mark.parametrize(
    ("changed", "kind", "name"),
    [
        ("chart.typ", "terms", "pdf"),
        ("contract.typ", "service-description", "docx"),
        ("contract.typ", "renewal-notice", "pdf"),
    ],
)
def test_another_file_that_the_skin_uses_is_told(elsewhere: Workspace, changed: str, kind: str, name: str) -> None:
    data = elsewhere.root / "notice.json"
    data.write_text(json.dumps(notice("CN")), encoding="utf-8")
    order = elsewhere.contracts / "order-apac-cn-direct.json"
    job = PackJob(elsewhere, elsewhere.out, frozenset({"docx", "pdf"}), ("en",))
    made = make_document(kind, order, job, data if kind == "renewal-notice" else None)
    file = next(path for path in made.paths if path.suffix == f".{name}")
    skin = elsewhere.templates / "skins" / changed
    skin.write_text(skin.read_text("utf-8") + "// changed\n", "utf-8")

    finding = judging(elsewhere).verify(file.name, file.read_bytes())

    assert (finding.verdict, finding.same_text) == ("other-source", True)
    assert finding.differences == (f"the skin is another one: {changed}",)


def test_a_skin_that_it_does_not_use_changes_nothing(elsewhere: Workspace) -> None:
    files = packed(workspace=elsewhere)
    for name in ("redline.typ", "letter.docx"):
        (elsewhere.templates / "skins" / name).write_bytes(b"// another")

    assert judging(elsewhere).verify("terms.pdf", files["en/terms.pdf"]).verdict == "genuine"
