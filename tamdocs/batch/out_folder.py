"""The folder that a run writes packs to: one run at a time, and nothing left of one that was killed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from tamdocs.batch.save import clear_leftovers
from tamdocs.errors import Problem, WorkspaceError

_LOCK = ".lock"


@contextmanager
def out_folder(out: Path) -> Iterator[None]:
    """Have *out* for this run alone, made if need be. The system frees it when the process ends, however it ends.

    Raises:
        WorkspaceError: Another run has it, or it cannot be made.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock = FileLock(out / _LOCK, timeout=0)
        with lock:
            clear_leftovers(out)
            yield
            clear_leftovers(out)
    except Timeout as error:
        message = "another run is writing packs to this folder"
        hint = "wait until it has ended, or name another folder with --out"
        raise WorkspaceError(Problem(str(out), "folder-in-use", message, hint=hint)) from error
    except OSError as error:
        message = f"packs cannot be written to this folder: {error.strerror or error}"
        raise WorkspaceError(Problem(str(out), "unwritable", message)) from error
