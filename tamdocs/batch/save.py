"""Puts packs and files on the disk whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from tamdocs.batch.pack import Pack
from tamdocs.errors import Problem, WorkspaceError

NEW = ".new-"
OLD = ".old-"
_MANIFEST = "manifest.json"


def save_pack(pack: Pack, out: Path, *, replace_changed: bool = False) -> Path:
    """Write *pack* to its folder below *out* and return that folder.

    The files are written beside it, flushed to the disk, and the finished folder is renamed into its place. A pack of
    before is moved aside first; `clear_leftovers` brings it back if the run ends between the two renames.

    Args:
        replace_changed: Also replace a folder in which somebody has put or changed a file.

    Raises:
        WorkspaceError: The disk does not take it, or somebody has changed what is there; nothing is left of the
            attempt.
    """
    folder = out / pack.order_number
    if not replace_changed:
        _refuse_changed(folder)
    beside: Path | None = None
    try:
        out.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f"{NEW}{pack.order_number}-", dir=out))
        beside.chmod(_folder_mode())
        _write_files(pack, beside)
        _put_in_place(beside, folder, out / (OLD + pack.order_number))
        flush_folder(out)
    except OSError as error:
        if beside:
            shutil.rmtree(beside, ignore_errors=True)
        message = f"the pack cannot be written: {error.strerror or error}"
        raise WorkspaceError(Problem(str(folder), "unwritable", message)) from error
    return folder


def save_file(path: Path, data: bytes) -> None:
    """Write *data* to *path*: beside it first, flushed, then renamed, so that no reader meets half of it.

    Raises:
        WorkspaceError: The disk does not take it.
    """
    save_files({path: data})


def save_files(files: Mapping[Path, bytes]) -> None:
    """Write *files*: all of them beside their places first, flushed, and only then renamed.

    Raises:
        WorkspaceError: The disk does not take one. Where that is known before the first is renamed, which is nearly
            always, none is written.
    """
    beside = {path: path.with_name(NEW + path.name) for path in files}
    path = Path()
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(beside[path], data)
        for path in files:
            _refuse_folder(path)
        for path in files:
            beside[path].replace(path)
        for path in files:
            flush_folder(path.parent)
    except OSError as error:
        for left in beside.values():
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)
        message = f"the file cannot be written: {error.strerror or error}"
        raise WorkspaceError(Problem(str(path), "unwritable", message)) from error


def _refuse_folder(path: Path) -> None:
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))


def clear_leftovers(out: Path) -> None:
    """Undo what a run that was killed has left in *out*: half a pack goes, a pack that was moved aside comes back.

    Only the run that has *out* to itself may do this.
    """
    if not out.is_dir():
        return
    for old in sorted(out.glob(f"{OLD}*")):
        folder = out / old.name.removeprefix(OLD)
        if folder.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(folder)
    for new in sorted(out.glob(f"{NEW}*")):
        if new.is_dir():
            # Renamed first: a process of the killed run that still writes there then fails, and cannot finish it.
            gone = new.rename(Path(tempfile.mkdtemp(prefix=f"{NEW}gone-", dir=out)) / "gone")
            shutil.rmtree(gone.parent, ignore_errors=True)


def _refuse_changed(folder: Path) -> None:
    """Refuse to replace *folder* if it is not just as a run has left it.

    Raises:
        WorkspaceError: A file there is not of the pack, or not as it was made.
    """
    if not folder.exists():
        return
    changed = sorted(_changed_files(folder))
    if changed:
        message = f"this pack was changed by hand since it was made: {', '.join(changed[:3])}"
        message += f" and {len(changed) - 3} more" if len(changed) > 3 else ""
        hint = "move what you want to keep, or name another --out, or replace it with --replace-changed"
        raise WorkspaceError(Problem(str(folder), "changed-pack", message, hint=hint))


def _changed_files(folder: Path) -> Iterator[str]:
    try:
        manifest = json.loads((folder / _MANIFEST).read_bytes())
        made = {file["path"]: file["sha256"] for file in manifest["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        made = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_dir() or name == _MANIFEST:
            continue
        if hashlib.sha256(path.read_bytes()).hexdigest() != made.get(name):
            yield name


def _write_files(pack: Pack, folder: Path) -> None:
    for name in {Path(file.path).parent for file in pack.files}:
        (folder / name).mkdir(parents=True, exist_ok=True)
    for file in pack.files:
        _write(folder / file.path, file.data)
    _write(folder / _MANIFEST, pack.manifest)


def _put_in_place(beside: Path, folder: Path, aside: Path) -> None:
    if folder.exists():
        folder.rename(aside)
    try:
        beside.rename(folder)
    except OSError:
        if aside.exists():
            aside.rename(folder)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _folder_mode() -> int:
    """Return the rights that a new folder gets; a temporary one is its owner's alone."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o777 & ~mask


def flush_folder(folder: Path) -> None:
    """Flush the names in *folder* to the disk, where the system can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
