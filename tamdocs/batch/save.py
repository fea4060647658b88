"""Puts a pack on the disk whole or not at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tamdocs.batch.pack import Pack
from tamdocs.errors import Problem, WorkspaceError

_NEW = ".new-"
_OLD = ".old-"


def save_pack(pack: Pack, out: Path) -> Path:
    """Write *pack* to its folder below *out* and return that folder.

    The files are written beside it, flushed to the disk and then take its place in one rename, so a reader sees the
    pack of before or this one, and a killed run leaves nothing that looks like a pack.

    Raises:
        WorkspaceError: The disk does not take it; nothing is left of the attempt.
    """
    folder = out / pack.order_number
    beside = out / (_NEW + pack.order_number)
    aside = out / (_OLD + pack.order_number)
    try:
        _restore(folder, aside)
        shutil.rmtree(beside, ignore_errors=True)
        for path, data in [*((file.path, file.data) for file in pack.files), ("manifest.json", pack.manifest)]:
            _write(beside / path, data)
        if folder.exists():
            folder.rename(aside)
        beside.rename(folder)
        shutil.rmtree(aside, ignore_errors=True)
        _flush_folder(out)
    except OSError as error:
        shutil.rmtree(beside, ignore_errors=True)
        _restore(folder, aside)
        reason = error.strerror or str(error)
        message = f"the pack cannot be written: {reason}"
        raise WorkspaceError(Problem(str(folder), "unwritable", message)) from error
    return folder


def save_file(path: Path, data: bytes) -> None:
    """Write *data* to *path*: beside it first, flushed, then renamed, so that no reader meets half of it.

    Raises:
        WorkspaceError: The disk does not take it.
    """
    beside = path.with_name(_NEW + path.name)
    try:
        _write(beside, data)
        beside.replace(path)
        _flush_folder(path.parent)
    except OSError as error:
        beside.unlink(missing_ok=True)
        message = f"the file cannot be written: {error.strerror or error}"
        raise WorkspaceError(Problem(str(path), "unwritable", message)) from error


def _restore(folder: Path, aside: Path) -> None:
    """Bring back the pack of before, if a run was ended between taking it away and putting the new one in its place."""
    if aside.exists():
        if folder.exists():
            shutil.rmtree(aside)
        else:
            aside.rename(folder)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Flush the names in *folder* to the disk, where the system can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
