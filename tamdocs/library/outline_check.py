"""Outlines name every clause that there is, and each once; what they say of their pages can be printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from tamdocs.errors import Problem
from tamdocs.library.hints import did_you_mean
from tamdocs.library.model import Clause, Outline, Vendor
from tamdocs.library.references import clauses_in


def outline_problems(
    outlines: Mapping[str, Outline],
    clauses: Mapping[tuple[str, str], Clause],
    vendor: Vendor,
    source: Callable[[str], str],
) -> Iterator[Problem]:
    """Yield the clauses that an outline names twice or in vain, and those that none names; and what pages cannot have.

    Args:
        outlines: By kind of document.
        clauses: By document and id.
        vendor: Has the marks of pages.
        source: Returns the real place of a file or folder of the edition.
    """
    used: set[tuple[str, str]] = set()
    for kind, outline in outlines.items():
        yield from _page_problems(outline, vendor)
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


def _page_problems(outline: Outline, vendor: Vendor) -> Iterator[Problem]:
    if not re.fullmatch(r"[B-HJ-Zb-hj-z]+", outline.label):
        message = f"`{outline.label}` cannot be a page label: letters without A, I, a and i"
        yield Problem(outline.source, "label", message)
    for mark in sorted(outline.marks.keys() - vendor.marks.keys()):
        hint = did_you_mean(mark, vendor.marks)
        yield Problem(outline.source, "marks", f"the pages have no mark {mark}", place=f"marks.{mark}", hint=hint)
