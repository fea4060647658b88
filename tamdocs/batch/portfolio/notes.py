"""Which notes go into the review of a customer: the same files for all, or those of a folder that are named for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tamdocs.batch.order_files import source_name
from tamdocs.errors import Problem, WorkspaceError
from tamdocs.reviews.period import Period

DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class NotesOf:
    """The notes of one order."""

    files: tuple[Path, ...]
    shared: bool
    """Whether all that have no others have them."""
    missing: str = "--notes"
    """Where notes are missing, if there is no file."""


@dataclass(frozen=True, slots=True)
class NotesShelf:
    files: tuple[Path, ...] = ()
    """For all orders."""
    folder: Path | None = None
    """Instead of them."""
    names: frozenset[str] = frozenset()
    """Of the files in the folder: a name is looked up and never made into a path."""

    def of(self, order_number: str, period: Period, languages: Sequence[str]) -> NotesOf:
        """Return the notes of an order: those of the period, else those of the order, else those of nobody."""
        if self.folder is None:
            return NotesOf(self.files, shared=True)
        for stem in (f"{order_number}-{period}", order_number, DEFAULT):
            if found := [self.folder / name for name in _names(stem, languages) if name in self.names]:
                return NotesOf(tuple(found), stem == DEFAULT)
        return NotesOf((), shared=False, missing=f"{source_name(self.folder)}/{order_number}-{period}.md")


def load_shelf(paths: Sequence[Path]) -> NotesShelf:
    """Return the notes at *paths*: files for all, or one folder.

    Raises:
        WorkspaceError: There is a folder beside something else, or it cannot be read.
    """
    folder = next((path for path in paths if path.is_dir()), None)
    if folder is None:
        return NotesShelf(tuple(paths))
    if len(paths) > 1:
        hint = "name one folder, or files for all customers"
        raise WorkspaceError(Problem("--notes", "notes-folder", "a folder of notes stands alone", hint=hint))
    try:
        return NotesShelf((), folder, frozenset(each.name for each in folder.iterdir() if each.is_file()))
    except OSError as error:
        message = f"the folder cannot be read: {error.strerror or error}"
        raise WorkspaceError(Problem(source_name(folder), "not-readable", message)) from error


def _names(stem: str, languages: Sequence[str]) -> Iterator[str]:
    yield f"{stem}.md"
    yield from (f"{stem}.{language}.md" for language in languages)
