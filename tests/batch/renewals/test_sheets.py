from __future__ import annotations

import gc
import json
import multiprocessing
import os
import shutil
import tempfile
import tracemalloc
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pytest

from tamdocs.batch.desk import Desk as Loaded
from tamdocs.batch.renewals.crew import open_crew
from tamdocs.batch.renewals.ledger import Ledger
from tamdocs.batch.renewals.local_store import LocalStore
from tamdocs.batch.renewals.object_store import ObjectStore
from tamdocs.batch.renewals.printing import print_batch
from tamdocs.batch.renewals.sheets import Sheets
from tamdocs.batch.renewals.store import Store
from tamdocs.batch.renewals.work import NoticeJob, editions_hash
from tamdocs.batch.renewals.worker import worker_here
from tamdocs.errors import WorkspaceError
from tamdocs.renewals.print_run import PrintPart, print_parts
from tamdocs.workspace import find_workspace
from tests.support.notices import DAY, notice
from tests.support.renewal_runs import AS_OF, Desk, Undisturbed, kill_group
from tests.support.samples import ROOT
from tests.support.small_disk import small_disk

__all__ = ["small_disk"]

NAMES = ["day/manifest.csv", "day/manifest.xlsx", "day/posting-days.ics", "day/manifest.jsonl"]
"""In the order in which they are made."""


def add_parts(sheets: Sheets, parts: Iterable[tuple[int, PrintPart]]) -> None:
    for number, part in parts:
        sheets.add(number, part, [2] * len(part.notices))


def parts_of(notices: int) -> Iterable[tuple[int, PrintPart]]:
    return enumerate(print_parts(notice(number) for number in range(notices)))


def saved(store: Store, parts: Iterable[tuple[int, PrintPart]]) -> list[bytes]:
    with Sheets() as sheets:
        add_parts(sheets, parts)
        assert list(sheets.save(store, "day", DAY)) == NAMES
    return [store.read(name) for name in NAMES]


def test_parts_may_be_made_in_any_order(tmp_path: Path) -> None:
    parts = list(parts_of(900))

    in_order = saved(LocalStore(str(tmp_path / "in order")), parts)
    otherwise = saved(LocalStore(str(tmp_path / "otherwise")), [*parts[3:], *parts[2::-1]])

    assert otherwise == in_order
    rows = [json.loads(line) for line in in_order[-1].splitlines()]
    assert [row["order_number"] for row in rows] == [f"TAM-{number:04}" for number in range(900)]
    assert [(row["print_run"][-7:-4], row["first_page"]) for row in rows[198:202]] == [
        *(("001", 397), ("001", 399)),
        *(("002", 1), ("002", 3)),
    ]
    sheet = openpyxl.load_workbook(tmp_path / "otherwise/renewals" / NAMES[1], read_only=True).worksheets[0]
    assert sheet.max_row == 901


def test_an_object_store_gets_the_same_files(tmp_path: Path) -> None:
    parts = list(parts_of(500))

    assert saved(ObjectStore("memory://sheets"), parts) == saved(LocalStore(str(tmp_path)), parts)


def peak_mib(notices: int, store: Store) -> float:
    gc.collect()
    tracemalloc.start()
    try:
        saved_names = 0
        with Sheets() as sheets:
            add_parts(sheets, parts_of(notices))
            saved_names = len(list(sheets.save(store, "day", DAY)))
        assert saved_names == len(NAMES)
        return tracemalloc.get_traced_memory()[1] / 2**20
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_notices_of_a_day(tmp_path: Path) -> None:
    store = LocalStore(str(tmp_path))
    peak_mib(1, store)  # what is loaded at the first use

    few, many = peak_mib(2_000, store), peak_mib(10_000, store)

    assert many < few + 1


@pytest.mark.parametrize("small_disk", ["200k"], indirect=True)
def test_no_room_for_temporary_files_is_told(tmp_path: Path, small_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(small_disk))
    store, full = LocalStore(str(tmp_path)), "folder for temporary files: No space left on device"

    with pytest.raises(WorkspaceError, match=full), Sheets() as many:
        add_parts(many, parts_of(2_000))
    with Sheets() as few:
        add_parts(few, parts_of(10))
        (small_disk / "filler").write_bytes(bytes(shutil.disk_usage(small_disk).free))
        with pytest.raises(WorkspaceError, match=full):
            list(few.save(store, "day", DAY))
    with pytest.raises(WorkspaceError, match=full):
        ObjectStore("memory://full").write("a", [bytes(1 << 20)])

    assert [path.name for path in small_disk.iterdir()] == ["filler"]
    assert not any(map(store.exists, NAMES))
    assert not ObjectStore("memory://full").exists("a")


def test_a_sheet_that_cannot_be_put_in_its_place_stops_the_run_and_the_next_makes_all(
    undisturbed: Undisturbed, tmp_path: Path
) -> None:
    desk = Desk.in_folder(tmp_path)
    folder = tmp_path / "out/renewals" / str(AS_OF)
    (folder / "manifest.xlsx").mkdir(parents=True)

    said = desk.run(undisturbed.book, status=1)

    assert "the files cannot be written: Is a directory" in said
    assert (folder / "manifest.csv").exists()
    assert not (folder / "manifest.jsonl").exists()

    (folder / "manifest.xlsx").rmdir()
    desk.run(undisturbed.book)

    undisturbed.assert_same(desk)


class DyingStore(LocalStore):
    """The process ends when it has written the workbook, but for putting it in its place."""

    def write(self, path: str, pieces: Iterable[bytes]) -> None:
        if path.endswith(".xlsx"):
            self.stage({path: b"".join(pieces)}, {})
            os._exit(1)
        super().write(path, pieces)


def die_among_the_sheets(out: str, address: str) -> None:
    loaded, ledger = Loaded(find_workspace(ROOT)), Ledger(address)
    editions = editions_hash(loaded.library)
    job = NoticeJob(loaded.workspace, out, address, frozenset({"docx", "pdf"}), AS_OF, editions)
    with worker_here(loaded), open_crew(1) as crew:
        list(print_batch(ledger.batches()[0], job, ledger, DyingStore(out), crew))


def test_a_run_that_dies_among_the_sheets_is_made_whole_by_the_next(undisturbed: Undisturbed, tmp_path: Path) -> None:
    desk = Desk.in_folder(tmp_path)
    shutil.copytree(undisturbed.desk.out, desk.out)
    shutil.copy(undisturbed.desk.ledger, desk.ledger)
    folder = tmp_path / "out/renewals" / str(AS_OF)
    shutil.rmtree(folder)

    process = multiprocessing.get_context("spawn").Process(target=die_among_the_sheets, args=(desk.out, desk.ledger))
    process.start()
    process.join()

    assert process.exitcode == 1
    assert sorted(path.name for path in folder.iterdir()) == ["emails", "manifest.csv", "print"]

    desk.run(undisturbed.book)

    undisturbed.assert_same(desk)


def test_a_run_that_is_killed_when_its_first_sheet_is_there_is_made_whole_by_the_next(
    undisturbed: Undisturbed, tmp_path: Path
) -> None:
    desk = Desk.in_folder(tmp_path)
    process = desk.start(undisturbed.book, "--jobs", "2")
    while process.poll() is None and not (tmp_path / "out/renewals" / str(AS_OF) / "manifest.csv").exists():
        pass
    kill_group(process)

    desk.run(undisturbed.book, "--jobs", "2")

    undisturbed.assert_same(desk)
