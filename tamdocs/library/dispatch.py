"""How a letter finds those it concerns: the table `dispatch` of a document's file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from tamdocs.errors import LibraryError, Problem
from tamdocs.library.expressions import Expression
from tamdocs.library.files import OutlineFile

Compile: TypeAlias = Callable[[str, str], Expression]
"""Returns an expression of the document compiled, by its place in the file and its source."""

_MOST_DAYS = 3660


@dataclass(frozen=True, slots=True)
class Deadline:
    """That something is to be done within days of the receipt of a letter."""

    days: int
    """The day of receipt is not counted, and every day after it is."""
    fact: str
    """What says so, such as `TC-2b`."""


@dataclass(frozen=True, slots=True)
class Dispatch:
    id: Expression
    """Which notice of its kind it is: a contract never gets two of the same."""
    affects: Expression
    """Whether a contract gets it."""
    recipients: tuple[Literal["business", "legal"], ...]
    deadline: Deadline | None


def read_dispatch(source: str, file: OutlineFile, expression: Compile) -> Dispatch | None:
    """Return how the letter *file* finds those it concerns; None for a document that is no such letter.

    Raises:
        LibraryError: It is no letter, goes to nobody, or has a deadline that is none.
    """
    written = file.dispatch
    if written is None:
        return None
    deadline = written.deadline
    where = Problem(source, "dispatch", "", place="dispatch")
    if file.letter_to is None:
        hint = "name the country of the recipient: letter_to"
        raise LibraryError(Problem(source, "dispatch", "only a letter is dispatched", place=where.place, hint=hint))
    if not written.recipients or len(set(written.recipients)) < len(written.recipients):
        hint = 'such as ["business"] or ["business", "legal"]'
        raise LibraryError(
            Problem(source, "dispatch", "`recipients` names each one once", place=where.place, hint=hint)
        )
    if deadline and not 0 < deadline.days <= _MOST_DAYS:
        message = f"a deadline has 1 to {_MOST_DAYS:,} days"
        raise LibraryError(Problem(source, "dispatch", message, place="dispatch.deadline.days"))
    return Dispatch(
        expression("dispatch.id", written.id),
        expression("dispatch.affects", written.affects),
        written.recipients,
        Deadline(deadline.days, deadline.fact) if deadline else None,
    )
