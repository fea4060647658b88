"""Options that several commands take, and what is wrong usage of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tamdocs.library.model import Library
    from tamdocs.workspace import Workspace

FORMATS = ("docx", "pdf")


def check_languages(languages: Iterable[str], workspace: Workspace) -> None:
    """Refuse a language that no edition has.

    Raises:
        click.BadParameter: With the nearest one, or all that there are.
    """
    languages = tuple(languages)
    if languages:
        known = {code for edition in workspace.load_library().editions.values() for code in edition.languages}
        _check(languages, known, "language", "--lang")


def check_kind(kind: str, library: Library) -> None:
    """Refuse a kind of document that no edition has.

    Raises:
        click.BadParameter: With the nearest one, or all that there are.
    """
    known = {name for edition in library.editions.values() for name in edition.outlines}
    _check((kind,), known, "document", "KIND")


def check_letter(kind: str, library: Library) -> None:
    """Refuse a kind of letter that no edition sends to whom it concerns.

    Raises:
        click.BadParameter: With the nearest one, or all that there are.
    """
    outlines = [outline for edition in library.editions.values() for outline in edition.outlines.values()]
    _check((kind,), {outline.kind for outline in outlines if outline.dispatch}, "letter", "KIND")


def _check(names: Iterable[str], known: set[str], what: str, where: str) -> None:
    from tamdocs.library.hints import one_of

    for name in names:
        if name not in known:
            raise click.BadParameter(f"no edition has the {what} {name}; {one_of(name, known)}", param_hint=where)
