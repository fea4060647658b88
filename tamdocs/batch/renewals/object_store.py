"""Files in an object store, such as S3: an object is there whole or not at all, so nothing is written beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import fsspec

from tamdocs.batch.renewals.store import Paths, Sweep
from tamdocs.errors import Problem, StoreError
from tamdocs.renewals.issued import NoticeKey

_FOLDER = "renewals"


class ObjectStore:
    def __init__(self, out: str) -> None:
        """Take the address *out*. How to reach it, fsspec reads from the environment."""
        self.name = out.rstrip("/")
        self._system, root = fsspec.core.url_to_fs(out, use_listings_cache=False)
        self._root = f"{root.rstrip('/')}/{_FOLDER}"

    def stage(self, files: Paths, owners: Mapping[str, NoticeKey]) -> _Kept:  # noqa: ARG002 - see Store
        return _Kept(self, files)

    def save(self, files: Paths) -> None:
        try:
            self._system.pipe({f"{self._root}/{path}": data for path, data in files.items()})
        except Exception as error:
            # What a store raises is as manifold as the stores are.
            raise self._error(error) from error

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
        pass

    def take_away(self, paths: Sequence[str]) -> None:
        for path in paths:
            if self.exists(path):
                self._system.rm_file(f"{self._root}/{path}")

    def _error(self, error: Exception, path: str = "") -> StoreError:
        where = f"{self.name}/{_FOLDER}/{path}" if path else self.name
        reason = str(error).partition("\n")[0] or type(error).__name__
        hint = "once it can be reached, run the same command again: it goes on where it stopped"
        return StoreError(Problem(where, "unwritable", f"the files cannot be stored: {reason}", hint=hint))


class _Kept:
    """Files that are held until they are published."""

    def __init__(self, store: ObjectStore, files: Paths) -> None:
        self._store = store
        self._files = files

    def publish(self, paths: Sequence[str]) -> None:
        try:
            self._store.save({path: self._files[path] for path in paths})
        except StoreError:
            self._store.take_away(paths)
            raise

    def discard(self) -> None:
        self._files = {}
