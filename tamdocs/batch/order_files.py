"""Order files on the disk: which ones, and their bytes."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from tamdocs.errors import Problem
from tamdocs.orders.read import MOST_BYTES, too_large


def find_order_files(paths: Iterable[Path]) -> list[Path]:
    """Return the order files that *paths* name, each once.

    A folder stands for the `*.json` files in it and in the folders below, sorted by path, less those whose name begins
    with a dot; links to folders are not followed. A folder without any, or one that cannot be looked into, stands for
    itself, so that `load_order_bytes` says so.
    """
    found: dict[str, Path] = {}
    for path in paths:
        for file in _in_folder(path) if path.is_dir() else (path,):
            found.setdefault(os.path.normcase(os.path.abspath(file)), file)  # noqa: PTH100 - resolve() follows links
    return list(found.values())


def _in_folder(folder: Path) -> Iterator[Path]:
    closed: list[Path] = []
    files: list[Path] = []
    for root, folders, names in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += [Path(root, name) for name in names if name.lower().endswith(".json") and not name.startswith(".")]
    yield from sorted([*files, *closed]) or [folder]


def load_order_bytes(path: Path) -> bytes | Problem:
    """Return the bytes of the file *path*, no more than an order may have and one, or why they cannot be had."""
    source = source_name(path)
    try:
        if path.is_dir():
            return _folder_problem(path, source)
    except OSError as error:
        return _file_problem(path, source, error)
    data = load_bytes(path, MOST_BYTES)
    return too_large(source) if not isinstance(data, Problem) and len(data) > MOST_BYTES else data


def load_bytes(path: Path, most: int) -> bytes | Problem:
    """Return the bytes of the file *path*, at most *most* and one, or why they cannot be had.

    Whatever is no plain file is not opened for reading: a device or a pipe may have no end.
    """
    source = source_name(path)
    try:
        return _load(path, source, most)
    except (OSError, ValueError) as error:
        return _file_problem(path, source, error)


def source_name(path: Path) -> str:
    """Return how problems name *path*: as it was given, with what a terminal would not show escaped."""
    name = os.fspath(path).encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in name)


def _load(path: Path, source: str, most: int) -> bytes | Problem:
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb", buffering=0) as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            return Problem(source, "not-a-file", "this is no plain file but a device or a pipe", 1, 1, "")
        data = bytearray()
        while len(data) <= most and (more := file.read(most + 1 - len(data))):
            data += more
        return bytes(data)


def _folder_problem(folder: Path, source: str) -> Problem:
    with os.scandir(folder) as entries:
        next(entries, None)
    hint = "name a folder with order files, or the files themselves"
    return Problem(source, "no-order-files", "this folder holds no order files (*.json)", 1, 1, "", hint)


def _file_problem(path: Path, source: str, error: OSError | ValueError) -> Problem:
    if isinstance(error, FileNotFoundError) and path.is_symlink():
        target = source_name(path.readlink())
        return Problem(source, "dangling-link", f"this is a link to {target}, which does not exist", 1, 1, "")
    if isinstance(error, FileNotFoundError):
        return Problem(source, "no-such-file", "there is no such file or folder", 1, 1, "")
    if isinstance(error, PermissionError):
        return Problem(source, "not-readable", "you may not read this", 1, 1, "", "ask its owner, or change its rights")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Problem(source, "not-readable", f"this cannot be read: {reason}", 1, 1, "")
