"""The workspace: which folder it is, and where in it everything lies. Nothing else knows that."""

from __future__ import annotations

import json
import shutil
import sysconfig
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tamdocs.errors import Problem, WorkspaceError

if TYPE_CHECKING:
    from tamdocs.library.model import Library

MARK = "tamdocs.toml"
_PLACES = ("contracts", "schemas", "templates", "out")


@dataclass(frozen=True, slots=True)
class Workspace:
    root: Path
    contracts: Path
    schemas: Path
    templates: Path
    out: Path

    @property
    def editions(self) -> Path:
        return self.templates / "editions"

    def load_library(self) -> Library:
        """Return the clause library.

        Raises:
            WorkspaceError: A file cannot be read.
            LibraryError: The library is wrong; every place that is wrong is named.
        """
        from tamdocs.library.read import read_library

        return read_library(self.load_editions(), root=self.editions_root)

    def load_editions(self) -> dict[str, bytes]:
        """Return the bytes of the clause library's files, by paths such as `2017-11/edition.toml`."""
        return dict(_files_below(self.editions))

    @property
    def editions_root(self) -> str:
        """How problems name the folder of the editions, with a `/` at its end."""
        return self._relative(self.editions) + "/"

    def load_order_schema(self) -> dict[str, Any]:
        """Return the JSON Schema of an order confirmation."""
        return self.load_schema("order-confirmation")

    def load_schema(self, name: str) -> dict[str, Any]:
        """Return the JSON Schema *name* of the workspace, such as `case-history`."""
        path = self.schemas / f"{name}.schema.json"
        try:
            schema: dict[str, Any] = json.loads(_read(path))
        except ValueError as error:
            raise WorkspaceError(Problem(str(path), "schema", f"this is not JSON: {error}")) from error
        return schema

    def load_skin(self, file: str) -> bytes:
        """Return the bytes of the skin *file*, such as `contract.docx`."""
        return _read(self.templates / "skins" / file)

    def name_of_skin(self, file: str) -> str:
        """Return how problems name the skin *file*, such as `templates/skins/contract.docx`."""
        return self._relative(self.templates / "skins" / file)

    def typst_skin(self, name: str) -> Path:
        """Return the path of the Typst skin *name*: Typst reads it itself."""
        path = self.templates / "skins" / f"{name}.typ"
        if not path.is_file():
            raise WorkspaceError(Problem(self._relative(path), "missing-file", "this Typst skin does not exist"))
        return path

    def _relative(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)


def find_workspace(start: Path) -> Workspace:
    """Return the workspace that *start* lies in: the nearest folder above it that holds a `tamdocs.toml`.

    Raises:
        WorkspaceError: There is none, or its `tamdocs.toml` is wrong.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / MARK).is_file():
            return _open_workspace(folder)
    message = "this folder is in no workspace: no folder above it holds a tamdocs.toml"
    hint = "make one with: tamdocs init DIR, or name one with: tamdocs -C DIR"
    raise WorkspaceError(Problem(str(start), "no-workspace", message, hint=hint))


def _open_workspace(root: Path) -> Workspace:
    mark = root / MARK
    try:
        settings = tomllib.loads(_read(mark).decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WorkspaceError(Problem(str(mark), "toml", str(error))) from error
    problems = [
        Problem(str(mark), "setting", f"`{key}` is not a setting", hint=f"the settings are {', '.join(_PLACES)}")
        for key in settings
        if key not in _PLACES
    ]
    problems += [
        Problem(str(mark), "setting", f"`{key}` is not the path of a folder")
        for key in _PLACES
        if not isinstance(settings.get(key, key), str)
    ]
    if problems:
        raise WorkspaceError(problems)
    return Workspace(root, *(root / settings.get(key, key) for key in _PLACES))


def create_workspace(folder: Path) -> list[Path]:
    """Lay out a new workspace in *folder* and return what was written.

    Raises:
        WorkspaceError: The folder is not empty.
    """
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        message = "this folder is not empty" if folder.is_dir() else "this is not a folder"
        raise WorkspaceError(Problem(str(folder), "not-empty", message, hint="name a folder that is new or empty"))
    source = _sample_workspace()
    beside = folder.resolve().with_name(f".new-{folder.resolve().name}")
    try:
        _lay_out(source, beside)
        _move_in(beside, folder)
    except OSError as error:
        shutil.rmtree(beside, ignore_errors=True)
        reason = error.strerror or "no room, or no right to write there"
        raise WorkspaceError(Problem(str(folder), "unwritable", f"the workspace cannot be made: {reason}")) from error
    return [folder / MARK, *(folder / place for place in ("contracts", "schemas", "templates"))]


def _lay_out(source: Path, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copyfile(source / MARK, folder / MARK)
    for place in ("contracts", "schemas", "templates"):
        shutil.copytree(source / place, folder / place, copy_function=shutil.copyfile)


def _move_in(beside: Path, folder: Path) -> None:
    """Give *beside* the place of *folder*; one that is there, such as the current folder, stays and is filled."""
    if not folder.is_dir():
        beside.rename(folder)
        return
    for path in sorted(beside.iterdir()):
        path.rename(folder / path.name)
    beside.rmdir()


def _sample_workspace() -> Path:
    """The workspace that the installed package carries, or, in a checkout of the project, the checkout itself."""
    package = Path(__file__).parent
    carried = package / "_workspace"
    if carried.is_dir():
        return carried
    if (package.parent / MARK).is_file():
        return package.parent
    message = f"the sample workspace is missing from {sysconfig.get_path('purelib')}"
    raise WorkspaceError(Problem(str(carried), "missing-file", message, hint="install tamdocs again"))


def _files_below(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every file below *folder*, but for those that editors and systems hide."""
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        hidden = any(part.startswith((".", "~")) or part.endswith("~") for part in relative.parts)
        if path.is_file() and not hidden:
            yield relative.as_posix(), _read(path)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise WorkspaceError(Problem(str(path), "unreadable", f"this file cannot be read: {reason}")) from error
