"""The matrix of variants as its page shows it: a table for each document, and what every cell opens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from tamdocs.document.redline import Kept, Words
from tamdocs.errors import Problem


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line of a clause, or a row of a table."""

    cells: tuple[Words, ...]
    """More than one in a row of a table."""
    role: str
    """`title`, `text`, `term`, `row` or `note`."""
    depth: int
    marker: str
    """What stands before it, such as `(a)`."""
    optional: bool
    """There are orders without it."""

    @property
    def changed(self) -> bool:
        return any(not isinstance(piece, Kept) for words in self.cells for piece in words)


MarkedText: TypeAlias = tuple[MarkedLine, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    letter: str
    """`A` for the one that most columns have."""
    where: str
    """Where it applies, in words."""
    text: str
    """A line for each paragraph and row."""
    against: tuple[MarkedText, ...]
    """For each variant of the row, what is different here; for itself, the plain text."""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A clause in one language."""

    id: str
    clause: str
    title: str
    language: str
    cells: tuple[int | None, ...]
    """Which variant each column has; None where the document does not have the clause."""
    unexpected: frozenset[int]
    """The columns that differ although they should not."""
    variants: tuple[Variant, ...]
    by: tuple[str, ...]
    """What the text differs by."""
    why: str
    """Why the edition expects it to."""
    problems: tuple[Problem, ...]

    @property
    def differs(self) -> bool:
        return len(set(self.cells)) > 1


@dataclass(frozen=True, slots=True)
class HeaderCell:
    label: str
    name: str
    """In full."""
    span: int


@dataclass(frozen=True, slots=True)
class MatrixTable:
    """The clauses of one document."""

    kind: str
    title: str
    header: tuple[tuple[HeaderCell, ...], ...]
    """A row for each axis that matters, from the widest cells to the narrowest."""
    columns: tuple[str, ...]
    """What each column stands for, in words."""
    folded: tuple[str, ...]
    """The axes that nothing in the document differs by."""
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    edition: str
    title: str
    status: str
    sha256: str
    """Of the edition."""
    language: str
    """Of the titles of documents and columns."""
    languages: tuple[tuple[str, str], ...]
    """Code and name."""
    tables: tuple[MatrixTable, ...]

    @property
    def rows(self) -> list[MatrixRow]:
        return [row for table in self.tables for row in table.rows]
