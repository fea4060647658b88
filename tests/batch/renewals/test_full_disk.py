from __future__ import annotations

import contextlib
import subprocess
from pathlib import Path

import pytest

from tamdocs.batch.renewals.database import Database, ledger_url
from tests.support.renewal_runs import Desk, Undisturbed
from tests.support.small_disk import small_disk

__all__ = ["small_disk"]


def enlarge(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,size=200m", str(disk)], check=True)


@pytest.mark.parametrize(
    ("small_disk", "jobs", "letters"),
    [("2m", "1", range(40)), ("1500k", "2", range(40)), ("3m", "1", range(1, 100))],
    ids=["among the letters", "among the letters of two processes", "among the print runs"],
    indirect=["small_disk"],
)
def test_a_full_disk_stops_the_run_and_the_same_command_goes_on(
    undisturbed: Undisturbed, tmp_path: Path, small_disk: Path, jobs: str, letters: range
) -> None:
    desk = Desk(str(small_disk), str(tmp_path / "ledger.db"))

    said = desk.run(undisturbed.book, "--jobs", jobs, status=1)
    rows = desk.rows()["renewal_notices"]
    left = {name for name in desk.files() if name.startswith("renewals/notices/")}

    assert "No space left on device" in said
    assert "run the same command again" in said
    assert "Traceback" not in said
    assert len(rows) in letters
    assert len(left) == 2 * len(rows)

    enlarge(small_disk)
    desk.run(undisturbed.book, "--jobs", jobs)

    undisturbed.assert_same(desk)


@pytest.mark.parametrize("small_disk", ["2m"], indirect=True)
def test_a_ledger_on_a_full_disk_stops_the_run(undisturbed: Undisturbed, tmp_path: Path, small_disk: Path) -> None:
    desk = Desk(str(tmp_path / "out"), str(small_disk / "ledger.db"))
    ledger = Database(ledger_url(desk.ledger))
    ledger.prepare()
    ledger.close()
    with contextlib.suppress(OSError), (small_disk / "filler").open("wb", buffering=0) as filler:
        while filler.write(bytes(4096)):
            pass

    said = desk.run(undisturbed.book, status=1)

    assert "the ledger cannot be used" in said
    assert "Traceback" not in said

    (small_disk / "filler").unlink()
    desk.run(undisturbed.book)

    undisturbed.assert_same(desk)
