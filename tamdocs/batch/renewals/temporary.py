"""Temporary files, for which there may be no room."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from tamdocs.errors import Problem, WorkspaceError


@contextmanager
def temporary_room(what: str = "what is being made") -> Iterator[None]:
    """Tell of a temporary file that cannot be made, written or read here.

    Raises:
        WorkspaceError: An OSError was raised within.
    """
    try:
        yield
    except OSError as error:
        raise no_room(what, error.strerror or str(error)) from error


def no_room(what: str, reason: str) -> WorkspaceError:
    """Return the refusal: *what* cannot be kept in temporary files because of *reason*."""
    # Not `gettempdir`, which tries the folders out: on a full disk it finds none, or another one.
    folder = tempfile.tempdir or os.environ.get("TMPDIR") or "TMPDIR"
    message = f"{what} cannot be kept in the folder for temporary files: {reason}"
    hint = "make room there, or name another one with TMPDIR; then run the same command again"
    return WorkspaceError(Problem(folder, "unwritable", message, hint=hint))
