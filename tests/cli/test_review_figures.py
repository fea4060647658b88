from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.cases import as_csv, row, saved
from tests.support.samples import ROOT

ORDER = "contracts/order-apac-cn-direct.json"
CASES = "contracts/cases/TAM-2017-004218.csv"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tamdocs", "-C", str(ROOT), "review", "figures", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_figures_are_printed_as_tables(golden: Callable[[str, str], None]) -> None:
    result = run(ORDER, "--cases", CASES, "--period", "2018-08")

    assert (result.returncode, result.stderr) == (0, "975 rows read: 975 cases counted, none left out\n")
    golden("reviews/figures.txt", result.stdout)


@pytest.mark.parametrize(
    ("period", "earlier"),
    [("2018-08", ["2018-07", "2017-08"]), ("2018-Q3", ["2018-Q2", "2017-Q3"]), ("2018", ["2017"])],
)
def test_each_earlier_period_stands_once(period: str, earlier: list[str]) -> None:
    lines = run(ORDER, "--cases", CASES, "--period", period).stdout.splitlines()

    (headline,) = (line.split() for line in lines if line.startswith("figure "))
    (points,) = (line.split() for line in lines if line.startswith("pain point "))
    assert headline[3:] == [word for name in earlier for word in (name, "change")]
    assert points[4:] == earlier


def test_figures_are_printed_as_json_and_traced(tmp_path: Path) -> None:
    trace = tmp_path / "trace.json"

    result = run(ORDER, "--cases", CASES, "--period", "2018-Q3", "--json", "--trace", str(trace))

    data = json.loads(result.stdout)
    traced = {each["figure"]: each for each in json.loads(trace.read_text("utf-8"))["figures"]}
    assert (data["period"]["name"], data["outside"]) == ("2018-Q3", 0)
    assert data["headline"]["opened"]["count"] == len(traced["opened@2018-Q3"]["rows"])
    assert result.stderr.splitlines()[0] == str(trace)


def test_bad_rows_are_told_with_row_and_column_and_the_status_is_one(tmp_path: Path) -> None:
    cases = saved(tmp_path / "c.csv", as_csv([row(), row(case_id="C-2", severity="\x1b[31m"), row(case_id="C-3")]))

    result = run(ORDER, "--cases", cases, "--period", "2018-05")

    assert result.returncode == 1
    assert result.stderr.splitlines() == [
        f'{cases}:3: the column "severity" is "\\u001b[31m", not 1, 2, 3 or 4; '
        "a map may say what it stands for [bad-cell]",
        "  at: /severity",
        "3 rows read: 2 cases counted, 1 left out",
    ]
    assert "\n2018-05       2       2        0\n" in result.stdout


def test_a_list_without_a_case_is_a_history_and_a_file_without_a_line_is_none(tmp_path: Path) -> None:
    none = run(ORDER, "--cases", saved(tmp_path / "c.json", b"[]"), "--period", "2018-05")
    empty = run(ORDER, "--cases", saved(tmp_path / "c.jsonl", b"\n"), "--period", "2018-05")
    odd = run(ORDER, "--cases", saved(tmp_path / "o.json", b"[1, {}]"), "--period", "2018-05")

    assert (none.returncode, none.stderr) == (0, "0 rows read: 0 cases counted, none left out\n")
    assert (empty.returncode, empty.stdout) == (1, "")
    assert "the file has no row [empty-file]" in empty.stderr
    assert "o.json:1: a case is an object, in braces [bad-json]" in odd.stderr


def test_a_history_that_ends_before_the_period_is_told(tmp_path: Path) -> None:
    cases = saved(tmp_path / "c.csv", as_csv([row()]))

    later = run(ORDER, "--cases", cases, "--period", "2018-06")
    same = run(ORDER, "--cases", cases, "--period", "2018-05")

    assert re.search(r"none left out; the history ends on 2018-05-\d\d, before 2018-06 begins\n$", later.stderr)
    assert same.stderr == "1 row read: 1 case counted, none left out\n"


def test_columns_without_headings_are_told(tmp_path: Path) -> None:
    result = run(ORDER, "--cases", saved(tmp_path / "c.csv", b",,\n1,2,3\n"), "--period", "2018-05")

    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.splitlines()[0].endswith("which every case has; the columns are none [no-column]")


def test_moments_without_an_offset_are_told(tmp_path: Path) -> None:
    cases = saved(
        tmp_path / "c.csv", as_csv([row(opened="2018-05-02 09:00:00", first_response="", closed="2018-05-05 09:00")])
    )

    result = run(ORDER, "--cases", cases, "--period", "2018-05", "--hours", "08:00-18:00")

    assert result.stderr == (
        "1 row read: 1 case counted, none left out; 2 moments without an offset read in Asia/Shanghai\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            (ORDER, "--cases", CASES, "--period", "August"),
            '--period: "August" is no period from 1990 to 2099 [bad-period]',
        ),
        ((ORDER, "--cases", "none.csv", "--period", "2018"), "none.csv: there is no such file [no-such-file]"),
        (
            (ORDER, "--cases", CASES, "--period", "2018", "--hours", "9"),
            '--hours: "9" are no business hours [bad-hours]',
        ),
        (
            ("none.json", "--cases", CASES, "--period", "2018"),
            "none.json:1:1: there is no such file or folder [no-such-file]",
        ),
    ],
)
def test_what_cannot_be_reviewed_is_refused(arguments: tuple[str, ...], message: str) -> None:
    result = run(*arguments)

    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.splitlines()[0] == message
