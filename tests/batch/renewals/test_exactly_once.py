from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.postgresql import PostgreSQL, running_postgresql
from tests.support.renewal_runs import Desk, Undisturbed, ended, kill_group

INSTANTS = 2
"""At which a run is killed in each test here; `benchmarks/kills.py` does it a hundred times with a larger book."""


@pytest.fixture(scope="module")
def postgresql() -> Iterator[PostgreSQL]:
    with running_postgresql() as server:
        yield server


def test_a_notice_has_both_files_and_a_row_that_knows_them(undisturbed: Undisturbed) -> None:
    letters = [name for name in undisturbed.files if name.startswith("renewals/notices/")]
    rows = undisturbed.rows["renewal_notices"]

    assert len(rows) > 30
    assert len(letters) == 2 * len(rows)


def test_the_same_command_once_more_changes_nothing(undisturbed: Undisturbed) -> None:
    said = undisturbed.desk.run(undisturbed.book)

    assert f"0 notices issued, {len(undisturbed.rows['renewal_notices'])} issued before" in said
    undisturbed.assert_same(undisturbed.desk)


def test_several_processes_leave_the_same_files_and_rows(undisturbed: Undisturbed, tmp_path: Path) -> None:
    desk = Desk.in_folder(tmp_path)

    desk.run(undisturbed.book, "--jobs", "2")

    undisturbed.assert_same(desk)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_run_that_is_killed_at_any_instant_is_made_whole_by_the_next(
    undisturbed: Undisturbed, tmp_path: Path, jobs: str
) -> None:
    chance = random.Random(jobs)  # noqa: S311 - when to kill is no secret
    for instant in range(INSTANTS):
        desk = Desk.in_folder(tmp_path / str(instant))
        process = desk.start(undisturbed.book, "--jobs", jobs)
        time.sleep(chance.uniform(0.3, 1) * undisturbed.seconds)
        kill_group(process)

        desk.run(undisturbed.book, "--jobs", jobs)

        undisturbed.assert_same(desk)


def test_a_run_that_is_killed_again_and_again_comes_to_its_end(undisturbed: Undisturbed, tmp_path: Path) -> None:
    chance, desk = random.Random(7), Desk.in_folder(tmp_path)  # noqa: S311 - likewise
    for _ in range(INSTANTS):
        process = desk.start(undisturbed.book)
        time.sleep(chance.uniform(0.5, 0.9) * undisturbed.seconds)
        kill_group(process)

    desk.run(undisturbed.book)

    undisturbed.assert_same(desk)


def test_two_runs_at_once_issue_each_notice_once(undisturbed: Undisturbed, tmp_path: Path) -> None:
    desk = Desk.in_folder(tmp_path)

    for process in [desk.start(undisturbed.book), desk.start(undisturbed.book)]:
        ended(process)

    undisturbed.assert_same(desk)


def test_two_runs_at_once_on_postgresql_issue_each_notice_once(
    undisturbed: Undisturbed, tmp_path: Path, postgresql: PostgreSQL
) -> None:
    desk = Desk(str(tmp_path / "out"), postgresql.new_database())

    for process in [desk.start(undisturbed.book, "--jobs", "2"), desk.start(undisturbed.book)]:
        ended(process)

    undisturbed.assert_same(desk)


def test_a_postgresql_that_is_killed_half_way_is_waited_for(undisturbed: Undisturbed, tmp_path: Path) -> None:
    with running_postgresql() as server:
        desk = Desk(str(tmp_path / "out"), server.new_database())
        process = desk.start(undisturbed.book)
        while not list(tmp_path.glob("out/renewals/notices/*")):
            time.sleep(0.02)

        server.stop(at_once=True)
        time.sleep(1)
        server.start()
        ended(process)

        undisturbed.assert_same(desk)
