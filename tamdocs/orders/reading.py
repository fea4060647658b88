"""What came of reading one order: the order, or why there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from tamdocs.errors import Problem, Severity
from tamdocs.orders.draft import Draft
from tamdocs.orders.model import Order
from tamdocs.orders.parse import parse_again
from tamdocs.orders.parts import strings
from tamdocs.orders.positions import Places
from tamdocs.orders.text import tidy

MOST_PROBLEMS = 100
"""Problems of one order that are told; the rest is counted."""

_LINE_END = re.compile("[\n\r\t]+")
_AT_NAME = frozenset({"unknown-field", "duplicate-key"})
"""Codes whose problem is the name of a field and not its value."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One order file, read. Never without an answer: there is an order, or an error that says why not."""

    source: str
    sha256: str
    """Of the bytes of the file, in hexadecimal."""
    order: Order | None
    """None if and only if one of the problems is an error."""
    problems: tuple[Problem, ...]
    """Errors and warnings, in the order of the file."""
    order_number: str | None = None
    """As the file gives it, also where the order is refused."""
    draft: Draft | None = field(default=None, repr=False)
    """What could be read of an order, also of one that is refused, so that what only an edition knows can be judged all
    the same; None where the file holds no object."""
    data: bytes = field(default=b"", repr=False, compare=False)
    """The file."""
    places: Places = field(default_factory=lambda: Places(""), repr=False, compare=False)

    def located(self, problem: Problem) -> Problem:
        """Return *problem*, which knows its place only, with source, line and column."""
        if problem.line is not None:
            return problem
        find = self.places.of_name if problem.code in _AT_NAME else self.places.of_value
        position = find(problem.place or "")
        return replace(problem, source=self.source, line=position.line, column=position.column)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield every string of the file with its JSON pointer, put in order; each of its lines apart."""
        for place, text in strings(parse_again(self.places)):
            for line in _LINE_END.split(text):
                yield place, tidy(line)

    def with_problems(self, more: Iterable[Problem]) -> Reading:
        """Return this reading with *more* problems, located; without an order if one of them is an error."""
        known = {(problem.code, problem.place, problem.message) for problem in self.problems}
        located = dict.fromkeys(map(self.located, more))
        new = [problem for problem in located if (problem.code, problem.place, problem.message) not in known]
        if not new:
            return self
        problems = in_file_order((*self.problems, *new))
        return replace(self, problems=problems, order=None if has_error(problems) else self.order)


def in_file_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return *problems* as a reader meets them, the first ones only if there are very many."""
    ordered = sorted(problems, key=lambda problem: (problem.line or 0, problem.column or 0))
    if len(ordered) <= MOST_PROBLEMS:
        return tuple(ordered)
    shown, rest = ordered[:MOST_PROBLEMS], ordered[MOST_PROBLEMS:]
    last = shown[-1]
    message = f"and {len(rest):,} more problems after this one"
    severity: Severity = "error" if has_error(rest) else "warning"
    return (*shown, Problem(last.source, "more-problems", message, last.line, last.column, "", severity=severity))


def has_error(problems: Iterable[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)
