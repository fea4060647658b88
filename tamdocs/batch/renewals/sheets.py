"""The sheets of a batch: manifest and posting days, taken up part by part while other parts are made.

What is taken up lies on the disk, so that memory does not grow with the notices of a day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import IO, Self

from tamdocs.batch.renewals.store import Store
from tamdocs.batch.renewals.temporary import temporary_room
from tamdocs.renewals.manifest import MANIFEST_FILES, ManifestFiles, Printed, manifest_row
from tamdocs.renewals.posting_days import PostingDays, write_calendar
from tamdocs.renewals.print_run import PrintPart

*_TABLES, MANIFEST = MANIFEST_FILES
_PIECE = 1 << 20


class Sheets:
    def __init__(self) -> None:
        """Make empty ones.

        Raises:
            WorkspaceError: There is no room for temporary files.
        """
        with temporary_room(), ExitStack() as stack:
            folder = stack.enter_context(TemporaryDirectory(ignore_cleanup_errors=True))
            self._files: dict[str, IO[bytes]] = {}
            for name in MANIFEST_FILES:
                self._files[name] = Path(folder, name).open("w+b")  # noqa: SIM115 - closed at the end
                stack.callback(_close, self._files[name])
            self._manifest = stack.enter_context(ManifestFiles(self._files, folder))
            self._stack = stack.pop_all()
        self._days = PostingDays()
        self._next = 0
        self._early: dict[int, tuple[PrintPart, Sequence[int]]] = {}
        """Parts that were made before those in front of them, by their number."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def add(self, number: int, part: PrintPart, pages: Sequence[int]) -> None:
        """Take up the notices of *part*.

        Args:
            number: Of the part in the batch, from 0; the parts may come in any order.
            part: A file of a print run.
            pages: Of each letter; 0 for one that is in no file.

        Raises:
            WorkspaceError: There is no room for them.
        """
        self._early[number] = part, pages
        while ready := self._early.pop(self._next, None):
            self._next += 1
            with temporary_room():
                for row in self._rows(*ready):
                    self._manifest.add(row)

    def _rows(self, part: PrintPart, pages: Sequence[int]) -> Iterator[Mapping[str, object]]:
        first = 1
        for notice, count in zip(part.notices, pages, strict=True):
            self._days.add(notice)
            yield manifest_row(notice, Printed(part.path, first, count) if count else Printed())
            first += count

    def save(self, store: Store, folder: str, as_of: date) -> Iterator[str]:
        """Put the files into *folder* of *store*, the manifest last, and yield their paths as they are there.

        Raises:
            WorkspaceError: There is no room for temporary files.
            StoreError: The store does not take them.
        """
        with temporary_room():
            self._manifest.finish()
        for name in _TABLES:
            yield self._put(store, folder, name)
        calendar = f"{folder}/posting-days.ics"
        store.save({calendar: write_calendar(self._days.letters, as_of, folder)})
        yield calendar
        yield self._put(store, folder, MANIFEST)

    def _put(self, store: Store, folder: str, name: str) -> str:
        file = self._files[name]
        file.seek(0)
        store.write(f"{folder}/{name}", iter(partial(file.read, _PIECE), b""))
        return f"{folder}/{name}"


def _close(file: IO[bytes]) -> None:
    with suppress(OSError):  # what could not be written is told already
        file.close()
