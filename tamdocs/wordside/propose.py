"""From a Word file that came back to a change of the clause files, as far as it can be one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tamdocs.errors import LibraryError, Problem
from tamdocs.library.hints import one_of
from tamdocs.library.model import Library
from tamdocs.wordside.export import write_for_editing
from tamdocs.wordside.markdown import line_width
from tamdocs.wordside.match import Fault, Matched, match
from tamdocs.wordside.patch import patch
from tamdocs.wordside.pieces import short
from tamdocs.wordside.places import Levels
from tamdocs.wordside.plan import Plan, PlanClause, make_plan
from tamdocs.wordside.returned import Grid, Line, Part, Returned, read_returned
from tamdocs.writers.docx.skin import WordSkin

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of the file of one clause."""

    clause: str
    path: str
    """Inside the folder of the editions, such as `2018-06/clauses/terms/payment/en.md`."""
    base: str
    """The same, or the file that the edition takes over so far: it gets a copy of its own."""
    before: bytes
    """What *base* holds."""
    after: bytes


@dataclass(frozen=True, slots=True)
class Said:
    """A comment in the file."""

    clause: str
    author: str
    text: str
    quoted: str


@dataclass(frozen=True, slots=True)
class Proposal:
    edition: str
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    comments: tuple[Said, ...]
    clauses: int
    """How many the document has."""


Judge = Callable[[Sequence[Change]], Sequence[Problem]]
"""Says what the library would be refused for after some changes."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The clause library as it is now."""

    library: Library
    files: Mapping[str, bytes]
    """By paths such as `2018-06/edition.toml`."""
    root: str
    """What stands before such a path in the source of a text."""


def propose(returned: Returned, shelf: Shelf, skin_of: Callable[[str], WordSkin], judge: Judge) -> Proposal:
    """Return what *returned* changes in the clause files, and why the rest of it changes nothing.

    Args:
        returned: The file that came back.
        shelf: What it was made from, as it is now.
        skin_of: The skin of a name.
        judge: Says what the library would be refused for.

    Raises:
        TamdocsError: Nothing of it can be taken over.
    """
    plan = _plan(returned, shelf)
    data = write_for_editing(plan, skin_of(plan.outline.skin))
    before = read_returned(data, "", "accepted").parts
    matched, outside = match(plan, before, returned.parts)
    problems = [*returned.warnings, *_outside(outside, returned.source), *_lost(returned, plan)]
    unfit = {problem.place for problem in problems if problem.severity == "error"}
    clerk = _Clerk(returned, shelf, plan, _levels(before), line_width(map(_text_of, plan.clauses)))
    changes = []
    for each in matched:
        change, found = clerk.change(each)
        problems += found
        if change and each.clause.id not in unfit:
            changes.append(change)
    kept, refused = _judged(changes, judge)
    comments = tuple(_comments(returned, plan))
    return Proposal(plan.choice.edition, tuple(kept), (*problems, *refused), comments, len(plan.clauses))


def _levels(before: Sequence[Part]) -> Levels:
    found: dict[str, set[int]] = {}
    for part in before:
        if isinstance(part, Line) and part.level is not None:
            found.setdefault(part.style, set()).add(part.level)
    return {style: frozenset(levels) for style, levels in found.items()}


def _text_of(clause: PlanClause) -> str:
    return clause.data.decode("utf-8-sig")


def _plan(returned: Returned, shelf: Shelf) -> Plan:
    choice, library, files, root = returned.manifest.choice, shelf.library, shelf.files, shelf.root
    if choice.edition not in library.editions:
        message = f"the file was made from edition {short(choice.edition)}, which is not here"
        hint = one_of(choice.edition, library.editions)
        raise LibraryError(Problem(returned.source, "unknown-edition", message, hint=hint))
    edition = library.editions[choice.edition]
    if edition.status == "released" or f"{edition.id}/edition.lock" in files:
        message = f"edition {edition.id} is released, and its words are final"
        hint = f"start the next one, and export from it: tamdocs library new-edition ID --from {edition.id}"
        raise LibraryError(Problem(f"{root}{edition.id}", "edition-locked", message, hint=hint))
    plan = make_plan(choice, edition, {root + path: data for path, data in files.items()})
    if [clause.id for clause in plan.clauses] != list(returned.manifest.hashes):
        message = f"the outline of {choice.document} was changed since the file was made"
        raise LibraryError(
            Problem(plan.outline.source, "edited-since", message, hint="export again, and edit that file")
        )
    return plan


@dataclass(frozen=True, slots=True)
class _Clerk:
    returned: Returned
    shelf: Shelf
    plan: Plan
    levels: Levels
    width: int | None

    def change(self, matched: Matched) -> tuple[Change | None, list[Problem]]:
        """Return what becomes of the file of a clause, if anything does, or why it cannot be."""
        clause = matched.clause
        claimed = self.returned.manifest.hashes[clause.id]
        if claimed.file != clause.sha256:
            return None, [] if claimed.words == matched.words else [_edited_since(clause)]
        if matched.faults:
            return None, [_problem(clause, each) for each in matched.faults]
        if not matched.changed:
            return None, []
        expressions = self.plan.edition.languages[self.plan.choice.language].expressions
        width = line_width([_text_of(clause)]) or self.width
        patched = patch(matched, self.levels, width, expressions)
        if patched.faults:
            return None, [_problem(clause, each) for each in patched.faults]
        text = patched.text.encode()
        after = _BOM + text if clause.data.startswith(_BOM) else text
        path = clause.text.source.removeprefix(self.shelf.root)
        own = "/".join([self.plan.choice.edition, *path.split("/")[1:]])
        return Change(clause.id, own, path, clause.data, after) if after != clause.data else None, []


def _edited_since(clause: PlanClause) -> Problem:
    message = "this file was changed since the Word file was made; what was edited in Word is not taken over"
    hint = "export again, and make the edits there"
    return Problem(clause.text.source, "edited-since", message, place=clause.id, hint=hint)


def _problem(clause: PlanClause, fault: Fault) -> Problem:
    return Problem(clause.text.source, "word-edit", fault.message, fault.line, None, clause.id, fault.hint)


def _outside(parts: Sequence[Part], source: str) -> Iterator[Problem]:
    for part in parts:
        table = " ".join(cell for row in part.cells for cell in row if cell) if isinstance(part, Grid) else ""
        words = part.text if isinstance(part, Line) else table
        message = f"“{short(words)}” stands outside of every clause, or was changed there"
        hint = "put it below the title of a clause; title and closing line stand in the outline of the document"
        yield Problem(source, "outside-clause", message, hint=hint)


def _lost(returned: Returned, plan: Plan) -> Iterator[Problem]:
    for thing in returned.lost:
        clause = _clause_of(thing.name, plan)
        source = clause.text.source if clause else returned.source
        message = f"{thing.what} cannot stand in a clause"
        yield Problem(source, "word-edit", message, place=clause.id if clause else None, hint=thing.hint)


def _clause_of(name: str, plan: Plan) -> PlanClause | None:
    return next((clause for clause in plan.clauses if f"{name}-".startswith(f"{clause.name}-")), None)


def _comments(returned: Returned, plan: Plan) -> Iterator[Said]:
    for remark in returned.remarks:
        clause = _clause_of(remark.name, plan)
        yield Said(clause.id if clause else "", remark.author, remark.text, remark.quoted)


def _judged(changes: list[Change], judge: Judge) -> tuple[list[Change], list[Problem]]:
    """Return the *changes* that the library takes, together, and what it says of the others."""
    problems = judge(changes) if changes else ()
    if not problems:
        return changes, []
    fine = [change for change in changes if not judge([change])]
    found = [problem for change in changes if change not in fine for problem in judge([change])]
    if judge(fine):
        return [], list(dict.fromkeys(problems))
    return fine, list(dict.fromkeys(found))
