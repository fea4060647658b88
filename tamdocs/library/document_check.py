"""Holds each document of an edition together: every text is there, every reference and number can be printed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from tamdocs.errors import Problem
from tamdocs.library.anchors import numbered_lists
from tamdocs.library.clause_markdown import ClauseText
from tamdocs.library.coverage import Written, coverage_problems
from tamdocs.library.expected import axis_values
from tamdocs.library.model import Clause, Outline, OutlineClause, OutlineEntry, Vendor
from tamdocs.library.numbering import counters_in
from tamdocs.library.references import clauses_in, reference_problems


def written_documents(
    outlines: Iterable[Outline],
    clauses: Mapping[tuple[str, str], Clause],
    unread: Collection[tuple[str, str]],
    folder: str,
) -> list[Written]:
    """Return the documents of an edition as they are written.

    Args:
        unread: Clauses, by document and id, with a text that could not be read: what depends on it is not judged.
        folder: Where the edition has or would have its clauses.
    """
    return [
        Written(
            outline,
            {name: clause for (kind, name), clause in clauses.items() if kind == outline.kind},
            {name for kind, name in unread if kind == outline.kind},
            f"{folder}/{outline.kind}",
        )
        for outline in outlines
    ]


def document_problems(documents: Collection[Written], languages: Collection[str], vendor: Vendor) -> Iterator[Problem]:
    """Yield what keeps one of *documents* from being composed for some order."""
    axes = axis_values(vendor)
    places = {entry.clause: each.outline.kind for each in documents for entry in clauses_in(each.outline.entries)}
    for written in documents:
        yield from coverage_problems(written, languages, axes)
        yield from _in_entries(written, written.outline.entries, 1, 0)
        if not written.unread:
            yield from reference_problems(written, languages, axes, places)


def _in_entries(written: Written, entries: Iterable[OutlineEntry], level: int, sections: int) -> Iterator[Problem]:
    """Yield what the numbering of the outline cannot print in *entries*.

    Args:
        level: Of their headings.
        sections: How many numbered ones they stand in.
    """
    headings = written.outline.numbering.headings
    for entry in entries:
        if not isinstance(entry, OutlineClause):
            continue
        numbered = entry.heading and entry.numbered
        if numbered and level > len(headings):
            message = f"the outline is deeper than its headings: {entry.clause}"
            hint = f"it has the headings {', '.join(headings)}" if headings else None
            yield Problem(written.outline.source, "numbering", message, place=f"outline: {entry.clause}", hint=hint)
        if clause := written.clauses.get(entry.clause):
            for text in clause.texts.values():
                yield from _in_text(written, clause.id, text, sections + numbered)
        yield from _in_entries(written, entry.sections, level + entry.heading, sections + numbered)


def _in_text(written: Written, clause: str, text: ClauseText, sections: int) -> Iterator[Problem]:
    patterns = written.outline.numbering.lists
    for depth, line in numbered_lists(text.blocks):
        if depth == len(patterns):
            message = f"a list is nested deeper than the outline's {len(patterns)} kinds of list"
        elif depth < len(patterns) and counters_in(patterns[depth]) > sections + depth + 1:
            message = f"a list numbered {patterns[depth]} stands in no numbered section"
        else:
            continue
        yield Problem(text.source, "numbering", message, line, None, clause)
