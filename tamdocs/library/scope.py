"""What the expressions of a clause can see while it is filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from tamdocs.errors import LibraryError, Problem
from tamdocs.library.agreement import pointer_of
from tamdocs.library.expressions import Expression
from tamdocs.library.matching import places_of
from tamdocs.library.template import Repeat
from tamdocs.library.values import value_of


@dataclass(frozen=True, slots=True)
class Scope:
    """What the expressions of a clause can see, and where messages point."""

    source: str
    clause: str
    names: Mapping[str, object]
    loops: Mapping[str, str]
    """JSON pointer of the item by the name that a repeat gives it."""
    prose: str = ""
    """Pointer of the prose whose words are put in, if they are."""

    def value(self, expression: Expression, line: int) -> object:
        """Return the value of *expression*.

        Raises:
            LibraryError: It has none for this order.
        """
        try:
            return value_of(expression, self.names)
        except ValueError as error:
            raise self.error(expression, line, str(error)) from error

    def error(self, expression: Expression, line: int, message: str) -> LibraryError:
        words = f"`{expression.source}`: {message}"
        return LibraryError(Problem(self.source, "value", words, line, None, self.clause))

    def problem(self, code: str, message: str, line: int, hint: str | None = None) -> Problem:
        return Problem(self.source, code, message, line, None, self.clause, hint)

    def items(self, repeat: Repeat, line: int) -> Iterator[Scope]:
        """Yield a scope for each item of *repeat*."""
        items = self.value(repeat.items, line)
        if not isinstance(items, list | tuple):
            raise self.error(repeat.items, line, "this is not a list")
        base = pointer_of(repeat.items.path, self.loops)
        for index, item in zip(places_of(items), items, strict=True):
            names = {**self.names, repeat.name: item}
            yield replace(self, names=names, loops={**self.loops, repeat.name: f"{base}/{index}"})
