"""Clauses name no fact that `facts.toml` does not have."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from tamdocs.errors import Problem
from tamdocs.library.hints import did_you_mean
from tamdocs.library.model import Clause


def unknown_facts(clauses: Iterable[Clause], facts: Collection[str]) -> Iterator[Problem]:
    """Yield each fact that a text of *clauses* names and *facts* lacks."""
    for clause in clauses:
        for text in clause.texts.values():
            for fact in text.facts:
                if fact not in facts:
                    message, hint = f"facts.toml has no {fact}", did_you_mean(fact, facts)
                    yield Problem(text.source, "unknown-fact", message, 1, None, clause.id, hint)
