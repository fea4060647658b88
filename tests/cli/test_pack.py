from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tamdocs.cli.document import document
from tamdocs.cli.init import init
from tamdocs.cli.library import facts
from tamdocs.cli.pack import pack
from tests.support.drafts import unseal
from tests.support.samples import ROOT


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "demo"
    assert CliRunner().invoke(init, [str(folder)]).exit_code == 0
    monkeypatch.chdir(folder)
    return folder


def packed(*arguments: str) -> Result:
    return CliRunner().invoke(pack, arguments)


def test_init_lays_out_a_workspace_that_packs_its_sample_orders(workspace: Path) -> None:
    done = packed("contracts/", "--format", "docx")

    assert done.exit_code == 0
    assert [Path(line).name for line in done.stdout.splitlines()] == [
        "RPS-2017-000931", "TAM-2017-004218", "TAM-2018-000115", "CSS-2017-002077",
    ]  # fmt: skip
    assert "4 packs with 22 files in " in done.stderr
    assert (workspace / "out" / "CSS-2017-002077" / "en" / "terms.docx").is_file()


def test_init_leaves_a_folder_alone_that_is_not_empty(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")

    done = CliRunner().invoke(init, [str(tmp_path)])

    assert "this folder is not empty" in str(done.exception)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_refused_order_is_told_and_leaves_nothing(workspace: Path) -> None:
    order = workspace / "contracts" / "order-emea-de-reseller.json"
    order.write_text(order.read_text("utf-8").replace('"end": "2020-12-31"', '"end": "2017-12-31"'), "utf-8")

    done = packed("contracts/", "--format", "docx")

    assert done.exit_code == 1
    assert "[term-order]" in done.stderr
    assert "3 packs with 18 files in " in done.stderr
    assert "; 1 order refused" in done.stderr
    assert not (workspace / "out" / "CSS-2017-002077").exists()


def test_json_prints_one_object_for_each_order(workspace: Path) -> None:
    (workspace / "contracts" / "bad.json").write_bytes(b"{")

    done = packed("contracts/", "--format", "docx", "--json")
    lines = [json.loads(line) for line in done.stdout.splitlines()]

    assert [Path(line["source"]).name for line in lines if not line["ok"]] == ["bad.json"]
    assert sorted(lines[0]) == ["files", "folder", "ok", "order_number", "outcome", "problems", "source"]
    assert len([line for line in lines if line["ok"]]) == 4


def test_a_file_that_is_not_there_is_told_and_the_rest_is_made(workspace: Path) -> None:
    done = packed("contracts/absent.json", "contracts/order-americas-us-direct.json", "--format", "docx")

    assert done.exit_code == 1
    assert "contracts/absent.json" in done.stderr
    assert (workspace / "out" / "RPS-2017-000931").is_dir()


def test_one_document_has_the_order_the_kind_and_the_language_in_its_name(workspace: Path) -> None:
    arguments = ["terms", "contracts/order-apac-cn-direct.json", "--format", "docx"]

    done = CliRunner().invoke(document, arguments)

    assert done.exit_code == 0
    assert [Path(line).name for line in done.stdout.splitlines()] == [
        "TAM-2017-004218-terms.zh-Hans.docx", "TAM-2017-004218-terms.en.docx",
    ]  # fmt: skip
    assert (workspace / "out" / "TAM-2017-004218-terms.en.docx").is_file()


def test_a_language_that_no_edition_has_is_wrong_usage(workspace: Path) -> None:
    done = packed("contracts/", "--lang", "zh-Hant")

    assert done.exit_code == 2
    assert "no edition has the language zh-Hant; did you mean `zh-Hans`?" in done.stderr
    assert not (workspace / "out").exists()


def test_a_kind_of_document_that_no_edition_has_is_wrong_usage(workspace: Path) -> None:
    done = CliRunner().invoke(document, ["term", str(workspace / "contracts/order-apac-cn-direct.json")])

    assert done.exit_code == 2
    assert "no edition has the document term; did you mean `terms`?" in done.stderr


def test_a_folder_is_not_one_order(workspace: Path) -> None:
    done = CliRunner().invoke(document, ["terms", str(workspace / "contracts")])

    assert "this is a folder [not-a-file]\n  hint: name one order file" in str(done.exception)


def test_init_fills_an_empty_folder_and_refuses_what_is_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("a file")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    monkeypatch.chdir(tmp_path / "empty")

    filled = CliRunner().invoke(init, ["."])
    under_a_file = CliRunner().invoke(init, [str(tmp_path / "file" / "x")])
    linked = CliRunner().invoke(init, [str(tmp_path / "link")])

    assert filled.exit_code == 0
    assert (tmp_path / "empty" / "tamdocs.toml").is_file()
    assert "the workspace cannot be made: Not a directory [unwritable]" in str(under_a_file.exception)
    assert "this is not a folder [not-empty]" in str(linked.exception)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "file", "link"]


def test_a_workspace_is_found_from_a_folder_inside(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workspace / "contracts")

    done = packed("order-americas-us-direct.json", "--format", "docx")

    assert done.exit_code == 0
    assert (workspace / "out" / "RPS-2017-000931").is_dir()


def test_facts_fail_on_a_hole_and_name_it(workspace: Path) -> None:
    unseal(workspace / "templates/editions")
    assert CliRunner().invoke(facts, ["--edition", "2017-11"]).exit_code == 0
    clause = workspace / "templates/editions/2017-11/clauses/terms/general/zh-Hans.md"
    text = clause.read_text("utf-8")
    assert "五 (5) 个工作日" in text
    clause.write_text(text.replace("五 (5) 个工作日", "六 (6) 个工作日"), "utf-8")

    done = CliRunner().invoke(facts, ["--edition", "2017-11", "--json"])

    assert done.exit_code == 1
    assert "TC-12, zh-Hans, emea: " in done.stderr
    assert any(not json.loads(line)["ok"] for line in done.stdout.splitlines())


def test_a_wrong_clause_stops_the_run_with_file_and_line(workspace: Path) -> None:
    clause = workspace / "templates/editions/2017-11/clauses/terms/payment/en.md"
    clause.write_text(clause.read_text("utf-8") + "\n\n# Heading\n", "utf-8")

    done = packed("contracts/", "--format", "docx")

    assert "templates/editions/2017-11/clauses/terms/payment/en.md:" in str(done.exception)
    assert "a heading cannot stand in a clause [markup]" in str(done.exception)
    assert not (workspace / "out").exists()


def test_the_sample_orders_of_the_wheel_are_those_of_the_project(workspace: Path) -> None:
    ours = {path.name: path.read_bytes() for path in (ROOT / "contracts").glob("*.json")}

    assert {path.name: path.read_bytes() for path in (workspace / "contracts").glob("*.json")} == ours
