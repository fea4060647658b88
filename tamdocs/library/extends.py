"""Which files an edition consists of: its own, and those of the edition that it extends.

An edition takes over every file of the edition that it extends, file by file, except those that it has itself and those
that it names under `removed`. Its `edition.toml` and its `edition.lock` are always its own.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from tamdocs.errors import LibraryError, Problem
from tamdocs.library.files import EditionFile, parse_toml
from tamdocs.library.hints import did_you_mean

Files = Mapping[str, bytes]

EDITION = "edition.toml"
LOCK = "edition.lock"


@dataclass(frozen=True, slots=True)
class EditionFiles:
    """The files in effect for an edition, by their path inside it."""

    name: str
    root: str
    """Put before the edition in messages."""
    chain: tuple[str, ...]
    """The edition, the one that it extends, the one that this one extends, and so on."""
    data: Files
    origins: Mapping[str, str]
    """Which edition of the chain a file comes from."""
    lock: bytes | None

    def source(self, path: str) -> str:
        """Return the real place of the file or folder *path*; one that is nowhere would stand in the first edition."""
        inside = (self.origins[each] for each in self.origins if each.startswith(f"{path}/"))
        origin = self.origins.get(path) or next(inside, self.chain[-1])
        return f"{self.root}{origin}/{path}"

    def named(self, name: str) -> list[str]:
        """Return `<name>.toml`, and the files in `<name>/`, where an edition adds to what it takes over."""
        added = sorted(path for path in self.data if re.fullmatch(rf"{name}/[^/]+\.toml", path))
        return [f"{name}.toml", *added]

    @property
    def sha256(self) -> str:
        """Over the paths and bytes of the files in effect."""
        digest = hashlib.sha256()
        for path in sorted(self.data):
            digest.update(f"{path}\0{len(self.data[path])}\0".encode())
            digest.update(self.data[path])
        return digest.hexdigest()


def edition_names(files: Files) -> list[str]:
    """Return the names of the editions in *files*."""
    return sorted(path.removesuffix(f"/{EDITION}") for path in files if path.count("/") == 1 and path.endswith(EDITION))


def edition_files(name: str, files: Files, root: str = "") -> EditionFiles:
    """Return the files in effect for the edition *name*.

    Args:
        files: Those of all editions, by paths such as `2017-11/edition.toml`.
        root: Put before a path in messages.

    Raises:
        LibraryError: It extends an edition that is not there, or itself; it removes what is not there.
    """
    chain = _chain(name, files, root)
    data: dict[str, bytes] = {}
    origins: dict[str, str] = {}
    for each in reversed(chain):
        for path in _removed(each, files, root, data):
            del data[path], origins[path]
        own = {path.split("/", 1)[1]: content for path, content in files.items() if path.startswith(f"{each}/")}
        own.pop(LOCK, None)
        data |= own
        origins |= dict.fromkeys(own, each)
    return EditionFiles(name, root, chain, data, origins, files.get(f"{name}/{LOCK}"))


def _chain(name: str, files: Files, root: str) -> tuple[str, ...]:
    chain = [name]
    known = edition_names(files)
    while base := _read(chain[-1], files, root).extends:
        source = f"{root}{chain[-1]}/{EDITION}"
        if base in chain:
            circle = " extends ".join([*chain[chain.index(base) :], base])
            raise LibraryError(Problem(source, "extends-itself", f"the editions go in a circle: {circle}"))
        if base not in known:
            hint = did_you_mean(base, known)
            raise LibraryError(
                Problem(source, "unknown-edition", f"there is no edition {base}", place="extends", hint=hint)
            )
        chain.append(base)
    return tuple(chain)


def _removed(name: str, files: Files, root: str, inherited: Files) -> list[str]:
    """Return which of the *inherited* files the edition removes; a folder stands for all that is in it."""
    found: list[str] = []
    for each in _read(name, files, root).removed:
        matches = [path for path in inherited if path == each or path.startswith(each.rstrip("/") + "/")]
        if not matches:
            message = f"`{each}` is not among the files that the edition takes over"
            source, hint = f"{root}{name}/{EDITION}", did_you_mean(each, inherited)
            raise LibraryError(Problem(source, "removes-nothing", message, place="removed", hint=hint))
        found += matches
    return list(dict.fromkeys(found))


def _read(name: str, files: Files, root: str) -> EditionFile:
    return parse_toml(f"{root}{name}/{EDITION}", files[f"{name}/{EDITION}"], EditionFile)
