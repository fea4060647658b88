"""Texts of clauses, kept: an edition shares those that it takes over, and a change leaves most as they were."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from tamdocs.library.clause_markdown import ClauseText, parse_clause
from tamdocs.library.expressions import Expressions
from tamdocs.library.filters import make_filters

_KEPT_TEXTS = 1_024
_KEPT_LANGUAGES = 64
_Words: TypeAlias = tuple[tuple[str, str], ...]


@lru_cache(_KEPT_TEXTS)
def kept_text(source: str, clause: str, text: str, locale: str, words: _Words) -> ClauseText:
    """Return the clause that *text* holds, as `parse_clause` does, in a language with that locale and those words.

    Raises:
        LibraryError: The file does not follow `docs/clauses.md`; every place that does not is named.
    """
    return parse_clause(source, clause, text, kept_expressions(locale, words))


@lru_cache(_KEPT_LANGUAGES)
def kept_expressions(locale: str, words: _Words) -> Expressions:
    """Return what compiles the expressions of a language with that locale and those words."""
    return Expressions(make_filters(locale, dict(words)))
