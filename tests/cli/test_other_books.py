"""Mended rejects know of renewals: a book that is named beside them is looked at for which contracts it renews."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from tamdocs.batch.demo_book import save_demo_book
from tamdocs.cli.main import main
from tamdocs.cli.renewals import renewals
from tamdocs.renewals.book.demo_order import DemoBook, demo_orders
from tests.support.samples import ROOT

SLIP = "Germny"
BOOKS = {
    ".jsonl": "rejects.jsonl",
    ".jsonl.zst": "rejects.jsonl",
    ".csv": "rejects.csv",
    ".xlsx": "rejects.xlsx",
    ".db": "rejects.jsonl",
    "folder": "rejects",
}
ORDERS = list(demo_orders(DemoBook(26, bad_share=0)))
LATER = next(order for order in ORDERS if order.get("renews"))
FIRST = next(order for order in ORDERS if order["order_number"] == LATER["renews"])
OTHER = next(order for order in ORDERS if order not in (LATER, FIRST))
NUMBER: str = FIRST["order_number"]
DAY = str(date.fromisoformat(FIRST["term"]["end"]) - timedelta(days=20))
"""On which a notice of `FIRST` is due, unless `LATER` renews it."""


@pytest.fixture(autouse=True)
def _workspace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def bad(order: dict[str, Any]) -> dict[str, Any]:
    return order | {"territory": SLIP}


def save_book(folder: Path, kind: str, orders: list[dict[str, Any]]) -> tuple[str, list[str]]:
    """Write a book and return its address, with the options that it is read with."""
    if kind == "folder":
        (folder / "book").mkdir(parents=True)
        for order in orders:
            (folder / "book" / f"{order['order_number']}.json").write_text(json.dumps(order), "utf-8")
        return str(folder / "book"), []
    folder.mkdir(exist_ok=True)
    path, *maps = save_demo_book(orders, folder / f"book{kind}")
    return f"sqlite:///{path}" if kind == ".db" else str(path), ["--map", str(maps[0])] if maps else []


def mend(path: Path) -> None:
    """Put the right territory into what was set aside, as a person does, and leave the reasons where they are."""
    if path.suffix == ".xlsx":
        workbook = openpyxl.load_workbook(path)
        for row in workbook.worksheets[0].iter_rows(min_row=2):
            for cell in row[1:]:
                cell.value = FIRST["territory"] if cell.value == SLIP else cell.value
        workbook.save(path)
        return
    for file in path.glob("*.json") if path.is_dir() else [path]:
        said = file.read_text("utf-8-sig")
        for before, after in ((f'"{SLIP}",', f'"{FIRST["territory"]}",'), (f",{SLIP},", f",{FIRST['territory']},")):
            said = said.replace(before, after)
        file.write_text(said, "utf-8")


def call(command: str, book: str | Path, *options: str) -> Result:
    return CliRunner().invoke(renewals, [command, str(book), "--as-of", DAY, *options])


def noticed(done: Result) -> set[str]:
    return {json.loads(line)["order_number"] for line in done.stdout.splitlines()}


@dataclass(frozen=True)
class Mended:
    """A book of which bad orders were set aside, and those mended."""

    book: str
    rejects: Path
    options: list[str]

    @classmethod
    def of(cls, folder: Path, kind: str, orders: list[dict[str, Any]]) -> Mended:
        book, options = save_book(folder, kind, orders)
        rejects = folder / BOOKS[kind]
        done = call("plan", book, *options, "--rejects", str(rejects))
        assert done.exit_code == 1, done.output
        mend(rejects)
        return cls(book, rejects, options)

    def plan(self, *options: str) -> Result:
        return call("plan", self.rejects, *self.options, "--json", *options)


@pytest.mark.parametrize("kind", BOOKS)
def test_a_mended_order_that_its_book_renews_gets_no_notice(tmp_path: Path, kind: str) -> None:
    mended = Mended.of(tmp_path, kind, [bad(FIRST), OTHER, LATER])

    alone, both = mended.plan(), mended.plan("--with", mended.book)

    assert (alone.exit_code, noticed(alone)) == (0, {NUMBER})
    assert alone.stderr.splitlines()[-3:-1] == [
        f"{mended.rejects}: warning: 1 order here was set aside from a book, and it is not known which contracts the "
        "orders of that book renew [rejects-alone]",
        "  hint: name that book too: --with BOOK; or, if all its orders stand here, take the reasons out of this one",
    ]
    assert (both.exit_code, both.stdout) == (0, "")
    assert "[rejects-alone]" not in both.stderr
    assert both.stderr.endswith("1 contract, beside 3 orders of other books: 0 notices, 0 overdue; 1 renewed\n")


@pytest.mark.parametrize("kind", BOOKS)
def test_a_renewing_order_that_is_still_bad_in_its_book_is_told(tmp_path: Path, kind: str) -> None:
    book, options = save_book(tmp_path / "all", kind, [bad(FIRST), OTHER, bad(LATER)])
    kept, _ = save_book(tmp_path / "mended", kind, [FIRST])

    done = call("plan", kept, *options, "--json", "--with", book)

    assert (done.exit_code, noticed(done)) == (0, {NUMBER})
    assert f"{NUMBER}: warning: the order at " in done.stderr
    assert "is to renew this contract, but cannot be used [renewal-refused]" in done.stderr
    assert "warning: 1 of the 3 orders here cannot be used, and renews nothing [other-book-refused]" in done.stderr
    assert SLIP not in done.stderr


def test_a_mended_order_renews_whatever_its_book_still_says(tmp_path: Path) -> None:
    mended = Mended.of(tmp_path, ".jsonl", [bad(FIRST), OTHER, bad(LATER)])

    both = mended.plan("--with", mended.book)

    assert both.exit_code == 0
    assert NUMBER not in noticed(both)
    assert "-refused]" not in both.stderr


def test_an_order_that_was_mended_to_renew_nothing_renews_nothing(tmp_path: Path) -> None:
    book, _ = save_book(tmp_path, ".jsonl", [OTHER, LATER])
    right = tmp_path / "mended.jsonl"
    right.write_text("".join(f"{json.dumps(order)}\n" for order in (FIRST, LATER | {"renews": "X-1"})), "utf-8")

    done = call("plan", right, "--json", "--with", book)

    assert noticed(done) == {NUMBER}


def test_a_book_is_told_what_mended_orders_renew(tmp_path: Path) -> None:
    mended = Mended.of(tmp_path, ".jsonl", [FIRST, OTHER, bad(LATER)])

    alone, both = (call("plan", mended.book, "--json", *more) for more in ((), ("--with", str(mended.rejects))))

    assert (NUMBER in noticed(alone), "[renewal-refused]" in alone.stderr) == (True, True)
    assert (NUMBER in noticed(both), "[renewal-refused]" in both.stderr) == (False, False)


def test_several_books_are_looked_at(tmp_path: Path) -> None:
    mended = Mended.of(tmp_path, ".jsonl", [bad(FIRST), OTHER])
    later, _ = save_book(tmp_path / "next", "folder", [LATER])

    done = mended.plan("--with", mended.book, "--with", later)

    assert done.stdout == ""
    assert "1 contract, beside 3 orders of other books: 0 notices" in done.stderr


def test_a_table_is_named_for_the_other_book_too(tmp_path: Path) -> None:
    mended = Mended.of(tmp_path, ".db", [bad(FIRST), OTHER, LATER])
    with closing(sqlite3.connect(mended.book.removeprefix("sqlite:///"))) as database:
        database.execute("ALTER TABLE orders RENAME TO contracts")

    assert mended.plan("--with", mended.book, "--table", "contracts").stdout == ""
    assert mended.plan("--with", mended.book, "--query", "SELECT document FROM contracts").stdout == ""


def test_explanation_names_the_order_of_the_other_book(tmp_path: Path) -> None:
    mended = Mended.of(tmp_path, ".jsonl", [bad(FIRST), LATER])

    alone, both = (mended.plan("--explain", NUMBER, *more) for more in ((), ("--with", mended.book)))

    assert "[rejects-alone]" in alone.stderr
    assert f"{NUMBER} is renewed by {LATER['order_number']}: it gets no notice" in both.stderr
    assert {json.loads(line)["status"] for line in both.stdout.splitlines()} == {"renewed"}


def places(folder: Path) -> tuple[str, ...]:
    return "--out", str(folder / "out"), "--ledger", str(folder / "ledger.db")


def test_a_run_issues_nothing_to_a_contract_that_the_other_book_renews(tmp_path: Path) -> None:
    mended = Mended.of(tmp_path, ".jsonl", [bad(FIRST), OTHER, LATER])
    asked = ("--with", mended.book, *places(tmp_path), "--format", "docx")

    dry = call("run", mended.rejects, *asked, "--dry-run")
    done = call("run", mended.rejects, *asked)
    status = call("status", mended.rejects, "--with", mended.book, *places(tmp_path)[2:])

    assert (dry.exit_code, dry.stdout) == (0, "")
    assert dry.stderr.endswith("1 contract, beside 3 orders of other books: 0 notices would be issued\n")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.endswith("1 contract, beside 3 orders of other books: 0 notices issued\n")
    assert status.stderr.endswith(
        "1 contract, beside 3 orders of other books: 0 notices issued, 0 due, 0 overdue, 0 failed\n"
    )


def test_a_run_of_rejects_alone_is_told_and_reissue_too(tmp_path: Path) -> None:
    mended = Mended.of(tmp_path, ".jsonl", [bad(FIRST), LATER])

    done = call("run", mended.rejects, *places(tmp_path), "--format", "docx")
    again = call(
        *("run", str(mended.rejects), *places(tmp_path), "--format", "docx", "--with", mended.book),
        *("--reissue", NUMBER, "--reason", "came back"),
    )
    status = call("status", mended.rejects, *places(tmp_path)[2:])

    for each in (done, status):
        assert "1 order here was set aside from a book" in each.stderr
    assert done.stderr.endswith(" issued\n")
    assert (tmp_path / "out/renewals/notices" / NUMBER).is_dir()
    assert again.exit_code == 0
    assert "1 contract, beside 2 orders of other books: " in again.stderr
    assert list((tmp_path / "out/renewals/notices" / NUMBER).glob("*.reissue-1.docx"))


@pytest.fixture
def mended_lines(tmp_path: Path) -> Mended:
    return Mended.of(tmp_path, ".jsonl", [bad(FIRST), LATER])


def test_rejects_do_not_take_the_place_of_the_other_book(
    mended_lines: Mended, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Path(mended_lines.book).read_bytes()
    asked = [str(mended_lines.rejects), "--with", mended_lines.book, "--rejects", mended_lines.book]

    with pytest.raises(SystemExit) as stop:
        main(["renewals", "plan", *asked])

    assert stop.value.code == 1
    assert "the rejects would take the place of the book [rejects]" in capsys.readouterr().err
    assert Path(mended_lines.book).read_bytes() == before


def test_nothing_of_the_other_book_is_set_aside(mended_lines: Mended, tmp_path: Path) -> None:
    more = tmp_path / "more.jsonl"

    mended_lines.plan("--with", mended_lines.book, "--rejects", str(more))

    assert not more.exists()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nowhere.jsonl", "nowhere.jsonl: there is no such file or folder [no-such-file]"),
        ("nowhere.json", "nowhere.json: there is no such file or folder [no-such-file]"),
        ("empty", "empty: there is no order in this book that can be used [no-orders]"),
        ("empty.jsonl", "empty.jsonl: there is no order in this book that can be used [no-orders]"),
        ("wrong.jsonl", "wrong.jsonl: there is no order in this book that can be used [no-orders]"),
        ("", "BOOK: no book is named [unknown-book]"),
        ("book.docx", "book.docx: this is no kind of book [unknown-book]"),
        ("sqlite:///nowhere.db", "sqlite:///nowhere.db: there is no such database file [no-such-file]"),
    ],
)
def test_an_other_book_that_is_none_ends_the_run_before_a_notice_is_issued(
    mended_lines: Mended, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, said: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty.jsonl").touch()
    (tmp_path / "wrong.jsonl").write_text(f"{json.dumps(bad(LATER))}\n{{}}\nno order\n", "utf-8")
    other = str(tmp_path / name) if name and "://" not in name else name

    with pytest.raises(SystemExit) as stop:
        main(["renewals", "run", str(mended_lines.rejects), "--with", other, "--as-of", DAY, *places(tmp_path)])

    assert stop.value.code == 1
    assert said in capsys.readouterr().err
    assert not list((tmp_path / "out").rglob("*.docx"))


def test_rejects_do_not_stand_for_the_book_that_they_come_from(
    mended_lines: Mended, capsys: pytest.CaptureFixture[str]
) -> None:
    itself = mended_lines.rejects.parent / ".." / mended_lines.rejects.parent.name / mended_lines.rejects.name

    with pytest.raises(SystemExit) as stop:
        main(["renewals", "plan", str(mended_lines.rejects), "--with", str(itself)])

    assert stop.value.code == 1
    assert "this is the book itself, and tells no more than it does [same-book]" in capsys.readouterr().err


def test_rejects_that_were_put_back_into_their_folder_bear_no_marks(tmp_path: Path) -> None:
    mended = Mended.of(tmp_path, "folder", [bad(FIRST), OTHER, LATER])
    shutil.copy(mended.rejects / f"{NUMBER}.json", mended.book)

    done = call("plan", mended.book, "--json")
    one = call("plan", mended.rejects / f"{NUMBER}.json", "--json")

    assert NUMBER not in noticed(done)
    assert "[rejects-alone]" not in done.stderr
    assert "[rejects-alone]" in one.stderr


def test_the_column_of_reasons_is_known_wherever_it_stands(tmp_path: Path) -> None:
    mended = Mended.of(tmp_path, ".xlsx", [bad(FIRST), LATER])
    workbook = openpyxl.load_workbook(mended.rejects)
    sheet = workbook.worksheets[0]
    last = sheet.max_column + 1
    for line, [reason] in enumerate(sheet.iter_rows(max_col=1, values_only=True), start=1):
        sheet.cell(line, last).value = reason
    sheet.delete_cols(1)
    workbook.save(mended.rejects)

    done = mended.plan()

    assert noticed(done) == {NUMBER}
    assert "[rejects-alone]" in done.stderr
