from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tamdocs.cli.init import init
from tamdocs.cli.variants import variants
from tests.support.drafts import unseal

TERMS = Path("templates/editions/2017-11/documents/terms.toml")


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "demo"
    assert CliRunner().invoke(init, [str(folder)]).exit_code == 0
    unseal(folder / "templates" / "editions")
    monkeypatch.chdir(folder)
    return folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(variants, ["matrix", "--edition", "2017-11", *arguments])


def test_the_page_is_written_and_its_path_printed(workspace: Path) -> None:
    done = run("--check")

    assert done.exit_code == 0
    assert done.stdout == "out/variants-2017-11.html\n"
    assert re.fullmatch(r"\d{3} texts, \d+ differ, 0 not as expected\n", done.stderr)
    assert (workspace / "out/variants-2017-11.html").read_bytes().startswith(b"<!doctype html>")


def test_a_page_of_all_documents_is_small_and_the_same_each_time(workspace: Path) -> None:
    run("--out", "first")
    run("--out", "second")

    first, second = ((workspace / name / "variants-2017-11.html").read_bytes() for name in ("first", "second"))
    assert first == second
    assert len(first) < 3_000_000


def test_a_check_fails_on_what_is_not_expected_and_says_where(workspace: Path) -> None:
    path = workspace / TERMS
    path.write_text(
        path.read_text("utf-8")
        .replace('"payment", by = ["channel"]', '"payment", by = ["channel", "service"]')
        .replace(
            '    { clause = "preamble", by = ["region"], why = "Vendor is the entity of the region (SD-34)." },\n', ""
        ),
        "utf-8",
    )

    done = run("--check", "--document", "terms", "--lang", "en")

    assert done.exit_code == 1
    assert done.stdout == "out/variants-2017-11.html\n"
    assert done.stderr == (
        f"{TERMS.as_posix()}: terms, `preamble` in en: differs by region, which is not expected (direct, bcs-rps): "
        "americas “…Corporation, 350 Ellis Street, Mountain View, CA 94043, USA…”, apac “…Asia Pacific Pte Limited, "
        "6 Temasek Boulevard, #11-01 Suntec…” [unexpected-difference]\n"
        "  at: preamble\n"
        '  hint: if it shall, name it in `differences`: { clause = "preamble", by = ["region"] }\n'
        f"{TERMS.as_posix()}: terms, `payment` in en: is expected to differ by service, and does not "
        "[stale-difference]\n"
        "  at: payment\n"
        "  hint: write the text that is missing, or take the entry out of `differences`\n"
        "15 texts, 4 differ, 2 not as expected\n"
    )


@pytest.mark.usefixtures("workspace")
def test_json_has_a_line_for_each_clause_and_language() -> None:
    done = run("--document", "terms", "--lang", "en", "--json")

    lines = [json.loads(line) for line in done.stdout.splitlines()]
    law = next(line for line in lines if line["clause"] == "governing-law")
    assert len(lines) == 15
    assert (law["differs_by"], law["ok"], law["problems"]) == (["region"], True, [])
    assert [(variant["letter"], variant["where"]) for variant in law["variants"]] == [
        ("A", "Americas"),
        ("B", "Asia Pacific"),
        ("C", "Europe, Middle East and Africa"),
    ]
    assert "England and Wales" in law["variants"][2]["text"]
    assert not Path("out").exists()


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--document", "term"), "edition 2017-11 has no term; did you mean `terms`?"),
        (("--lang", "zh"), "edition 2017-11 has no zh; known: en and zh-Hans"),
    ],
)
def test_an_unknown_document_or_language_is_wrong_usage(arguments: tuple[str, str], message: str) -> None:
    done = run(*arguments)

    assert done.exit_code == 2
    assert message in done.stderr
