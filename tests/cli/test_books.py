from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.samples import ROOT


def run(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tamdocs", "-C", str(ROOT), *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_a_map_of_a_database_is_proposed_from_its_first_rows(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "cases.db")) as database:
        database.execute("create table cases (case_id, opened)")
        database.executemany("insert into cases values (?, ?)", [(f"C-{n}", "2018-05-02T09:00Z") for n in range(600)])
        database.commit()

    result = run("review", "map", f"sqlite:///{tmp_path / 'cases.db'}")

    assert '"/case_id" = "case_id"\n"/opened" = "opened"' in result.stdout
    assert (result.returncode, result.stderr.splitlines()[-1][:14]) == (0, "2 fields found")
    assert "Traceback" not in result.stderr


def test_book_is_mapped_checked_mended_and_checked_again(tmp_path: Path) -> None:
    book, column_map, rejects = (str(tmp_path / name) for name in ("b.csv", "b.map.toml", "rejects.csv"))

    made = run("demo-book", "40", "--bad", "0.2", "--out", book)
    mapped = run("renewals", "map", book, "--out", str(tmp_path / "mine.toml"))
    checked = run("check", book, "--map", str(tmp_path / "mine.toml"), "--rejects", rejects)
    again = run("check", rejects, "--map", column_map, "--json")

    assert made.stdout.splitlines() == [book, column_map]
    assert (mapped.returncode, mapped.stderr) == (0, "64 fields found\n")
    assert checked.returncode == 1
    assert checked.stderr.splitlines()[-1].startswith("40 orders checked: ")
    lines = [json.loads(line) for line in again.stdout.splitlines()]
    assert f"40 orders checked: {len(lines)} refused" in checked.stderr
    assert not any(line["ok"] for line in lines)
    assert all(line["source"].startswith(f"{rejects}:") for line in lines)


def test_good_line_of_a_book_tells_what_an_order_file_tells(tmp_path: Path) -> None:
    source = ROOT / "contracts" / "order-apac-cn-direct.json"
    (tmp_path / "b.jsonl").write_text(json.dumps(json.loads(source.read_text("utf-8"))), encoding="utf-8")

    of_line, of_file = (json.loads(run("check", str(path), "--json").stdout) for path in (tmp_path / "b.jsonl", source))

    assert of_line.pop("source") == f"{tmp_path / 'b.jsonl'}:1"
    assert of_line == {name: value for name, value in of_file.items() if name != "source"}


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("demo-book", "3", "--out", "b.docx"), 2, "the name ends in one of .jsonl, .jsonl.gz"),
        (("demo-book", "3", "--as-of", "2017-12-31"), 2, "name a day from 2018-01-01 on; there are no earlier terms"),
        (("check", "a", "b", "--rejects", "r.jsonl"), 2, "--map, --table, --query and --rejects are for one book."),
        (("renewals", "map", "contracts"), 1, "this book has no columns and needs no map [no-table]"),
        (("renewals", "map", "nowhere.csv"), 1, "nowhere.csv: there is no such file [no-such-file]"),
        (("check", "postgresql://u:secret@127.0.0.1:1/d"), 1, "postgresql://u:***@127.0.0.1:1/d: the database says:"),
    ],
)
def test_what_cannot_be_is_told_without_a_traceback(arguments: tuple[str, ...], status: int, said: str) -> None:
    done = run(*arguments)

    assert done.returncode == status
    assert said in done.stderr
    assert "secret" not in done.stderr
    assert "Traceback" not in done.stderr
