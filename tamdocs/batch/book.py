"""The book of contracts by its path or address: opened, streamed, read and checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tamdocs.batch.book_reading import read_entries
from tamdocs.batch.desk import Desk
from tamdocs.batch.order_files import find_order_files, load_order_bytes, source_name
from tamdocs.errors import Problem, WorkspaceError
from tamdocs.renewals.book.json_lines import json_line_entries
from tamdocs.renewals.book.record import Entry, Record
from tamdocs.renewals.book.streams import unpacked


@dataclass(frozen=True, slots=True)
class BookOptions:
    """How a book is read, beyond where it is."""


@dataclass(frozen=True, slots=True)
class _Source:
    entries: Iterator[Entry]
    place_of: Callable[[Entry, int], str]


def open_book(spec: str, desk: Desk, options: BookOptions | None = None) -> Iterator[Record]:
    """Yield each order of the book *spec*, read and checked, in the order of the source; bad ones are among them.

    Args:
        spec: A folder of orders, or one order; JSON Lines (`.jsonl`, `.jsonl.gz`, `.jsonl.zst`).

    Raises:
        WorkspaceError: The book cannot be opened or read on.
        TamdocsError: The workspace or the clause library is wrong.
    """
    source = _open(spec, options or BookOptions())
    yield from read_entries(source.entries, source.place_of, desk)


def _open(spec: str, _options: BookOptions) -> _Source:
    path = Path(spec)
    if path.is_dir() or path.suffix.lower() == ".json":
        return _folder(path)
    return _Source(_json_lines(path), _line_of)


def _line_of(entry: Entry, number: int) -> str:
    return f"{entry.source}:{number}"


def _folder(path: Path) -> _Source:
    files = find_order_files([path])
    return _Source(_file_entries(files), lambda _, number: source_name(files[number - 1]))


def _file_entries(files: list[Path]) -> Iterator[Entry]:
    for number, file in enumerate(files, start=1):
        data = load_order_bytes(file)
        if isinstance(data, Problem):
            yield Entry(data.source, None, number, b"", (data,))
        else:
            yield Entry(source_name(file), None, number, data)


def _json_lines(path: Path) -> Iterator[Entry]:
    source = source_name(path)
    try:
        with path.open("rb") as stream:
            yield from json_line_entries(source, unpacked(source, stream, path.suffix.lower()))
    except OSError as error:
        message = f"the book cannot be read: {error.strerror or error}"
        raise WorkspaceError(Problem(source, "not-readable", message)) from error
