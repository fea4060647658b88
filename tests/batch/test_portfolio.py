"""A portfolio issues each report exactly once, whatever happens to its processes."""

from __future__ import annotations

import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.portfolios import save_book_cases
from tests.support.renewal_runs import AS_OF, Desk, Undisturbed, ended, kill_group, make_book
from tests.support.samples import ROOT

ORDERS = 40
"""More than are recorded at once."""
INSTANTS = 2


@dataclass(frozen=True, slots=True)
class Reviewing(Desk):
    """A desk that makes the reports of December."""

    cases: str = ""

    def command(self, book: Path, *options: str) -> list[str]:
        asked = ["review", "monthly", "--all", str(book), "--cases", self.cases, "--period", "2020-12"]
        notes = ["--notes", str(ROOT / "contracts" / "notes" / "default.md"), "--format", "html"]
        places = ["--out", self.out, "--ledger", self.ledger, "--as-of", str(AS_OF)]
        return [sys.executable, "-m", "tamdocs", *asked, *notes, *places, *options]


def reviewing(folder: Path, cases: Path) -> Reviewing:
    folder.mkdir(parents=True, exist_ok=True)
    return Reviewing(str(folder / "out"), str(folder / "ledger.db"), str(cases))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_book(tmp_path_factory.mktemp("book"), ORDERS)


@pytest.fixture(scope="module")
def cases(book: Path) -> Path:
    return save_book_cases(book, book.parent)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, book: Path, cases: Path) -> Undisturbed:
    desk, begin = reviewing(tmp_path_factory.mktemp("whole"), cases), time.monotonic()
    desk.run(book)
    return Undisturbed(book, desk, desk.files(), desk.rows(), time.monotonic() - begin)


def test_each_report_has_a_row_and_a_file_and_is_in_no_batch(whole: Undisturbed) -> None:
    reports = [name for name in whole.files if name.endswith("/review-monthly.html")]

    assert len(whole.rows["renewal_notices"]) == len(reports) > ORDERS
    assert whole.rows["renewal_batches"] == []
    assert {name.split("/")[0] for name in whole.files} == {"portfolio"}


def test_a_run_that_is_killed_at_any_instant_is_made_whole_by_the_next(
    whole: Undisturbed, tmp_path: Path, cases: Path
) -> None:
    chance = random.Random(5)  # noqa: S311 - when to kill is no secret
    for instant in range(INSTANTS):
        desk = reviewing(tmp_path / str(instant), cases)
        process = desk.start(whole.book, "--jobs", str(instant + 1))
        time.sleep(chance.uniform(0.4, 0.95) * whole.seconds)
        kill_group(process)

        desk.run(whole.book)

        whole.assert_same(desk)


def test_a_run_that_is_killed_as_soon_as_there_are_reports_is_made_whole_by_the_next(
    whole: Undisturbed, tmp_path: Path, cases: Path
) -> None:
    desk = reviewing(tmp_path, cases)
    process = desk.start(whole.book)
    while process.poll() is None and not list(Path(desk.out).rglob("review-monthly.html")):
        time.sleep(0.005)
    kill_group(process)

    desk.run(whole.book)

    whole.assert_same(desk)


def test_two_runs_at_once_issue_each_report_once(whole: Undisturbed, tmp_path: Path, cases: Path) -> None:
    desk = reviewing(tmp_path, cases)

    for process in [desk.start(whole.book), desk.start(whole.book)]:
        ended(process)

    whole.assert_same(desk)
