"""Where the files of notices go: a folder, or what fsspec has an address for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from tamdocs.errors import Problem, StoreError
from tamdocs.renewals.issued import NoticeKey

if TYPE_CHECKING:
    from tamdocs.batch.renewals.object_store import ObjectStore

Paths = Mapping[str, bytes]
"""Bytes of files by their paths below the folder of the store, with `/`."""
Sweep = Callable[[NoticeKey, Callable[[], None]], None]
"""Calls its second argument if the notice has not been issued, while nobody can issue it."""


class Staged(Protocol):
    """Files that are written, but not yet in their place."""

    def publish(self, paths: Sequence[str]) -> None:
        """Put the files of these *paths* in their place, each whole; done twice, it does no harm.

        Raises:
            StoreError: The place does not take them; none of them is there then.
        """

    def discard(self) -> None:
        """Forget what was not published; what was published is recorded, or was taken back."""

    def leave(self) -> None:
        """Leave all as it is to a later sweep: nobody knows whether what was published has been recorded."""


class Store(Protocol):
    name: str
    """How people are told of it."""

    def stage(self, files: Paths, owners: Mapping[str, NoticeKey]) -> Staged:
        """Write *files* beside their places, all the way to the disk.

        Args:
            owners: Which notice a file is of, by its path.

        Raises:
            StoreError: The place does not take them; nothing is left of them.
        """

    def save(self, files: Paths) -> None:
        """Put *files* in their places, each whole.

        Raises:
            StoreError: The place does not take them.
        """

    def write(self, path: str, pieces: Iterable[bytes]) -> None:
        """Put the file of these *pieces* in its place, whole; they are taken one by one, and not held in memory.

        Raises:
            WorkspaceError: There is no room for what is not yet in its place.
            StoreError: The place does not take it; nothing is left of it.
        """

    def read(self, path: str) -> bytes:
        """Return a file.

        Raises:
            StoreError: It cannot be read.
        """

    def exists(self, path: str) -> bool: ...

    def sweep(self, unless_issued: Sweep) -> None:
        """Take away what runs that were killed have left, but for the files of notices that were issued."""


def open_store(out: str, folder: str = "renewals") -> Store:
    """Return the store in *folder* at *out*: the path of a folder, or an address such as `s3://bucket/folder`.

    Raises:
        StoreError: There is no such kind of address, or what it needs is not installed.
    """
    from tamdocs.batch.renewals.local_store import LocalStore

    scheme, _, path = out.partition("://")
    if not path:
        return LocalStore(out, folder)
    if scheme in {"file", "local"}:
        return LocalStore(path, folder)
    return _object_store(out, folder)


def _object_store(out: str, folder: str) -> ObjectStore:
    from tamdocs.batch.renewals.object_store import ObjectStore

    try:
        return ObjectStore(out, folder)
    except ImportError as error:
        hint = "install what it names, such as pip install 'tamdocs[s3]' for s3://"
        raise StoreError(Problem(out, "not-installed", f"this address needs more: {error}", hint=hint)) from error
    except (ValueError, OSError) as error:
        raise StoreError(Problem(out, "unwritable", f"this address cannot be used: {error}")) from error
