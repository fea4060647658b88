"""How a path is written on the terminal."""

from __future__ import annotations

from pathlib import Path


def short(path: Path) -> Path:
    """Return *path* as seen from the current folder, where it lies below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
