"""Which text of a clause applies: the most specific one for the region, the service and the channel."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from tamdocs.errors import LibraryError, Problem
from tamdocs.library.clause_markdown import ClauseText
from tamdocs.library.model import Clause


def best_texts(clause: Clause, language: str, axes: AbstractSet[str]) -> list[ClauseText]:
    """Return the text of *clause* in *language* that the most of *axes* are named for: one, or none, or those that tie.

    Args:
        axes: The region, the service and the channel of an agreement.
    """
    fitting = [
        (len(qualifiers), text)
        for (of_language, qualifiers), text in clause.texts.items()
        if of_language == language and qualifiers <= axes
    ]
    most = max((count for count, _ in fitting), default=0)
    return sorted((text for count, text in fitting if count == most), key=lambda text: text.source)


def select_text(clause: Clause, language: str, axes: AbstractSet[str], source: str) -> ClauseText:
    """Return the text of *clause* in *language* that the most of *axes* are named for.

    There is no fallback to another language, and two texts that are named for as many are a tie.

    Args:
        axes: The region, the service and the channel of an agreement.
        source: The file that asks for the clause, for messages about one without any text.

    Raises:
        LibraryError: No text applies, or two tie.
    """
    best = best_texts(clause, language, axes)
    if len(best) == 1:
        return best[0]
    raise LibraryError(_tie(clause, best, axes) if best else _gap(clause, language, axes, source))


def folder_of(text: ClauseText) -> str:
    """Return the folder of the clause that *text* is for, with a `/` at its end."""
    return text.source.removesuffix(text.source.rsplit("/", 1)[-1])


def _gap(clause: Clause, language: str, axes: AbstractSet[str], source: str) -> Problem:
    message = f"the clause has no text in {language} for {', '.join(sorted(axes))}"
    folder = min(map(folder_of, clause.texts.values()), default="")
    hint = f"write {folder}{language}.md"
    return Problem(folder.rstrip("/") or source, "no-text", message, place=clause.id, hint=hint)


def _tie(clause: Clause, best: list[ClauseText], axes: AbstractSet[str]) -> Problem:
    first, second, *_ = best
    message = f"this text and {second.source} apply alike for {', '.join(sorted(axes))}"
    return Problem(first.source, "tie", message, place=clause.id, hint=tie_hint(clause, best))


def tie_hint(clause: Clause, best: list[ClauseText]) -> str:
    """Return how to decide between the texts *best*, which tie: by one for all that they are for."""
    tied = [key for key, text in clause.texts.items() if text in best]
    name = ".".join([tied[0][0], *sorted(frozenset().union(*(qualifiers for _, qualifiers in tied)))])
    return f"write {folder_of(best[0])}{name}.md, or take one of the two away"
