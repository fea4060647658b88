"""The lock of a released edition: what each of its files was when it was sealed, so that no change goes unseen."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from tamdocs.errors import LibraryError, Problem
from tamdocs.library.extends import EDITION, LOCK, EditionFiles
from tamdocs.library.files import LockFile, parse_toml


def write_lock(edition: EditionFiles) -> bytes:
    """Return the lock of *edition* as it is now: the SHA-256 of every file in effect, and over all of them."""
    lines = [
        f"# Seals edition {edition.name}: what each of its files was when it was released. Written by",
        "# `tamdocs library lock`. A change to a sealed edition is refused: `tamdocs library new-edition`",
        "# starts the next one.",
        "",
        f'edition = "{edition.name}"',
        f'sha256 = "{edition.sha256}"',
        "",
        "[files]",
        *(f'{_quoted(path)} = "{_sha256(data)}"' for path, data in sorted(edition.data.items())),
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def lock_problems(edition: EditionFiles, status: Literal["draft", "released"]) -> list[Problem]:
    """Return what is wrong with the seal of *edition*: it is broken, it is missing, or a sealed file has changed.

    A sealed edition stays sealed whatever its status says now.
    """
    source = f"{edition.root}{edition.name}/{LOCK}"
    if edition.lock is None:
        return [_missing(edition)] if status == "released" else []
    try:
        lock = parse_toml(source, edition.lock, LockFile)
    except LibraryError as error:
        return [replace(problem, code="lock-broken") for problem in error.problems]
    if lock.edition != edition.name:
        return [Problem(source, "lock-broken", f"this is the lock of edition {lock.edition}")]
    changed = list(_changed(edition, lock))
    if not changed and lock.sha256 != edition.sha256:
        return [Problem(source, "lock-broken", "the hash over all files is not that of the files listed")]
    return changed


def _missing(edition: EditionFiles) -> Problem:
    message = f"edition {edition.name} is released and has no lock, so a change to it would go unseen"
    hint = f"seal it with: tamdocs library lock --edition {edition.name}"
    return Problem(edition.source(EDITION), "lock-missing", message, place="status", hint=hint)


def _changed(edition: EditionFiles, lock: LockFile) -> Iterator[Problem]:
    for path in sorted({*lock.files, *edition.data}):
        if path not in edition.data:
            yield _refusal(edition, path, "is gone")
        elif path not in lock.files:
            yield _refusal(edition, path, "was added")
        elif lock.files[path] != _sha256(edition.data[path]):
            yield _refusal(edition, path, "was changed")


def _refusal(edition: EditionFiles, path: str, what: str) -> Problem:
    parts = path.split("/")
    clause = parts[2] if parts[0] == "clauses" and len(parts) > 3 else None
    message = f"this file {what} after edition {edition.name} was sealed"
    hint = f"take the change back, and make it in a new edition: tamdocs library new-edition ID --from {edition.name}"
    return Problem(edition.source(path), "edition-locked", message, place=clause, hint=hint)


def _quoted(path: str) -> str:
    return '"' + path.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
