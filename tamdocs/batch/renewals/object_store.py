"""Files in an object store, such as S3: an object is there whole or not at all, so nothing is written beside it.

Before objects of notices are put, within the transaction that records these, an object `.new/…` says which they are; it
goes once that is over. Where one stands, its run is at work or was killed. Whoever sweeps asks the ledger for each of
the notices: it waits for a run that is at work, and says of what is there then whether it was recorded.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import fsspec

from tamdocs.batch.renewals.owners import owners_as_json, parse_owners
from tamdocs.batch.renewals.store import Paths, Sweep
from tamdocs.batch.renewals.temporary import temporary_room
from tamdocs.errors import Problem, StoreError
from tamdocs.renewals.issued import NoticeKey

_NEW = ".new"


class ObjectStore:
    def __init__(self, out: str, folder: str = "renewals") -> None:
        """Take the *folder* at the address *out*. How to reach it, fsspec reads from the environment."""
        self.name = out.rstrip("/")
        self._system, root = fsspec.core.url_to_fs(out, use_listings_cache=False)
        self._folder = folder
        self._root = f"{root.rstrip('/')}/{folder}"

    def stage(self, files: Paths, owners: Mapping[str, NoticeKey]) -> _Kept:
        return _Kept(self, files, owners)

    def save(self, files: Paths) -> None:
        try:
            self._system.pipe({f"{self._root}/{path}": data for path, data in files.items()})
        except Exception as error:
            # What a store raises is as manifold as the stores are.
            raise self._error(error) from error

    def write(self, path: str, pieces: Iterable[bytes]) -> None:
        # An object that is written piece by piece may be left with half of them.
        with temporary_room(), TemporaryDirectory() as folder:
            file = Path(folder, "file")
            with file.open("wb") as opened:
                opened.writelines(pieces)
            self._put(file, path)

    def _put(self, file: Path, path: str) -> None:
        try:
            self._system.put_file(str(file), f"{self._root}/{path}")
        except Exception as error:
            raise self._error(error, path) from error

    def read(self, path: str) -> bytes:
        try:
            data: bytes = self._system.cat_file(f"{self._root}/{path}")
        except Exception as error:
            raise self._error(error, path) from error
        return data

    def exists(self, path: str) -> bool:
        try:
            return bool(self._system.exists(f"{self._root}/{path}"))
        except Exception as error:
            raise self._error(error, path) from error

    def sweep(self, unless_issued: Sweep) -> None:
        for marker in self._markers():
            try:
                owners = parse_owners(self._system.cat_file(f"{self._root}/{marker}"))
            except FileNotFoundError:
                continue  # its run is done
            except Exception as error:
                raise self._error(error, marker) from error
            for key, paths in owners.items():
                if any(map(self.exists, paths)):
                    unless_issued(key, partial(self.take_away, paths))
            self.take_away([marker])

    def take_away(self, paths: Sequence[str]) -> None:
        for path in paths:
            try:
                with suppress(FileNotFoundError):
                    self._system.rm_file(f"{self._root}/{path}")
            except Exception as error:
                raise self._error(error, path) from error

    def _markers(self) -> list[str]:
        folder = f"{self._root}/{_NEW}"
        try:
            found = sorted(self._system.find(folder))
        except FileNotFoundError:
            return []
        except Exception as error:
            raise self._error(error) from error
        return [f"{_NEW}/{path.rpartition('/')[2]}" for path in found if path.rpartition("/")[0].endswith(folder)]

    def _error(self, error: Exception, path: str = "") -> StoreError:
        where = f"{self.name}/{self._folder}/{path}" if path else self.name
        reason = str(error).partition("\n")[0] or type(error).__name__
        hint = "once it can be reached, run the same command again: it goes on where it stopped"
        return StoreError(Problem(where, "unwritable", f"the files cannot be stored: {reason}", hint=hint))


class _Kept:
    """Files that are held until they are published."""

    def __init__(self, store: ObjectStore, files: Paths, owners: Mapping[str, NoticeKey]) -> None:
        self._store = store
        self._files = files
        self._owners = owners
        self._markers: list[str] = []

    def publish(self, paths: Sequence[str]) -> None:
        # A new one each time: another run may be about to take the last one away.
        marker = f"{_NEW}/{secrets.token_hex(8)}"
        self._store.save({marker: owners_as_json({path: self._owners[path] for path in paths})})
        try:
            self._store.save({path: self._files[path] for path in paths})
        except StoreError:
            self._store.take_away([*paths, marker])
            raise
        self._markers.append(marker)

    def discard(self) -> None:
        self._files = {}
        with suppress(StoreError):  # it may stand: all that it tells of is in order
            self._store.take_away(self._markers)

    def leave(self) -> None:
        self._files = {}
