"""Outlines name every clause that there is, and each once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from tamdocs.errors import Problem
from tamdocs.library.hints import did_you_mean
from tamdocs.library.model import Clause, Outline
from tamdocs.library.references import clauses_in


def outline_problems(
    outlines: Mapping[str, Outline], clauses: Mapping[tuple[str, str], Clause], source: Callable[[str], str]
) -> Iterator[Problem]:
    """Yield the clauses that an outline names twice or in vain, and those that none names.

    Args:
        source: Returns the real place of a file or folder of the edition.
    """
    used: set[tuple[str, str]] = set()
    for kind, outline in outlines.items():
        for entry in clauses_in(outline.entries):
            if (kind, entry.clause) in used:
                yield Problem(outline.source, "double-clause", f"`{entry.clause}` stands here twice")
            used.add((kind, entry.clause))
            if (kind, entry.clause) not in clauses:
                known = sorted(clause for document, clause in clauses if document == kind)
                hint = did_you_mean(entry.clause, known) or f"add clauses/{kind}/{entry.clause}/"
                yield Problem(outline.source, "unknown-clause", f"there is no clause `{entry.clause}`", hint=hint)
    for document, clause in sorted(clauses.keys() - used):
        message = f"no outline names this clause: documents/{document}.toml does not hold it"
        yield Problem(source(f"clauses/{document}/{clause}"), "unused-clause", message)
