from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tamdocs.cli.main import tamdocs
from tamdocs.library.lint.rules import RULES
from tests.support.drafts import unseal
from tests.support.required import ROOT

ALL = len(RULES)
FEE = "clauses/order-confirmation/fee/zh-Hans.md"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with the first edition only, as a draft: its clauses may be changed."""
    for name in ("schemas", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copyfile(ROOT / "tamdocs.toml", tmp_path / "tamdocs.toml")
    editions = tmp_path / "templates" / "editions"
    for folder in editions.iterdir():
        if folder.name != "2017-11":
            shutil.rmtree(folder)
    unseal(editions)
    monkeypatch.chdir(tmp_path)
    return editions / "2017-11"


def change(edition: Path, file: str, before: str, after: str) -> None:
    path = edition / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8", newline="\n")


def line_of(path: Path, words: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(tamdocs, ["library", *arguments])


def objects(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.usefixtures("workspace")
def test_a_clean_edition_passes_every_rule() -> None:
    result = run("lint")

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"{ALL} rules: {ALL} passed, 0 failed, 0 not run; 0 problems\n"


def test_a_problem_is_told_with_its_place_and_what_to_do(workspace: Path) -> None:
    change(workspace, FEE, "客户应按赛门铁克报价单", "客户可按赛门铁克报价单")

    result = run("lint")

    chinese = line_of(workspace / FEE, "客户可按赛门铁克报价单")
    english = line_of(workspace / FEE.replace("zh-Hans", "en"), "Customer shall pay to Vendor")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[:3] == [
        f"templates/editions/2017-11/{FEE.replace('zh-Hans', 'en')}:{english}:13: “shall” (shall) stands here and not "
        f"in zh-Hans (templates/editions/2017-11/{FEE}:{chinese}) [parity-count]",
        "  at: fee",
        "  hint: there it is written 应",
    ]


def test_json_has_an_object_for_each_rule(workspace: Path) -> None:
    change(workspace, FEE, "付款期限（自", "付款期限  （自")

    lines = objects(run("lint", "--json"))

    assert len(lines) == ALL
    assert {line["rule"] for line in lines if line["status"] == "failed"} == {"spacing", "spacing-zh"}
    assert lines[0] == {
        "rule": "term-undefined",
        "title": "A defined term that is used and not defined",
        "status": "passed",
        "reason": None,
        "problems": [],
    }


def test_sarif_names_the_page_of_a_rule(workspace: Path) -> None:
    change(workspace, FEE, "付款期限（自", "付款期限  （自")

    (log,) = objects(run("lint", "--sarif"))

    rule, _ = log["runs"][0]["tool"]["driver"]["rules"]
    assert rule == {
        "id": "spacing",
        "shortDescription": {"text": "Blanks that do not belong there"},
        "help": {"text": "docs/rules/spacing.md says what, why and how to mend it."},
    }
    assert log["runs"][0]["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def test_a_library_that_cannot_be_read_passes_no_rule(workspace: Path) -> None:
    change(workspace, FEE, "{{ fee|money }}", "{{ fees|money }}")

    result = run("lint")
    lines = objects(run("lint", "--json"))
    (log,) = objects(run("lint", "--sarif"))

    assert result.exit_code == 1
    assert "fee/zh-Hans.md" in result.stderr.splitlines()[0]
    assert result.stderr.endswith(f"none of the {ALL} rules was run: the library cannot be read\n")
    assert "0 problems" not in result.stderr
    assert lines[0]["problems"][0]["code"] == "unknown-name"
    assert {line["status"] for line in lines[1:]} == {"not-run"}
    assert log["runs"][0]["invocations"][0]["executionSuccessful"] is False
    assert len(log["runs"][0]["invocations"][0]["toolExecutionNotifications"]) == ALL


@pytest.mark.usefixtures("workspace")
def test_json_and_sarif_exclude_each_other() -> None:
    result = run("lint", "--json", "--sarif")

    assert result.exit_code == 2
    assert "Error: --json and --sarif exclude each other." in result.stderr


@pytest.mark.usefixtures("workspace")
def test_proof_is_told_in_figures() -> None:
    result = run("prove", "--json")
    (proof,) = objects(result)

    assert result.exit_code == 0
    assert {name: proof[name] for name in ("edition", "ok", "cases", "problems")} == {
        "edition": "2017-11",
        "ok": True,
        "cases": 18,
        "problems": [],
    }
    words = r"edition 2017-11: proved: \d,\d{3} combinations of clause, language, region, service and channel; "
    assert re.match(words, result.stderr)


def test_a_condition_that_never_holds_is_not_proved(workspace: Path) -> None:
    for language in ("en", "zh-Hans"):
        change(workspace, f"clauses/order-confirmation/fee/{language}.md", "{when} not fee", "{when} fee and not fee")

    result = run("prove")

    assert result.exit_code == 1
    assert "`fee and not fee` never holds [condition-never]" in result.stderr
    assert "edition 2017-11: not proved, 2 errors: " in result.stderr
