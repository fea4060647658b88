"""Files in a folder: written beside their places and flushed, then renamed.

What is not yet in its place lies in a folder of its own, `.new-…`, that whoever writes it holds locked. One that nobody
holds locked is what a run that was killed has left: the next run takes it away, with those files that were put in their
place but whose notices were never recorded.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from filelock import FileLock, Timeout

from tamdocs.batch.renewals.owners import owners_as_json, parse_owners
from tamdocs.batch.renewals.store import Paths, Sweep
from tamdocs.batch.save import NEW
from tamdocs.errors import Problem, StoreError
from tamdocs.renewals.issued import NoticeKey

_LOCK = ".lock"
_OWNERS = "owners.json"
_FLUSHED_AT_ONCE = 8


class LocalStore:
    def __init__(self, out: str, folder: str = "renewals") -> None:
        self.name = out
        self._root = Path(out) / folder

    def stage(self, files: Paths, owners: Mapping[str, NoticeKey]) -> _Beside:
        with self._beside() as beside:
            beside.write({path: [data] for path, data in files.items()}, owners)
        return beside

    def save(self, files: Paths) -> None:
        self._put_in_place({path: [data] for path, data in files.items()})

    def write(self, path: str, pieces: Iterable[bytes]) -> None:
        self._put_in_place({path: pieces})

    def _put_in_place(self, files: Mapping[str, Iterable[bytes]]) -> None:
        with self._beside() as beside:
            beside.write(files, {})
        try:
            beside.publish(list(files))
        finally:
            beside.discard()

    @contextlib.contextmanager
    def _beside(self) -> Iterator[_Beside]:
        """Give a place for files beside theirs; nothing is left of it if they cannot be written."""
        try:
            beside = _Beside(self, self._root)
            try:
                yield beside
            except BaseException:
                beside.discard()
                raise
        except OSError as error:
            raise self._error(error) from error

    def read(self, path: str) -> bytes:
        try:
            return (self._root / path).read_bytes()
        except OSError as error:
            message = f"the file cannot be read: {error.strerror or error}"
            raise StoreError(Problem(str(self._root / path), "not-readable", message)) from error

    def exists(self, path: str) -> bool:
        return (self._root / path).exists()

    def sweep(self, unless_issued: Sweep) -> None:
        for folder in sorted(self._root.glob(f"{NEW}*")):
            lock = FileLock(folder / _LOCK, timeout=0)
            with contextlib.suppress(Timeout, FileNotFoundError, NotADirectoryError), lock:
                self._take_away(_read_owners(folder / _OWNERS), unless_issued)
                shutil.rmtree(folder, ignore_errors=True)

    def _take_away(self, owners: Mapping[NoticeKey, Sequence[str]], unless_issued: Sweep) -> None:
        for key, paths in owners.items():
            there = [self._root / path for path in paths if (self._root / path).exists()]
            if there:
                unless_issued(key, partial(_unlink, there))

    def _error(self, error: OSError) -> StoreError:
        hint = "make room, or name another folder with --out; then run the same command again"
        message = f"the files cannot be written: {error.strerror or error}"
        return StoreError(Problem(str(self._root), "unwritable", message, hint=hint))


class _Beside:
    """Files that stand beside their places."""

    def __init__(self, store: LocalStore, root: Path) -> None:
        self._store = store
        self._root = root
        self._folder, self._lock = _locked_folder(root)
        self._places: dict[str, Path] = {}

    def write(self, files: Mapping[str, Iterable[bytes]], owners: Mapping[str, NoticeKey]) -> None:
        """Write the files, and whose they are, and flush them to the disk."""
        for number, (path, pieces) in enumerate(files.items()):
            self._places[path] = self._folder / str(number)
            with self._places[path].open("wb") as file:
                file.writelines(pieces)
        written = [*self._places.values()]
        if owners:
            written.append(self._folder / _OWNERS)
            written[-1].write_bytes(owners_as_json(owners))
        _flush_all(written)
        if owners:
            _flush(self._folder)

    def publish(self, paths: Sequence[str]) -> None:
        moved: list[Path] = []
        try:
            new = {self._root}
            for path in paths:
                target = self._root / path
                if self._places[path].exists():  # else an attempt before this one has put it there
                    moved.append(target)
                    new |= _make_folder(target.parent)
                    self._places[path].replace(target)
                new.add(target.parent)
            _flush_all(new)
        except OSError as error:
            _unlink(moved)
            raise self._store._error(error) from error  # noqa: SLF001 - the two are one

    def discard(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._lock.release()

    def leave(self) -> None:
        self._lock.release()


def _locked_folder(root: Path) -> tuple[Path, FileLock]:
    """Return a new folder in *root* that is locked until it is released or this process ends."""
    while True:
        folder = root / f"{NEW}{secrets.token_hex(8)}"
        folder.mkdir(parents=True)
        lock = FileLock(folder / _LOCK, timeout=0)
        # Another run may find the folder before it is locked, and take it away.
        with contextlib.suppress(Timeout, FileNotFoundError):
            lock.acquire()
            if (folder / _LOCK).exists():
                return folder, lock


def _make_folder(folder: Path) -> set[Path]:
    """Make *folder*, and return the folders that have a new name in them."""
    if folder.is_dir():
        return set()
    above = _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    return {*above, folder.parent}


def _unlink(paths: Iterable[Path]) -> None:
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _flush_all(paths: Collection[Path]) -> None:
    """Flush files and folders together: what is asked for at one time, a disk with a journal writes at one time."""
    with ThreadPoolExecutor(min(len(paths), _FLUSHED_AT_ONCE) or 1) as pool:
        deque(pool.map(_flush, paths), maxlen=0)


def _flush(path: Path) -> None:
    """Flush a file, or the names in a folder, to the disk."""
    if os.name == "nt" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read_owners(path: Path) -> dict[NoticeKey, list[str]]:
    try:
        return parse_owners(path.read_bytes())
    except OSError:
        return {}
