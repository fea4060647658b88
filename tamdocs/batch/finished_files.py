"""Finished files on the disk, ours or not: which ones, and their bytes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from tamdocs.batch.order_files import load_bytes, source_name
from tamdocs.errors import Problem

MOST_BYTES = 64 << 20
_SUFFIXES = (".docx", ".docm", ".pdf", ".html", ".htm")


def find_finished_files(paths: Iterable[Path]) -> list[Path]:
    """Return the files that *paths* name, each once; a folder stands for those in it and below.

    Names that begin with a dot or with `~$`, as Word's own do, are left out; links to folders are not followed.
    """
    found: dict[str, Path] = {}
    for path in paths:
        for file in _in_folder(path) if path.is_dir() else (path,):
            found.setdefault(os.path.normcase(os.path.abspath(file)), file)  # noqa: PTH100 - resolve() follows links
    return list(found.values())


def _in_folder(folder: Path) -> Iterator[Path]:
    files: list[Path] = []
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += [
            Path(root, name) for name in names if name.lower().endswith(_SUFFIXES) and not name.startswith((".", "~$"))
        ]
    yield from sorted(files) or [folder]


def load_finished_file(path: Path) -> bytes | Problem:
    """Return the bytes of the file *path*, no more than are read and one, or why they cannot be had."""
    source = source_name(path)
    if path.is_dir():
        return Problem(source, "no-finished-files", "this folder holds no Word files, PDFs or HTML pages")
    data = load_bytes(path, MOST_BYTES)
    if not isinstance(data, Problem) and len(data) > MOST_BYTES:
        return Problem(
            source, "file-too-large", f"the file is too large to be read; {MOST_BYTES >> 20} MB are the limit"
        )
    return data
