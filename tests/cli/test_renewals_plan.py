from __future__ import annotations

import csv
import hashlib
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from tamdocs.cli.renewals import renewals
from tamdocs.writers import xlsx_sheets
from tests.support.samples import ROOT

KEYS = [
    "order_number",
    "notice",
    "recipient",
    "language",
    "delivery",
    "country",
    "post_by",
    "receive_by",
    "overdue",
    "why",
]


@pytest.fixture(autouse=True)
def _workspace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def run(*arguments: str, book: Path | str = "contracts") -> Result:
    return CliRunner().invoke(renewals, ["plan", str(book), *arguments])


def lines(done: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_plan_reads_as_it_should(golden: Callable[[str, str], None]) -> None:
    done = run("--as-of", "2018-10-20", "--days", "60")

    assert done.exit_code == 0
    golden("renewals/plan.txt", done.stdout)
    assert done.stderr == "4 contracts: 12 notices, 2 overdue\n"


def test_explanation_reads_as_it_should(golden: Callable[[str, str], None]) -> None:
    golden("renewals/explained.txt", run("--as-of", "2018-09-01", "--explain", "tam-2017-004218").stdout)


def test_json_has_exactly_the_keys_that_programs_read() -> None:
    found = lines(run("--as-of", "2018-10-20", "--json"))

    assert [list(line) for line in found] == [KEYS] * 4
    assert [line["overdue"] for line in found] == [True, True, False, False]


def test_explanation_is_there_for_programs_too() -> None:
    first = lines(run("--as-of", "2018-09-01", "--explain", "TAM-2017-004218", "--json"))[2]

    assert first["notice"] == "second"
    assert first["derivation"][2] == {
        "day": "2018-09-30",
        "rule": "signed for on a business day of CN at the latest",
        "source": "TC-12D",
        "holidays": [{"day": "2018-10-01", "name": "National Day", "estimated": False}],
        "worked": ["2018-09-30"],
    }


def test_order_that_is_not_in_the_book_is_said() -> None:
    done = run("--explain", "X-1")

    assert done.exit_code == 1
    assert done.stderr == "no order of the book that can be used has the number X-1\n"


def test_tables_hold_what_is_printed_and_have_the_same_bytes_each_time(tmp_path: Path) -> None:
    for name in ("csv", "xlsx"):
        for attempt in ("first", "second"):
            done = run("--as-of", "2018-10-20", "--format", name, "--out", str(tmp_path / f"{attempt}.{name}"))
            assert (done.exit_code, done.stdout) == (0, f"{tmp_path / attempt}.{name}\n")

    hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in tmp_path.iterdir()}
    rows = list(csv.reader(io.StringIO((tmp_path / "first.csv").read_text("utf-8-sig"))))
    sheet = openpyxl.load_workbook(tmp_path / "first.xlsx").active
    assert sheet is not None
    assert hashes["first.csv"] == hashes["second.csv"]
    assert hashes["first.xlsx"] == hashes["second.xlsx"]
    assert rows[0] == KEYS
    assert rows[1][:9] == [
        *("RPS-2017-000931", "final", "business", "en", "post", "US", "2018-10-05", "2018-10-15", "yes"),
    ]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == rows
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}


def test_rows_that_no_sheet_can_hold_go_on_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_sheets, "_MOST_ROWS", 1)
    done = run("--as-of", "2018-10-20", "--format", "xlsx", "--out", str(tmp_path / "plan.xlsx"))
    sheets = openpyxl.load_workbook(tmp_path / "plan.xlsx").worksheets

    assert "4 contracts: 4 notices" in done.stderr
    assert [[row[2] for row in sheet.values] for sheet in sheets] == [
        ["recipient", recipient] for recipient in ("business", "legal") * 2
    ]


@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_table_for_which_the_disk_has_no_room_is_told(tmp_path: Path, name: str) -> None:
    code = (
        "import resource\n"
        "from tamdocs.cli.main import main\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))\n"
        "main()"
    )
    command = [
        "renewals",
        "plan",
        "contracts/",
        "--as-of",
        "2018-10-20",
        "--format",
        name,
        "--out",
        str(tmp_path / name),
    ]
    done = subprocess.run([sys.executable, "-c", code, *command], cwd=ROOT, capture_output=True, text=True, check=False)

    assert (done.returncode, list(tmp_path.iterdir())) == (1, [])
    assert "File too large" in done.stderr
    assert "Traceback" not in done.stderr


def test_bad_order_is_told_and_the_others_are_planned(tmp_path: Path) -> None:
    good = json.loads((ROOT / "contracts/order-americas-us-direct.json").read_text("utf-8"))
    (tmp_path / "good.json").write_text(json.dumps(good), encoding="utf-8")
    (tmp_path / "bad.json").write_text(json.dumps(good | {"order_number": "B", "territory": "XX"}), encoding="utf-8")
    done = run("--as-of", "2018-08-01", "--json", book=tmp_path)

    assert done.exit_code == 1
    assert {line["notice"] for line in lines(done)} == {"first"}
    assert "bad.json:1:" in done.stderr
    assert done.stderr.endswith("1 contract: 2 notices, 0 overdue; 1 order refused\n")


def test_book_may_be_lines_of_json(tmp_path: Path) -> None:
    orders = [json.loads(path.read_text("utf-8")) for path in sorted((ROOT / "contracts").glob("*.json"))]
    book = tmp_path / "book.jsonl"
    book.write_text("".join(f"{json.dumps(order)}\n" for order in orders), encoding="utf-8")

    assert run("--as-of", "2018-10-20", book=book).stdout == run("--as-of", "2018-10-20").stdout


@pytest.mark.parametrize("now", ["0001-01-01", "9999-12-31", "2018-10-20T23:30-11:00"])
def test_any_day_can_be_today(now: str) -> None:
    assert run("--as-of", now, "--json").exit_code == 0


def test_terminal_gets_a_table_with_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "220")
    code = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)"
    command = [sys.executable, "-m", "tamdocs", "renewals", "plan", "contracts", "--as-of", "2018-10-20"]
    done = subprocess.run([sys.executable, "-c", code, *command], capture_output=True, encoding="utf-8", check=True)

    assert "│ TAM-2017-004218" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--as-of", "tomorrow"], "tomorrow is no day such as 2018-09-01 and no instant such as"),
        (["--as-of", "2018-09-01T08:00"], "2018-09-01T08:00 lacks the time zone"),
        (["--as-of", "9999-12-31T23:00-12:00"], "9999-12-31T23:00-12:00 is too near to an end of the calendar"),
        (["--format", "csv"], "--format and --out go together."),
        (["--format", "csv", "--out", "x.csv", "--json"], "--format excludes --json and --explain."),
        (["--days", "-1"], "-1 is not in the range"),
    ],
)
def test_wrong_usage_is_said(arguments: list[str], message: str) -> None:
    done = run(*arguments)

    assert done.exit_code == 2
    assert message in " ".join(done.stderr.split())
