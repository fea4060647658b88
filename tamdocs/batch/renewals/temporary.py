"""Temporary files, for which there may be no room."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from tamdocs.errors import Problem, WorkspaceError


@contextmanager
def temporary_room() -> Iterator[None]:
    """Tell of a temporary file that cannot be made, written or read here.

    Raises:
        WorkspaceError: An OSError was raised within.
    """
    try:
        yield
    except OSError as error:
        message = f"what is being made cannot be kept in the folder for temporary files: {error.strerror or error}"
        hint = "make room there, or name another one with TMPDIR; then run the same command again"
        raise WorkspaceError(Problem(tempfile.gettempdir(), "unwritable", message, hint=hint)) from error
