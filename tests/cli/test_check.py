from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tamdocs.cli.check import check
from tests.support.order_documents import drop, order_document, put
from tests.support.samples import ROOT


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of its own, with the sample orders, as the current folder."""
    shutil.copyfile(ROOT / "tamdocs.toml", tmp_path / "tamdocs.toml")
    for name in ("contracts", "schemas", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(check, arguments)


def save(path: Path, document: dict[str, Any]) -> None:
    path.write_text(json.dumps(document, indent=1, ensure_ascii=False), encoding="utf-8")


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.usefixtures("workspace")
def test_the_orders_of_the_workspace_are_checked_where_none_is_named() -> None:
    result = run()

    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == (
        "contracts/order-apac-sg-service-provider.json:26:180: warning: base support for Symantec Endpoint Protection "
        "14 ends on 2018-12-31, before the term does on 2019-02-28 [support-ends-first]\n"
        "  at: /designated_software/1/base_support_end\n"
        "  hint: have it renewed: where it lapses the service is suspended, with no refund (SD-19, SD-20)\n"
        "4 orders checked, none refused, 1 warning\n"
    )


@pytest.mark.usefixtures("workspace")
def test_json_tells_what_follows_from_each_order() -> None:
    result = run("--json")

    told = [{key: line[key] for key in line if key != "problems"} for line in lines(result)]
    assert told == [
        {
            "source": f"contracts/order-{name}.json",
            "ok": True,
            "order_number": number,
            "region": region,
            "entity": entity,
            "governing_law": law,
            "edition": "2017-11",
        }
        for name, number, region, entity, law in [
            (
                "americas-us-direct",
                "RPS-2017-000931",
                "americas",
                "Symantec Corporation",
                "the State of California, United States of America",
            ),
            ("apac-cn-direct", "TAM-2017-004218", "apac", "Symantec Asia Pacific Pte Limited", "Singapore"),
            ("apac-sg-service-provider", "TAM-2018-000115", "apac", "Symantec Asia Pacific Pte Limited", "Singapore"),
            ("emea-de-reseller", "CSS-2017-002077", "emea", "Symantec Limited", "England and Wales"),
        ]
    ]
    assert [len(line["problems"]) for line in lines(result)] == [0, 0, 1, 0]


def test_one_bad_order_does_not_hide_the_others(workspace: Path) -> None:
    save(workspace / "contracts" / "a-bad.json", put(order_document(), "/order_number", "CON"))
    (workspace / "contracts" / "b-cut.json").write_text('{"order_number": ')

    result = run("contracts")

    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == "6 orders checked: 2 refused, 1 warning"
    assert [line["ok"] for line in lines(run("contracts", "--json"))] == [False, False, True, True, True, True]


def test_an_order_number_that_stands_twice_names_the_first_file(workspace: Path) -> None:
    save(workspace / "again.json", put(order_document("apac-cn-direct"), "/order_number", "tam-2017-004218"))

    result = run("contracts", "again.json")

    assert result.exit_code == 1
    assert (
        'again.json:2:18: order_number "tam-2017-004218" is in contracts/order-apac-cn-direct.json already as '
        '"TAM-2017-004218" [order-number-taken]\n'
    ) in result.stderr


def test_what_only_the_edition_knows_is_judged_also_where_the_order_is_refused(workspace: Path) -> None:
    document = put(order_document(), "/service", "csss")
    put(document, "/languages", ["en", "fr"])
    put(document, "/designated_software/0/family", "Mail")
    drop(document, "/customer/legal_name")
    save(workspace / "bad.json", document)

    (line,) = lines(run("bad.json", "--json"))

    assert [(problem["pointer"], problem["code"], problem["severity"]) for problem in line["problems"]] == [
        ("/service", "unknown-service", "error"),
        ("/languages/1", "unknown-language", "error"),
        ("/customer", "missing-field", "error"),
        ("/designated_software/0/family", "unlisted-family", "warning"),
    ]
    assert {key: line[key] for key in ("ok", "order_number", "region", "entity", "governing_law", "edition")} == {
        "ok": False,
        "order_number": "CSS-2017-002077",
        "region": None,
        "entity": None,
        "governing_law": None,
        "edition": "2017-11",
    }


def test_a_refused_order_still_tells_its_region(workspace: Path) -> None:
    save(workspace / "bad.json", put(order_document(), "/term/end", "2017-12-31"))

    (line,) = lines(run("bad.json", "--json"))

    assert (line["ok"], line["region"], line["governing_law"]) == (False, "emea", "England and Wales")


@pytest.mark.parametrize(
    ("pointer", "value", "message"),
    [
        (
            "/order_date",
            "2017-10-31",
            "no edition of the clause library is in force on 2017-10-31 [no-edition-in-force]",
        ),
        ("/edition", "2017-12", "there is no edition 2017-12 [unknown-edition]"),
    ],
)
def test_an_order_without_an_edition_is_refused_at_its_place(
    workspace: Path, pointer: str, value: str, message: str
) -> None:
    save(workspace / "bad.json", put(order_document(), pointer, value))

    result = run("bad.json")

    assert result.exit_code == 1
    assert message in result.stderr
    assert f"  at: {pointer}\n" in result.stderr


def test_a_character_that_cannot_be_printed_is_refused_before_a_page_is_made(workspace: Path) -> None:
    save(workspace / "bad.json", put(order_document(), "/customer/legal_name", "A\U0001f4a1"))

    (line,) = lines(run("bad.json", "--json"))

    assert [(problem["pointer"], problem["code"]) for problem in line["problems"]] == [
        ("/customer/legal_name", "unprintable-character")
    ]


def test_files_that_cannot_be_read_have_one_clear_line_each(workspace: Path) -> None:
    (workspace / "empty").mkdir()
    (workspace / "empty.json").touch()
    with (workspace / "large.json").open("wb") as file:
        file.truncate(50_000_000)
    (workspace / "deep.json").write_text("[" * 5_000)
    (workspace / "wide.json").write_text("{}", encoding="utf-16")

    result = run("gone.json", "empty", "empty.json", "large.json", "deep.json", "wide.json")

    assert result.exit_code == 1
    assert [line for line in result.stderr.splitlines() if not line.startswith("  ")] == [
        "gone.json:1:1: there is no such file or folder [no-such-file]",
        "empty:1:1: this folder holds no order files (*.json) [no-order-files]",
        "empty.json:1:1: the file is empty [empty-file]",
        "large.json:1:1: the file is larger than 4 MB; this is no order [too-large]",
        "deep.json:1:65: values are nested more than 64 levels deep here; an order has six [too-deep]",
        "wide.json:1:1: this file is UTF-16, not UTF-8 [not-utf-8]",
        "6 orders checked: 6 refused",
    ]


def test_sarif_is_one_log_on_standard_output(workspace: Path) -> None:
    save(workspace / "bad.json", put(order_document(), "/term/end", "2017-12-31"))

    result = run("bad.json", "contracts", "--sarif")

    assert result.exit_code == 1
    log = json.loads(result.stdout)
    assert log["version"] == "2.1.0"
    assert [(each["ruleId"], each["level"]) for each in log["runs"][0]["results"]] == [
        ("term-order", "error"),
        ("support-ends-first", "warning"),
        ("order-number-taken", "error"),
    ]


@pytest.mark.usefixtures("workspace")
def test_json_and_sarif_exclude_each_other() -> None:
    result = run("--json", "--sarif")

    assert result.exit_code == 2
    assert "--json and --sarif exclude each other." in result.stderr


def test_names_in_a_file_cannot_steer_the_terminal_or_break_json(workspace: Path) -> None:
    document = json.dumps(order_document() | {"\x1b[31m\ud800": 1})
    (workspace / "bad.json").write_text(document)

    text, (line,) = run("bad.json"), lines(run("bad.json", "--json"))

    assert "\x1b" not in text.stderr
    assert "  at: /\\x1b[31m\\ud800\n" in text.stderr
    assert line["problems"][0]["pointer"] == "/\x1b[31m\ud800"
