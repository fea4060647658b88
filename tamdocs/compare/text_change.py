"""A place where two finished files read differently."""

from __future__ import annotations

from dataclasses import dataclass

from tamdocs.errors import Problem


@dataclass(frozen=True, slots=True)
class TextChange:
    clause: str
    """Id of the clause, and what of it if not its text; empty above the first one. Or what stands beside the text, such
    as `page header`."""
    number: str
    """Of the section or item, as printed; empty where there is none, or where it is not known."""
    before: str
    """Words that are gone; empty if none are."""
    after: str
    """Words that came."""
    context: str
    """What stands before them."""


@dataclass(frozen=True, slots=True)
class Held:
    """What was found when two finished files were held against each other."""

    changes: tuple[TextChange, ...]
    remarks: tuple[Problem, ...]
    """What else a reader of the other file should know, such as that it carries macros."""
