"""What a user can mend: problems as values, and the exceptions that carry them.

    TamdocsError
    ├── OrderError      an order cannot be read or breaks a rule
    ├── LibraryError    an edition, a clause or an outline is wrong
    ├── SkinError       a Word or Typst skin lacks what a writer needs
    ├── RenderError     a composed document cannot be written in a format
    ├── ReadError       a returned Word or PDF file cannot be read, or must not be
    └── WorkspaceError  a folder or file of the workspace is missing or cannot be used
        ├── LedgerError     the ledger of renewal notices cannot be used
        └── StoreError      the place where files go does not take them

Anything else that is raised is a defect of this program and keeps its traceback.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and where.

    `line` and `column` count from 1, as editors do, and a column counts code points. `place` is the JSON pointer of the
    value, or the id of the clause. `code` is stable across releases.
    """

    source: str
    code: str
    message: str
    line: int | None = None
    column: int | None = None
    place: str | None = None
    hint: str | None = None
    severity: Severity = "error"

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.source, self.line, self.column) if part is not None)
        warning = "warning: " if self.severity == "warning" else ""
        lines = [f"{where}: {warning}{self.message} [{self.code}]"]
        if self.place is not None:
            lines.append(f"  at: {self.place or '(the whole file)'}")
        if self.hint:
            lines.append(f"  hint: {self.hint}")
        return "\n".join(lines)


class TamdocsError(Exception):
    """Base of every refusal. Carries one or more problems, in the order in which a reader meets them."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[TamdocsError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


class OrderError(TamdocsError):
    """An order confirmation cannot be read or breaks a rule."""


class LibraryError(TamdocsError):
    """An edition, a clause or an outline is wrong."""


class SkinError(TamdocsError):
    """A Word or Typst skin lacks what a writer needs."""


class RenderError(TamdocsError):
    """A composed document cannot be written in a format."""


class ReadError(TamdocsError):
    """A returned Word or PDF file cannot be read, or must not be."""


class WorkspaceError(TamdocsError):
    """A folder or file of the workspace is missing or cannot be used."""


class LedgerError(WorkspaceError):
    """The ledger of renewal notices cannot be used."""


class StoreError(WorkspaceError):
    """The place where files go does not take them."""
