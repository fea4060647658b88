"""Which names can be a file or a folder on Linux, macOS and Windows alike."""

from __future__ import annotations

import re

from tamdocs.orders.words import as_json

LONGEST = 64
"""Leaves room for the folders around it in the 260 characters of a path on Windows."""

_SAFE = re.compile(r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*")
_RESERVED = re.compile(r"(?i:CON|PRN|AUX|NUL|(?:COM|LPT)[0-9])")
"""Names of devices: Windows opens the device instead of a file, whatever follows after a dot."""


def find_unsafe(name: str) -> str | None:
    """Return why *name* cannot name a file everywhere, or None."""
    if len(name) > LONGEST:
        return f"it has {len(name):,} characters, at most {LONGEST}"
    if _SAFE.fullmatch(name):
        stem = name.partition(".")[0]
        return f"Windows keeps the name {stem} for a device" if _RESERVED.fullmatch(stem) else None
    foreign = next((char for char in name if not re.fullmatch(r"[A-Za-z0-9._-]", char)), None)
    if foreign:
        return f"{as_json(foreign)} cannot stand in the name of a file everywhere"
    return "it must begin and end with a letter or digit and have single signs between them"
