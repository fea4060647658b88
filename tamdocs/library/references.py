"""Holds the references of every clause against the document that it stands in, before any order is run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tamdocs.errors import Problem
from tamdocs.library.anchors import anchors, cross_references
from tamdocs.library.clause_markdown import ClauseText
from tamdocs.library.coverage import Axes, Selection, Written, selections
from tamdocs.library.hints import one_of
from tamdocs.library.model import OutlineClause, OutlineEntry
from tamdocs.library.template import CrossReference


def reference_problems(
    written: Written, languages: Iterable[str], axes: Axes, elsewhere: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield each reference of *written* that nothing in the document can answer.

    Args:
        axes: The codes of each axis: which texts stand together depends on them.
        elsewhere: Which other document a clause stands in, for hints.
    """
    found: dict[tuple[str, int, str], Problem] = {}
    for language in languages:
        for selection in selections(written, language, axes):
            judge = _Judge(written, selection, elsewhere, _targets(selection))
            for clause, text in selection.texts.items():
                for reference in cross_references(text.blocks):
                    if problem := judge.problem(clause, text, reference):
                        found.setdefault((text.source, reference.line, reference.target), problem)
    yield from found.values()


def clauses_in(entries: Iterable[OutlineEntry]) -> Iterator[OutlineClause]:
    """Yield the clauses of an outline in their order, sections after what they stand in."""
    for entry in entries:
        if isinstance(entry, OutlineClause):
            yield entry
            yield from clauses_in(entry.sections)


def _targets(selection: Selection) -> Mapping[str, bool]:
    """Return what can be named, and whether it has a number."""
    found = {entry.clause: entry.numbered for entry in selection.entries if entry.heading}
    for text in selection.texts.values():
        for anchor in anchors(text.blocks):
            found[anchor.id] = anchor.numbered or found.get(anchor.id, False)
    return found


@dataclass(frozen=True, slots=True)
class _Judge:
    written: Written
    selection: Selection
    elsewhere: Mapping[str, str]
    targets: Mapping[str, bool]

    def problem(self, clause: str, text: ClauseText, reference: CrossReference) -> Problem | None:
        target = reference.target
        if target not in self.targets:
            message, hint = self._nothing(target)
        elif not self.targets[target] and not reference.words:
            message = f"`#{target}` has no number that a reference could print"
            hint = f"give the reference words of its own: [words](#{target})"
        else:
            return None
        return Problem(text.source, "reference", message, reference.line, None, clause, hint)

    def _nothing(self, target: str) -> tuple[str, str]:
        message = f"the reference to `#{target}` points at nothing"
        here = f"{message} in the document for {', '.join(self.selection.case)}"
        entry = next((each for each in clauses_in(self.written.outline.entries) if each.clause == target), None)
        if entry and entry.heading:
            return here, f"the outline leaves `{target}` out there"
        if entry:
            return message, f"the clause `{target}` has no heading that could be named"
        if source := self._set_by(target):
            return here, f"`({target})=` stands in {source}, which does not apply there"
        if kind := self.elsewhere.get(target):
            return message, f"`{target}` is a clause of {kind}; a reference stays inside its document"
        return message, one_of(target, self.targets)

    def _set_by(self, target: str) -> str | None:
        texts = (text for clause in self.written.clauses.values() for text in clause.texts.values())
        return next((text.source for text in texts if any(each.id == target for each in anchors(text.blocks))), None)
