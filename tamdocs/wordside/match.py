"""Holds the paragraphs that came back against those that went out, clause by clause."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from tamdocs.wordside.claims import Claim, broken, claim, pieces_of_line
from tamdocs.wordside.labels import clause_label, table_cells, unit_label
from tamdocs.wordside.manifest import words_hash
from tamdocs.wordside.pieces import Piece, Pieces, Placeholder, Words, plain_text, short
from tamdocs.wordside.plan import Atom, Plan, PlanClause, PlanUnit
from tamdocs.wordside.returned import Grid, Line, Part

_CLAUSE = re.compile(r"(tam-c\d+)(-(?:u\d+|title))?")
_MOVED_AWAY = "words of this clause were moved into another one"
_MOVED_HERE = "words of another clause were moved into this one"
_MOVE_HINT = "move them back; words move inside their clause only"
OUTSIDE = ""
_Before: TypeAlias = tuple[Pieces, tuple[str, int | None]]
"""What a paragraph said, and its style and level."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A paragraph that was there before."""

    unit: PlanUnit
    pieces: Pieces
    changed: bool
    moved: bool = False
    """Whether it stands among others than before, or as another kind of paragraph."""
    line: Line | None = None


@dataclass(frozen=True, slots=True)
class New:
    line: Line
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class Fault:
    message: str
    hint: str
    line: int | None = None
    """Of the clause file."""


@dataclass(frozen=True, slots=True)
class Matched:
    """What came back of a clause."""

    clause: PlanClause
    title: str | None
    """None if it is as it was."""
    parts: tuple[Kept | New, ...]
    faults: tuple[Fault, ...]
    words: str
    """See `words_hash`."""

    @property
    def changed(self) -> bool:
        kept = [part for part in self.parts if isinstance(part, Kept)]
        whole = len(kept) == len(self.parts) == len(self.clause.units)
        return self.title is not None or not whole or any(part.changed or part.moved for part in kept)


def match(plan: Plan, before: Sequence[Part], after: Sequence[Part]) -> tuple[tuple[Matched, ...], tuple[Part, ...]]:
    """Return what came back of each clause, and what stands outside of all.

    Args:
        before: The document as it went out.
        after: As it came back.
    """
    old, new = _by_clause(before), _by_clause(_healed(after))
    atoms = iter(plan.atoms)
    matched = []
    for clause in plan.clauses:
        count = sum(not isinstance(piece, Words) for unit in clause.units for piece in unit.pieces)
        own = [next(atoms) for _ in range(count)]
        region = new.get(clause.name, _Region())
        found = _Matcher(plan, clause, own, old[clause.name].parts, region.parts).match()
        matched.append(replace(found, faults=(*region.faults, *found.faults)))
    unknown = new.keys() - old.keys()
    outside = [part for name in (OUTSIDE, *sorted(unknown)) for part in new.get(name, _Region()).parts]
    return _in_order(matched, list(new)), tuple(_outside(old[OUTSIDE].parts, outside))


@dataclass(slots=True)
class _Region:
    """What stands between the line that names a clause and the next such line."""

    parts: list[Part] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def _by_clause(parts: Sequence[Part]) -> Mapping[str, _Region]:
    """Return *parts* by the clause that they stand in."""
    found: dict[str, _Region] = {}
    region = OUTSIDE
    for part in parts:
        if isinstance(part, Line) and part.names:
            known = _CLAUSE.fullmatch(part.names[0])
            if known is None:
                region = OUTSIDE
            elif not known[2]:
                region = known[1]
            elif known[1] != region:
                found.setdefault(known[1], _Region()).faults.append(Fault(_MOVED_AWAY, _MOVE_HINT))
                found.setdefault(region, _Region()).faults.append(Fault(_MOVED_HERE, _MOVE_HINT))
                part = replace(part, names=())  # noqa: PLW2901 - it is a new paragraph here
        found.setdefault(region, _Region()).parts.append(part)
    return found


def _in_order(matched: Sequence[Matched], names: Sequence[str]) -> tuple[Matched, ...]:
    """Return *matched*, with a fault for each clause that does not stand behind those that it stood behind."""
    places = [names.index(each.clause.name) if each.clause.name in names else -1 for each in matched]
    staying = set(_longest_rise([place for place in places if place >= 0]))
    fault = Fault("the clause was moved", "move it back; the order of clauses stands in the outline of the document")
    return tuple(
        each if place < 0 or place in staying else replace(each, faults=(*each.faults, fault))
        for each, place in zip(matched, places, strict=True)
    )


def _healed(parts: Sequence[Part]) -> list[Part]:
    """Return *parts* with the names of empty paragraphs given to the one that was split off, each name once."""
    healed: list[Part] = []
    seen: set[str] = set()
    waiting: tuple[str, ...] = ()
    style = ""
    for part in parts:
        if not isinstance(part, Line):
            healed.append(part)
            waiting = ()
            continue
        names = tuple(name for name in part.names if name not in seen)
        seen.update(names)
        if not part.text.strip():
            waiting, style = names, part.style
            continue
        healed.append(replace(part, names=names or (waiting if part.style == style else ())))
        waiting = ()
    return healed


def _outside(before: Sequence[Part], after: Sequence[Part]) -> Iterator[Part]:
    known = {(part.names[:1], part.text) for part in before if isinstance(part, Line)}
    for part in after:
        if isinstance(part, Grid) or (part.names[:1], part.text) not in known:
            yield part


@dataclass(slots=True)
class _Matcher:
    plan: Plan
    clause: PlanClause
    atoms: list[Atom]
    before: Sequence[Part]
    after: Sequence[Part]

    def match(self) -> Matched:
        old = dict(self._read(self.before))
        faults = list(self._grids())
        title: str | None = None
        parts: list[Kept | New] = []
        units = {unit.name: unit for unit in self.clause.units}
        for line, pieces in self._lines(self.after):
            name = line.names[0] if line.names else ""
            if name == self.clause.name:
                faults += self._locked(line, clause_label(self.clause), None)
            elif name == self.clause.title_name:
                words = " ".join(line.text.split())
                title = words if words != " ".join(self.clause.text.title.split()) else None
            elif (unit := units.get(name)) is None:
                parts.append(New(line, pieces))
            elif unit.locked:
                faults += self._locked(line, unit_label(unit), unit)
                parts.append(Kept(unit, (), changed=False))
            else:
                before, shape = old[name]
                moved = (line.style, line.level) != shape
                parts.append(Kept(unit, pieces, pieces != before, moved, line))
        parts = self._known_by_words(parts, old)
        faults += self._broken()
        faults += self._missing(parts)
        if not any(line.names[:1] == (self.clause.name,) for line in self._all(self.after)):
            faults.append(Fault("the grey line that names the clause is gone", "put it back"))
        if self.clause.entry.heading and not any(
            self.clause.title_name in each.names for each in self._all(self.after)
        ):
            faults.append(Fault("the title of the clause is gone", "put it back; a clause is dropped in the outline"))
        words = words_hash(line.text for line in self._all(self.after))
        return Matched(self.clause, title, tuple(_moves(parts)), tuple(faults), words)

    def _known_by_words(self, parts: Sequence[Kept | New], old: Mapping[str, _Before]) -> list[Kept | New]:
        """Return *parts* with those that lost their names and nothing else known again."""
        there = {part.unit.name for part in parts if isinstance(part, Kept)}
        gone = [unit for unit in self.clause.units if unit.name not in there and unit.name in old]
        known: list[Kept | New] = []
        for part in parts:
            if isinstance(part, New):
                mine = (part.pieces, (part.line.style, part.line.level))
                unit = next((each for each in gone if old[each.name] == mine and not each.locked), None)
                if unit is not None:
                    gone.remove(unit)
                    known.append(Kept(unit, part.pieces, changed=False, line=part.line))
                    continue
            known.append(part)
        return known

    def _all(self, parts: Sequence[Part]) -> list[Line]:
        return [part for part in parts if isinstance(part, Line)]

    def _read(self, parts: Sequence[Part]) -> Iterator[tuple[str, _Before]]:
        for line, pieces in self._lines(parts):
            if line.names:
                yield line.names[0], (pieces, (line.style, line.level))

    def _lines(self, parts: Sequence[Part]) -> list[tuple[Line, Pieces]]:
        lines = self._all(parts)
        terms = {unit.name for unit in self.clause.units if unit.source.role == "term"}
        claims: Sequence[Sequence[Claim]] = claim(lines, self.atoms)
        return [
            (line, pieces_of_line(line, found, flat=bool(terms.intersection(line.names[:1]))))
            for line, found in zip(lines, claims, strict=True)
        ]

    def _broken(self) -> Iterator[Fault]:
        lines = self._all(self.after)
        for atom in broken(lines, claim(lines, self.atoms), self.atoms):
            if not isinstance(atom.piece, Placeholder):
                yield Fault(f"the reference “{atom.shown}” was changed", "put it back, or take all of it out")

    def _locked(self, line: Line, label: str, unit: PlanUnit | None) -> Iterator[Fault]:
        if line.text.strip() != label.strip():
            message = f"a grey line was changed: “{short(line.text)}”"
            yield Fault(message, f"it has to read “{label}”", unit.source.first + 1 if unit else None)

    def _grids(self) -> Iterator[Fault]:
        """Yield what is wrong with the tables: each stands below the line that names it, as it was."""
        tables = {unit.name: unit for unit in self.clause.units if unit.table is not None}
        above: PlanUnit | None = None
        for part in self.after:
            if isinstance(part, Line):
                if above is not None:
                    yield Fault("a table is gone, or words stand above it", "put it back", above.source.first + 1)
                above = tables.get(part.names[0]) if part.names else None
            elif above is None:
                words = " ".join(word for row in part.cells for word in row if word)
                yield Fault(
                    f"a new table: “{short(words)}”",
                    "a table is written in the clause file; say what is wanted in a comment",
                )
            else:
                if _plain(part.cells) != _plain(table_cells(above)):
                    yield Fault(
                        "a table was changed",
                        "take the change back, and ask for it in a comment",
                        above.source.first + 1,
                    )
                above = None
        if above is not None:
            yield Fault("a table is gone", "put it back", above.source.first + 1)

    def _missing(self, parts: Sequence[Kept | New]) -> Iterator[Fault]:
        kept = {part.unit.name: part for part in parts if isinstance(part, Kept)}
        there = {id_of(piece) for part in parts for piece in part.pieces if isinstance(piece, Placeholder)}
        for unit in self.clause.units:
            if unit.locked and unit.name not in kept:
                yield Fault(f"a grey line is gone: “{unit_label(unit)}”", "put it back", unit.source.first + 1)
            if unit.name in kept:
                for piece in unit.pieces:
                    if isinstance(piece, Placeholder) and id_of(piece) not in there:
                        message = f"the placeholder {plain_text([piece])} is gone or broken"
                        yield Fault(message, "put it back, or say in a comment what is wanted", unit.source.first + 1)
        shown = {atom.shown for atom in self.plan.atoms if isinstance(atom.piece, Placeholder)}
        for part in parts:
            words = "\0".join(piece.text for piece in part.pieces if isinstance(piece, Words))
            for each in sorted(shown):
                if each in words:
                    message = f"{each} is typed or copied, and would be printed as it stands"
                    yield Fault(message, "a placeholder can be moved in its clause; ask for another one in a comment")


def id_of(piece: Piece) -> str:
    return plain_text([piece])


def _plain(cells: Sequence[Sequence[str]]) -> list[list[str]]:
    return [["".join(cell.split()) for cell in row] for row in cells]


def _moves(parts: Sequence[Kept | New]) -> Iterator[Kept | New]:
    """Yield *parts*, those that left their order among the others as moved: as few as can be."""
    order = [int(part.unit.name.rpartition("-u")[2]) for part in parts if isinstance(part, Kept)]
    staying = set(_longest_rise(order))
    for part in parts:
        if isinstance(part, Kept):
            number = int(part.unit.name.rpartition("-u")[2])
            yield replace(part, moved=part.moved or number not in staying)
        else:
            yield part


def _longest_rise(numbers: Sequence[int]) -> list[int]:
    """Return a longest rising run of *numbers*, taken in their order."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for index, number in enumerate(numbers):
        place = bisect_left(tails, number)
        before.append(ends[place - 1] if place else None)
        tails[place : place + 1] = [number]
        ends[place : place + 1] = [index]
    found: list[int] = []
    index_or_none: int | None = ends[-1] if ends else None
    while index_or_none is not None:
        found.append(numbers[index_or_none])
        index_or_none = before[index_or_none]
    return found[::-1]
