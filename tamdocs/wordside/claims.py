"""Finds the placeholders and references of a clause in the paragraphs that came back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tamdocs.wordside.pieces import Piece, Pieces, Words, tidy
from tamdocs.wordside.plan import Atom
from tamdocs.wordside.returned import Line


@dataclass(frozen=True, slots=True)
class Claim:
    """Where an atom stands in the text of a line."""

    start: int
    atom: Atom

    @property
    def end(self) -> int:
        return self.start + len(self.atom.shown)


def claim(lines: Sequence[Line], atoms: Iterable[Atom]) -> tuple[tuple[Claim, ...], ...]:
    """Return the atoms of each of *lines*, each atom at most once.

    An atom is known by its bookmark; one that has lost it, as when words are moved, by what it shows.
    """
    known = {atom.name: atom for atom in atoms}
    claims: list[list[Claim]] = [[] for _ in lines]
    for index, line in enumerate(lines):
        for name, offset in sorted(line.places, key=lambda place: place[1]):
            if atom := known.get(name):
                start = _free(line.text, atom.shown, offset, claims[index])
                if start >= 0:
                    claims[index].append(Claim(start, known.pop(name)))
    for atom in list(known.values()):
        for index, line in enumerate(lines):
            start = _free(line.text, atom.shown, 0, claims[index])
            if start >= 0:
                claims[index].append(Claim(start, known.pop(atom.name)))
                break
    return tuple(tuple(sorted(each, key=lambda claim: claim.start)) for each in claims)


def broken(lines: Sequence[Line], claims: Sequence[Sequence[Claim]], atoms: Iterable[Atom]) -> tuple[Atom, ...]:
    """Return those of *atoms* whose bookmark stands in one of *lines* and whose words do not."""
    found = {claim.atom.name for each in claims for claim in each}
    marked = {name for line in lines for name, _ in line.places}
    return tuple(atom for atom in atoms if atom.name in marked - found)


def _free(text: str, shown: str, offset: int, taken: Sequence[Claim]) -> int:
    """Return where *shown* stands in *text* from *offset* on, and is not *taken*; below zero if nowhere."""
    start = text.find(shown, offset)
    while start >= 0 and any(start < claim.end and claim.start < start + len(shown) for claim in taken):
        start = text.find(shown, start + 1)
    return start


def pieces_of_line(line: Line, claims: Sequence[Claim], *, flat: bool = False) -> Pieces:
    """Return what *line* says.

    Args:
        claims: The atoms in it.
        flat: Whether bold and italics come from the style of the paragraph, and do not count.
    """
    pieces: list[Piece] = []
    todo = list(claims)
    at = place = 0
    for words, own in line.runs:
        look = replace(own, strong=False, emphasis=False) if flat else own
        end = at + len(words)
        while place < end:
            stop = min(end, todo[0].start) if todo else end
            if stop > place:
                pieces.append(Words(words[place - at : stop - at], look))
            place = stop
            if todo and todo[0].start == place < end:
                first = todo.pop(0)
                pieces.append(replace(first.atom.piece, look=look))
                place = first.end
        at = end
    return tidy(pieces)
