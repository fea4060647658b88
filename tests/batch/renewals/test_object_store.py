from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import fsspec
import pytest

from tamdocs.batch.renewals.ledger import Ledger
from tamdocs.batch.renewals.object_store import ObjectStore
from tamdocs.errors import LedgerError, StoreError
from tamdocs.renewals.issued import IssuedNotice
from tests.support.clusters import ObjectServer, objects_of, running_s3
from tests.support.notices import notice
from tests.support.postgresql import running_postgresql

NOTICE = notice(1)
PATHS = [file.path for file in NOTICE.files]
_OUT = "s3://letters/2021"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ObjectServer]:
    with running_s3(tmp_path_factory.mktemp("s3")) as server:
        yield server


@pytest.fixture
def store(server: ObjectServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[ObjectStore]:
    for name, value in server.env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setitem(fsspec.config.conf, "s3", {"endpoint_url": server.env["FSSPEC_S3_ENDPOINT_URL"]})
    store = ObjectStore(_OUT)
    yield store
    store.take_away([path.removeprefix("renewals/") for path in objects_of(server, "2021")])


def opened(address: str) -> Ledger:
    ledger = Ledger(address)
    ledger.database.prepare()
    return ledger


def publishing(store: ObjectStore, then: Callable[[], None]) -> Callable[[Sequence[IssuedNotice]], None]:
    """Return what puts the letter of `NOTICE` in its place within a transaction, and does something before its end."""
    staged = store.stage(dict.fromkeys(PATHS, b"letter"), dict.fromkeys(PATHS, NOTICE.key))

    def publish(_: Sequence[IssuedNotice]) -> None:
        staged.publish(PATHS)
        then()

    return publish


def die(ledger: str) -> None:
    killed = publishing(ObjectStore(_OUT), lambda: os.kill(os.getpid(), signal.SIGKILL))
    Ledger(ledger).record([NOTICE], killed)


def test_a_letter_of_a_run_that_was_killed_before_it_was_recorded_is_taken_away(
    store: ObjectStore, server: ObjectServer, tmp_path: Path
) -> None:
    ledger = opened(str(tmp_path / "ledger.db"))
    process = multiprocessing.get_context("spawn").Process(target=die, args=(str(tmp_path / "ledger.db"),))
    process.start()
    process.join()
    left = objects_of(server, "2021/renewals")

    store.sweep(ledger.unless_issued)

    assert process.exitcode == -signal.SIGKILL
    assert left.keys() > set(PATHS)
    assert objects_of(server, "2021/renewals") == {}
    assert ledger.issued([NOTICE.key.contract]) == {}


def test_a_letter_stays_if_its_run_was_killed_after_it_was_recorded(
    store: ObjectStore, server: ObjectServer, tmp_path: Path
) -> None:
    ledger = opened(str(tmp_path / "ledger.db"))
    ledger.record([NOTICE], publishing(store, lambda: None))

    store.sweep(ledger.unless_issued)

    assert objects_of(server, "2021/renewals") == dict.fromkeys(PATHS, b"letter")


def test_a_letter_of_a_run_that_is_at_work_is_left_alone(store: ObjectStore, server: ObjectServer) -> None:
    published, over = threading.Event(), threading.Event()

    def at_work() -> None:
        published.set()
        assert over.wait(60)

    with running_postgresql() as postgresql, ThreadPoolExecutor(2) as pool:
        address = postgresql.new_database()
        mine, other = opened(address), opened(address)
        recording = pool.submit(mine.record, [NOTICE], publishing(store, at_work))
        assert published.wait(60)
        sweeping = pool.submit(ObjectStore(_OUT).sweep, other.unless_issued)
        with pytest.raises(TimeoutError):
            sweeping.result(timeout=1)
        over.set()

        assert [each.key for each in recording.result(60)] == [NOTICE.key]
        sweeping.result(60)
        mine.database.close()
        other.database.close()

    assert objects_of(server, "2021/renewals") == dict.fromkeys(PATHS, b"letter")


def test_what_was_published_when_the_ledger_was_lost_is_left_to_a_sweep(
    store: ObjectStore, server: ObjectServer, tmp_path: Path
) -> None:
    staged = store.stage(dict.fromkeys(PATHS, b"letter"), dict.fromkeys(PATHS, NOTICE.key))
    staged.publish(PATHS)
    staged.leave()

    store.sweep(opened(str(tmp_path / "ledger.db")).unless_issued)

    assert objects_of(server, "2021/renewals") == {}


def test_what_was_published_and_settled_leaves_no_word_of_it(
    store: ObjectStore, server: ObjectServer, tmp_path: Path
) -> None:
    staged = store.stage(dict.fromkeys(PATHS, b"letter"), dict.fromkeys(PATHS, NOTICE.key))
    opened(str(tmp_path / "ledger.db")).record([NOTICE], lambda _: staged.publish(PATHS))

    staged.discard()

    assert objects_of(server, "2021/renewals") == dict.fromkeys(PATHS, b"letter")


def test_a_sweep_takes_away_nothing_but_letters(store: ObjectStore, server: ObjectServer, tmp_path: Path) -> None:
    ledger = opened(str(tmp_path / "ledger.db"))
    foreign = b'[["2021-01-04/manifest.csv", "tam-1", "2021-01-31", "final", "business", 0], 7]'
    store.save({"2021-01-04/manifest.csv": b"a", ".new/1": foreign, ".new/2": b"no list"})

    store.sweep(ledger.unless_issued)

    assert objects_of(server, "2021/renewals") == {"2021-01-04/manifest.csv": b"a"}


def test_a_store_that_cannot_be_swept_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    monkeypatch.setitem(fsspec.config.conf, "s3", {"endpoint_url": "http://127.0.0.1:1"})

    with pytest.raises(StoreError, match="the files cannot be stored"):
        ObjectStore(_OUT).sweep(opened(str(tmp_path / "ledger.db")).unless_issued)


def test_a_file_that_is_written_piece_by_piece_is_there_whole_or_not_at_all(
    store: ObjectStore, server: ObjectServer
) -> None:
    def too_few() -> Iterator[bytes]:
        yield b"half of it"
        raise LedgerError([])

    store.write("day/a.csv", (b"%d\n" % number for number in range(100_000)))
    with pytest.raises(LedgerError):
        store.write("day/b.csv", too_few())

    assert objects_of(server, "2021/renewals") == {"day/a.csv": b"".join(b"%d\n" % number for number in range(100_000))}


@pytest.mark.usefixtures("store")
def test_a_file_that_the_store_does_not_take_is_told() -> None:
    with pytest.raises(StoreError, match="the files cannot be stored"):
        ObjectStore("s3://no-such-bucket/2021").write("day/a.csv", [b"a"])
