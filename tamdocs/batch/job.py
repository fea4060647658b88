"""What is asked of a run: which formats and languages, and where to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tamdocs.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PackJob:
    """What is the same for every order of a run."""

    workspace: Workspace
    out: Path
    formats: frozenset[str]
    languages: tuple[str, ...]
    """Instead of those of the order; empty for those."""
    replace_changed: bool = False
    """Also replace a pack in which somebody has put or changed a file."""
    embed: bool = True
    """Put the order into each file, so that `tamdocs verify` needs no other; its hash is there in any case."""
