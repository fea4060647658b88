from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tamdocs.cli.document import document
from tamdocs.cli.init import init
from tamdocs.errors import OrderError
from tests.support.drafts import seal_anew
from tests.support.visit import DATA, visit_files

ORDER = "contracts/order-emea-de-reseller.json"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "demo"
    assert CliRunner().invoke(init, [str(folder)]).exit_code == 0
    for path, data in visit_files().items():
        file = folder / "templates" / "editions" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    seal_anew(folder / "templates" / "editions")
    monkeypatch.chdir(folder)
    return folder


def refused(*arguments: str) -> list[str]:
    done = CliRunner().invoke(document, arguments)
    assert isinstance(done.exception, OrderError)
    return [str(problem) for problem in done.exception.problems]


def test_a_document_that_a_user_has_added_is_made_from_a_file_of_data(workspace: Path) -> None:
    (workspace / "visit.json").write_text(json.dumps(DATA), encoding="utf-8")

    done = CliRunner().invoke(document, ["visit", ORDER, "--data", "visit.json", "--lang", "en"])

    assert done.exit_code == 0, done.exception
    assert [Path(line).name for line in done.stdout.splitlines()] == [
        "CSS-2017-002077-visit.en.docx",
        "CSS-2017-002077-visit.en.pdf",
    ]
    assert (workspace / "out" / "CSS-2017-002077-visit.en.pdf").read_bytes().startswith(b"%PDF")


def test_a_document_is_made_as_a_page_that_needs_nothing_else(workspace: Path) -> None:
    (workspace / "visit.json").write_text(json.dumps(DATA), encoding="utf-8")

    done = CliRunner().invoke(
        document, ["visit", ORDER, "--data", "visit.json", "--lang", "en", "--format", "html", "--out", "pages"]
    )

    assert done.exit_code == 0, done.exception
    assert [path.name for path in Path("pages").iterdir()] == ["CSS-2017-002077-visit.en.html"]
    assert "Ann &lt;b&gt;{{ x }}&lt;/b&gt;" in Path("pages/CSS-2017-002077-visit.en.html").read_text(encoding="utf-8")


def test_without_data_it_says_which_data_and_where_its_schema_lies(workspace: Path) -> None:
    assert refused("visit", ORDER) == [
        "visit: a visit needs data beyond the order: visit [data-missing]\n"
        "  hint: templates/editions/2017-11/schemas/visit.schema.json says what it holds; give it with --data FILE"
    ]
    assert not (workspace / "out").exists()


def test_data_that_is_wrong_is_told_with_its_lines(workspace: Path) -> None:
    text = json.dumps(DATA, indent=1).replace("2018-03-02", "2018-02-30").replace("Gate *3*", "\\ud83d\\udca1 💡")
    (workspace / "visit.json").write_text(text, encoding="utf-8")

    assert [line.split("\n")[0] for line in refused("visit", ORDER, "--data", "visit.json")] == [
        "visit.json:3:10: visit.day is 2018-02-30; there is no such day [bad-date]",
        "visit.json:22:11: visit.gate: U+1F4A1 ELECTRIC LIGHT BULB cannot be printed: none of the embedded fonts has "
        "it [unprintable-character]",
    ]


def test_data_for_a_document_that_needs_none_is_refused(workspace: Path) -> None:
    (workspace / "visit.json").write_text("{}", encoding="utf-8")

    assert refused("terms", ORDER, "--data", "visit.json")[0].startswith(
        "visit.json: a document terms needs no data beyond the order [data-unasked]"
    )
