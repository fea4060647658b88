"""Starts and seals editions of the clause library on the disk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tamdocs.batch.save import save_file
from tamdocs.errors import LibraryError, Problem
from tamdocs.library.agreement import pick_edition
from tamdocs.library.extends import EDITION, LOCK, edition_files, edition_names
from tamdocs.library.facts import facts_table
from tamdocs.library.files import EditionFile, parse_toml
from tamdocs.library.hints import one_of
from tamdocs.library.lock import write_lock
from tamdocs.library.model import Edition
from tamdocs.library.new_edition import new_edition, released
from tamdocs.library.read import read_library
from tamdocs.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Sealed:
    lock: Path
    edition: Edition
    files: int
    """How many files the lock covers."""
    anew: bool
    """Whether it was sealed now; a sealed edition stays as it is."""


def start_edition(name: str, base: str, in_force_from: date | None, workspace: Workspace) -> Path:
    """Lay out the draft edition *name* that extends *base*, and return its `edition.toml`.

    Raises:
        TamdocsError: There is such an edition, there is no *base*, or the disk does not take it. Nothing is changed
            then.
    """
    files, root = workspace.load_editions(), workspace.editions_root
    made = new_edition(name, base, in_force_from, files, root)
    read_library({**files, f"{name}/{EDITION}": made}, root=root)
    path = workspace.editions / name / EDITION
    save_file(path, made)
    return path


def newest_edition(workspace: Workspace) -> str:
    """Return the name of the edition that comes into force last."""
    files, root = workspace.load_editions(), workspace.editions_root
    days = {
        name: parse_toml(f"{root}{name}/{EDITION}", files[f"{name}/{EDITION}"], EditionFile).in_force_from
        for name in edition_names(files)
    }
    if not days:
        raise LibraryError(Problem(root, "no-edition", "there is no edition here (no edition.toml)"))
    return max(days, key=lambda name: days[name])


def seal_edition(name: str, workspace: Workspace, *, release: bool) -> Sealed:
    """Write the lock of the edition *name*.

    Args:
        release: Make a draft a released edition first.

    Raises:
        TamdocsError: It is a draft and not to be released, it does not hold all its facts, or it is sealed and has been
            changed since: a lock is never written anew. Nothing is changed then.
    """
    files, root = workspace.load_editions(), workspace.editions_root
    _check_known(name, files)
    written = files[f"{name}/{EDITION}"]
    files = _released(name, files, root, release=release)
    effective = edition_files(name, files, root)
    lock = write_lock(effective)
    sealed = {**files, f"{name}/{LOCK}": files.get(f"{name}/{LOCK}", lock)}
    edition = pick_edition(name, read_library(sealed, root=root))
    path = workspace.editions / name
    if effective.lock is None:
        _check_facts(edition, root)
    if written != files[f"{name}/{EDITION}"]:
        save_file(path / EDITION, files[f"{name}/{EDITION}"])
    if effective.lock is None:
        save_file(path / LOCK, lock)
    return Sealed(path / LOCK, edition, len(effective.data), anew=effective.lock is None)


def _check_known(name: str, files: dict[str, bytes]) -> None:
    known = edition_names(files)
    if name not in known:
        raise LibraryError(
            Problem("editions", "unknown-edition", f"there is no edition {name}", hint=one_of(name, known))
        )


def _released(name: str, files: dict[str, bytes], root: str, *, release: bool) -> dict[str, bytes]:
    """Return *files* with the edition *name* released."""
    path = f"{name}/{EDITION}"
    if parse_toml(root + path, files[path], EditionFile).status == "released":
        return files
    if not release:
        message = f"edition {name} is a draft, and a draft is not sealed"
        hint = f"release and seal it with: tamdocs library lock --edition {name} --release"
        raise LibraryError(Problem(root + path, "draft-edition", message, place="status", hint=hint))
    return {**files, path: released(files[path], root + path)}


def _check_facts(edition: Edition, root: str) -> None:
    problems = [
        Problem(f"{root}{edition.id}", "fact-missing", words, place=f"{each.fact.id}, {each.language}, {each.region}")
        for each in facts_table(edition)
        for words in each.missing
    ]
    if problems:
        raise LibraryError(problems)
