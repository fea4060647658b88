"""Ways out that a message offers."""

from __future__ import annotations

from collections.abc import Iterable

from tamdocs.orders.words import listed, nearest


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return a hint that names the one of *known* that *word* may be a slip of, if there is one."""
    match = nearest(word, known)
    return f"did you mean `{match}`?" if match else None


def one_of(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the one of *known* that *word* may be a slip of, or all of them."""
    names = sorted(known)
    return did_you_mean(word, names) or f"known: {listed(names, 'and')}"
