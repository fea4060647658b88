from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path


def different(files: Sequence[Path]) -> list[Path]:
    """Return the first of those files that have the same bytes: a judge, who takes long, says the same of each."""
    return list({sha256(file.read_bytes()).digest(): file for file in reversed(files)}.values())[::-1]
