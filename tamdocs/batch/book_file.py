"""Files that are written as a stream, and stand in their place only when they are whole."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from tamdocs.batch.save import NEW, flush_folder
from tamdocs.errors import Problem, WorkspaceError


@contextlib.contextmanager
def file_to_be(path: Path) -> Iterator[IO[bytes]]:
    """Give a file to write to, which gets the name *path* at the end; if anything goes wrong nothing is left of it.

    Raises:
        WorkspaceError: The disk does not take it.
    """
    beside = path.with_name(NEW + path.name)
    try:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with beside.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
            flush_folder(path.parent)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        message = f"the file cannot be written: {error.strerror or error}"
        raise WorkspaceError(Problem(str(path), "unwritable", message)) from error
