"""Where bad records go: a file or a folder of the book's own format, there whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from tamdocs.batch.book_file import file_to_be
from tamdocs.batch.book_source import Source
from tamdocs.batch.save import NEW
from tamdocs.errors import Problem, WorkspaceError
from tamdocs.renewals.book.record import Record
from tamdocs.renewals.book.rejects import REASONS, CsvRejects, JsonLineRejects, Rejects, XlsxRejects, reason_of


@contextmanager
def open_rejects(path: Path, spec: str, source: Source, beside: Iterable[str] = ()) -> Iterator[Rejects]:
    """Give what takes the bad records of the book *spec*. Without any, nothing is written to *path*.

    Raises:
        WorkspaceError: *path* is not of the book's format, or is the book itself or one *beside* it, or cannot be
            written.
    """
    _check_format(path, source.kind)
    for book in (spec, *beside):
        _check_place(path, book, source.kind)
    with ExitStack() as stack:
        rejects = _WhenNeeded(path, Path(spec), source, stack)
        yield rejects
        rejects.finish()


class _WhenNeeded:
    """Rejects whose file is begun with the first of them."""

    def __init__(self, path: Path, book: Path, source: Source, stack: ExitStack) -> None:
        self._path, self._book, self._source, self._stack = path, book, source, stack
        self._rejects: Rejects | None = None

    def add(self, record: Record) -> None:
        if self._rejects is None:
            if self._source.kind == "folder":
                self._rejects = _FolderRejects(self._stack.enter_context(_folder_to_be(self._path)), self._book)
            else:
                self._rejects = _rejects_of(self._source, self._stack.enter_context(file_to_be(self._path)))
        self._rejects.add(record)

    def finish(self) -> None:
        if self._rejects:
            self._rejects.finish()


def _rejects_of(source: Source, file: IO[bytes]) -> Rejects:
    if source.table is None or source.kind == "jsonl":
        return JsonLineRejects(file)
    if source.kind == "csv":
        return CsvRejects(file, source.table.headings, source.table.delimiter)
    return XlsxRejects(file, source.table.headings, source.table.source.rpartition("[")[2].removesuffix("]"))


def _check_format(path: Path, kind: str) -> None:
    if kind == "folder":
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise _no_own_folder(path)
    elif path.suffix.lower() != f".{kind}":
        message = f"rejects of this book are a .{kind} file"
        raise WorkspaceError(Problem(str(path), "rejects", message, hint=f"name a file that ends in .{kind}"))


def _check_place(path: Path, spec: str, kind: str) -> None:
    if "://" in spec:
        return
    if kind == "folder" and path.resolve().is_relative_to(Path(spec).resolve()):
        raise _no_own_folder(path)
    if path.resolve() == Path(spec).resolve():
        message = "the rejects would take the place of the book"
        raise WorkspaceError(Problem(str(path), "rejects", message, hint="name another file"))


def _no_own_folder(path: Path) -> WorkspaceError:
    message = "rejects of a folder go into a folder of their own, which is new or empty and not in the book"
    return WorkspaceError(Problem(str(path), "rejects", message, hint="name another folder"))


class _FolderRejects:
    """The files as they were, and a text file with the reasons."""

    def __init__(self, folder: Path, book: Path) -> None:
        self._folder, self._book = folder, book
        self._reasons: list[str] = []

    def add(self, record: Record) -> None:
        file = Path(record.entry.source if record.entry else record.place)
        name = file.relative_to(self._book) if file.is_relative_to(self._book) else Path(file.name)
        target = self._folder / (name if name.parts else Path(file.name))
        self._reasons.append(f"{name.as_posix()}: {reason_of(record.problems)}\n")
        if record.data:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(record.data)

    def finish(self) -> None:
        (self._folder / REASONS).write_text("".join(self._reasons), encoding="utf-8", newline="\n")


@contextmanager
def _folder_to_be(folder: Path) -> Iterator[Path]:
    beside = folder.with_name(NEW + folder.name)
    try:
        try:
            shutil.rmtree(beside, ignore_errors=True)
            beside.mkdir(parents=True)
            yield beside
            if folder.is_dir():
                folder.rmdir()
            beside.rename(folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        message = f"the folder cannot be written: {error.strerror or error}"
        raise WorkspaceError(Problem(str(folder), "unwritable", message)) from error
