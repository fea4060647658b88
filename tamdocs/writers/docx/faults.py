"""What a skin is refused for, as an error that names the skin, the part and what is missing."""

from __future__ import annotations

from tamdocs.errors import Problem, SkinError


def skin_fault(skin: str, part: str, message: str, hint: str | None = None) -> SkinError:
    """Return the error to raise: *message* about *part* (a path in the package) of the Word skin named *skin*."""
    return SkinError(Problem(source=skin, code="word-skin", message=message, place=part or None, hint=hint))
