"""Where a paragraph that was added in Word belongs in the clause file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from tamdocs.library.clause_source import Container, Role, SourceUnit
from tamdocs.wordside.match import Fault
from tamdocs.wordside.returned import Line

_LIST = re.compile(r"list (number|bullet|continue)(?: ([2-5]))?")
_LISTS = frozenset({"ordered", "bullet"})
_CLOSED = frozenset({"details", "signature"})
Levels: TypeAlias = Mapping[str, frozenset[int]]
"""By style."""

_ASK = "say in a comment what is wanted"


@dataclass(frozen=True, slots=True)
class Spot:
    """What stands above, and the line of the file that comes next."""

    role: Role
    containers: tuple[Container, ...]
    line: int
    new: bool = False
    """Whether it was added in Word."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a new paragraph becomes."""

    role: Role
    containers: tuple[Container, ...]
    gap: bool
    """Whether blank lines stand around it."""
    opens: bool = False
    """Whether it is the first line of the meaning of a new term."""

    @property
    def column(self) -> int:
        """Where its words begin."""
        return self.containers[-1].inner if self.containers else 0

    @property
    def prefix(self) -> str:
        if self.opens:
            return f"{' ' * self.containers[-1].indent}: "
        if self.role != "item":
            return " " * self.column
        own = self.containers[-1]
        marker = "1." if own.kind == "ordered" else "-"
        return " " * own.indent + marker.ljust(own.inner - own.indent)


def spot_after(unit: SourceUnit) -> Spot:
    return Spot(unit.role, unit.containers, unit.last)


def place_of(line: Line, above: Spot, levels: Levels) -> Place | Fault:
    """Return what the paragraph *line* becomes below *above*, or why it cannot.

    Args:
        levels: Those in their lists that the paragraphs of a style have.
    """
    kinds = [each.kind for each in above.containers]
    if _CLOSED.intersection(kinds):
        return Fault("a new line among labels and values, or where the parties sign", _ASK)
    frame = max((index + 1 for index, kind in enumerate(kinds) if kind not in {*_LISTS, "meaning"}), default=0)
    match = _LIST.fullmatch(line.style)
    if match is None:
        return _plain_place(line, above, frame)
    known = levels.get(line.style, frozenset())
    shift = 0 if line.level is None or not known or line.level in known else line.level - max(known)
    depth = int(match[2] or 1) + shift
    if match[1] == "continue":
        return _continued(above, frame, depth)
    if match[1] == "number" and line.level is None:
        return _continued(above, frame, depth)
    return _item(above, frame, depth, "ordered" if match[1] == "number" else "bullet")


def _plain_place(line: Line, above: Spot, frame: int) -> Place | Fault:
    if line.style.startswith(("heading", "title", "toc")):
        return Fault("a new heading: a new clause is made in the clause library", _ASK)
    if line.style == "definition" and above.role != "term":
        return Place("term", above.containers[:frame], gap=True)
    if above.role == "term":
        return Fault("a paragraph between a term and its meaning", "put it below the meaning")
    if line.style in {"body text", "note"}:
        if line.style == "note" and (not frame or above.containers[frame - 1].kind != "note"):
            return Fault("a new note: a note is added in the clause file", _ASK)
        return Place("paragraph", above.containers[:frame], gap=True)
    if line.level is not None and above.role == "item":
        own = above.containers[-1]
        return Place("item", above.containers, own.spaced)
    return Place("paragraph", above.containers, gap=True)


def _lists(above: Spot) -> list[int]:
    """Return the indexes of the lists among the containers."""
    return [index for index, each in enumerate(above.containers) if each.kind in _LISTS]


def _continued(above: Spot, frame: int, depth: int) -> Place | Fault:
    if above.role == "term" and above.new and depth == 1:
        column = above.containers[-1].inner if above.containers else 0
        return Place("paragraph", (*above.containers, Container("meaning", column, column + 2)), gap=False, opens=True)
    if above.role == "term":
        return Fault("a paragraph between a term and its meaning", "put it below the meaning")
    meaning = next(
        (index for index in range(frame, len(above.containers)) if above.containers[index].kind == "meaning"), None
    )
    if meaning is not None and depth <= 1:
        return Place("paragraph", above.containers[: meaning + 1], gap=True)
    lists = _lists(above)
    if not 0 < depth <= len(lists):
        return Fault("a paragraph that is set in without a list item above it", "give it the style Body Text")
    if lists[depth - 1] < frame:
        return Fault("a paragraph of a list that begins outside of the grey lines around it", "put it below them")
    return Place("paragraph", above.containers[: lists[depth - 1] + 1], gap=True)


def _item(above: Spot, frame: int, depth: int, kind: str) -> Place | Fault:
    lists = _lists(above)
    if depth == len(lists) + 1:
        if above.role == "term":
            return Fault("a list between a term and its meaning", "put it below the meaning")
        column = above.containers[-1].inner if above.containers else 0
        own = Container(kind, column, column + (3 if kind == "ordered" else 2), spaced=depth == 1)
        return Place("item", (*above.containers, own), own.spaced)
    if not 0 < depth <= len(lists):
        return Fault("a list item that is set in deeper than the one above it allows", "set it in by one level")
    if lists[depth - 1] < frame:
        return Fault("an item of a list that begins outside of the grey lines around it", "put it below them")
    own = above.containers[lists[depth - 1]]
    if own.kind != kind:
        return Fault(
            "bullets in a numbered list, or numbers in one with bullets", "give it the kind of those around it"
        )
    return Place("item", above.containers[: lists[depth - 1] + 1], own.spaced)
