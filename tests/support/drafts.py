"""The clause library with every edition a draft and unsealed: what a test may change."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tamdocs.library.extends import edition_files
from tamdocs.library.lock import write_lock
from tests.support.samples import ROOT

EDITIONS = ROOT / "templates" / "editions"
_STATUS = (b'status = "released"', b'status = "draft"')


def as_drafts(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return *files*, by paths such as `2017-11/edition.toml`, without their locks and with every edition a draft."""
    return {
        path: data.replace(*_STATUS) if path.endswith("/edition.toml") else data
        for path, data in files.items()
        if not path.endswith("/edition.lock")
    }


def unseal(editions: Path) -> None:
    """Make every edition in the folder *editions* a draft, and take its lock away."""
    for path in editions.glob("*/edition.lock"):
        path.unlink()
    for path in editions.glob("*/edition.toml"):
        path.write_bytes(path.read_bytes().replace(*_STATUS))


def seal_anew(editions: Path) -> None:
    """Write the lock of every released edition in the folder *editions* for its files as they are now."""
    paths = (path for path in editions.rglob("*") if path.is_file())
    files = {path.relative_to(editions).as_posix(): path.read_bytes() for path in paths}
    for path in editions.glob("*/edition.lock"):
        path.write_bytes(write_lock(edition_files(path.parent.name, files)))


SOURCE: dict[str, bytes] = as_drafts(
    {path.relative_to(EDITIONS).as_posix(): path.read_bytes() for path in EDITIONS.rglob("*") if path.is_file()}
)
"""The files of this repository's clause library, as drafts."""
