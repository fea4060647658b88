"""What a file from outside is refused for."""

from __future__ import annotations

from tamdocs.errors import Problem, ReadError


def fault(source: str, code: str, message: str, *, part: str = "", hint: str | None = None) -> ReadError:
    """Return the error to raise: *message* about *part* (a path in the package) of the file *source*."""
    return ReadError(Problem(source=source, code=code, message=message, place=part or None, hint=hint))
