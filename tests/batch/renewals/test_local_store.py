from __future__ import annotations

import multiprocessing
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from tamdocs.batch.renewals.local_store import LocalStore
from tamdocs.errors import StoreError, WorkspaceError
from tamdocs.renewals.issued import NoticeKey

KEY = NoticeKey("tam-1", date(2021, 1, 31), "first", "business", 0)
PATH = "notices/TAM-1/2021-01-31-first-business.pdf"


def never_issued(_key: NoticeKey, act: Callable[[], None]) -> None:
    act()


def always_issued(_key: NoticeKey, _act: Callable[[], None]) -> None:
    pass


def hidden(out: Path) -> list[str]:
    return [path.name for path in (out / "renewals").glob(".*")]


def stage_and_die(out: str, *, publish: bool) -> None:
    staged = LocalStore(out).stage({PATH: b"letter"}, {PATH: KEY})
    if publish:
        staged.publish([PATH])
    os._exit(1)


def dead_run(out: Path, *, publish: bool) -> None:
    process = multiprocessing.get_context("spawn").Process(
        target=stage_and_die, args=(str(out),), kwargs={"publish": publish}
    )
    process.start()
    process.join()
    assert hidden(out)


def test_a_file_is_in_its_place_once_it_is_published(tmp_path: Path) -> None:
    store = LocalStore(str(tmp_path))

    staged = store.stage({PATH: b"letter"}, {PATH: KEY})
    before = store.exists(PATH)
    staged.publish([PATH])
    staged.publish([PATH])
    staged.discard()

    assert not before
    assert store.read(PATH) == b"letter"
    assert hidden(tmp_path) == []


def test_what_is_discarded_leaves_nothing(tmp_path: Path) -> None:
    LocalStore(str(tmp_path)).stage({PATH: b"letter"}, {PATH: KEY}).discard()

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_a_living_run_has_beside_is_left_alone(tmp_path: Path) -> None:
    store = LocalStore(str(tmp_path))
    staged = store.stage({PATH: b"letter"}, {PATH: KEY})

    LocalStore(str(tmp_path)).sweep(never_issued)
    staged.publish([PATH])
    staged.discard()

    assert store.read(PATH) == b"letter"


def test_what_a_dead_run_has_left_beside_is_taken_away(tmp_path: Path) -> None:
    dead_run(tmp_path, publish=False)

    LocalStore(str(tmp_path)).sweep(never_issued)

    assert hidden(tmp_path) == []


@pytest.mark.parametrize(("sweep", "stays"), [(never_issued, False), (always_issued, True)])
def test_a_letter_of_a_dead_run_stays_only_if_its_notice_was_issued(
    tmp_path: Path, sweep: Callable[[NoticeKey, Callable[[], None]], None], *, stays: bool
) -> None:
    dead_run(tmp_path, publish=True)

    LocalStore(str(tmp_path)).sweep(sweep)

    assert (tmp_path / "renewals" / PATH).exists() == stays
    assert hidden(tmp_path) == []


@pytest.mark.parametrize(("sweep", "stays"), [(never_issued, False), (always_issued, True)])
def test_what_was_published_when_the_ledger_was_lost_is_left_to_a_sweep(
    tmp_path: Path, sweep: Callable[[NoticeKey, Callable[[], None]], None], *, stays: bool
) -> None:
    store = LocalStore(str(tmp_path))
    staged = store.stage({PATH: b"letter"}, {PATH: KEY})
    staged.publish([PATH])
    staged.leave()

    store.sweep(sweep)

    assert store.exists(PATH) == stays
    assert hidden(tmp_path) == []


def test_files_that_cannot_all_be_published_are_taken_back(tmp_path: Path) -> None:
    (tmp_path / "renewals" / "notices").mkdir(parents=True)
    (tmp_path / "renewals" / "notices" / "B").write_bytes(b"a file where a folder should be")
    store = LocalStore(str(tmp_path))
    staged = store.stage({"notices/A/a.pdf": b"a", "notices/B/b.pdf": b"b"}, {})

    with pytest.raises(StoreError):
        staged.publish(["notices/A/a.pdf", "notices/B/b.pdf"])
    staged.discard()

    assert not store.exists("notices/A/a.pdf")


def test_a_place_that_is_no_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")

    with pytest.raises(StoreError, match="the files cannot be written"):
        LocalStore(str(tmp_path / "out")).save({"a": b""})
    shutil.rmtree(tmp_path)


def pieces_of_a_file(error: Exception) -> Iterator[bytes]:
    yield b"half of "
    raise error


@pytest.mark.parametrize("error", [WorkspaceError([]), OSError("the disk is gone"), RuntimeError("a defect")])
def test_a_file_whose_pieces_end_too_soon_is_not_there(tmp_path: Path, error: Exception) -> None:
    store = LocalStore(str(tmp_path))
    store.write("a", [b"of ", b"before"])

    with pytest.raises(StoreError if isinstance(error, OSError) else type(error)):
        store.write("a", pieces_of_a_file(error))

    assert store.read("a") == b"of before"
    assert hidden(tmp_path) == []
