"""Words that several commands say."""

from __future__ import annotations


def counted(number: int, what: str) -> str:
    """Return *number* of *what*, in the plural where it is not one."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
