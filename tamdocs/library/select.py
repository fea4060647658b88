"""Which text of a clause applies: the most specific one for the region, the service and the channel."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from tamdocs.errors import LibraryError, Problem
from tamdocs.library.clause_markdown import ClauseText
from tamdocs.library.model import Clause


def select_text(clause: Clause, language: str, axes: AbstractSet[str], source: str) -> ClauseText:
    """Return the text of *clause* in *language* that the most of *axes* are named for.

    There is no fallback to another language, and two texts that are named for as many are a tie.

    Args:
        axes: The region, the service and the channel of an agreement.
        source: The file that asks for the clause, for messages.

    Raises:
        LibraryError: No text applies, or two tie.
    """
    fitting = [
        (len(qualifiers), text)
        for (of_language, qualifiers), text in clause.texts.items()
        if of_language == language and qualifiers <= axes
    ]
    if not fitting:
        wanted = f"{language} for {', '.join(sorted(axes))}"
        raise LibraryError(Problem(source, "no-text", f"the clause has no text in {wanted}", place=clause.id))
    most = max(count for count, _ in fitting)
    best = [text for count, text in fitting if count == most]
    if len(best) > 1:
        files = " and ".join(sorted(text.source for text in best))
        message = f"two texts apply alike for {', '.join(sorted(axes))}: {files}"
        hint = "name one of them for more, or take one away"
        raise LibraryError(Problem(source, "tie", message, place=clause.id, hint=hint))
    return best[0]
