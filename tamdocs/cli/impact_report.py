"""How the impact of an edition is told: orders with the same changes together, or one JSON object for each order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from tamdocs.cli.report import json_line, problem_as_json, problem_as_text
from tamdocs.cli.words import counted

if TYPE_CHECKING:
    from tamdocs.batch.impact import DocumentChange, OrderImpact
    from tamdocs.compare.clause_changes import ClauseChange
    from tamdocs.orders.model import Order

_NAMED = 3
"""How many orders of a group are named."""


class ImpactReport:
    """Counts and prints what would become of each order."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        self.orders = self.refused = 0
        self.groups: dict[tuple[DocumentChange, ...], Order] = {}
        """The first order with these changes."""
        self._numbers: dict[tuple[DocumentChange, ...], list[str]] = {}
        self._counts: dict[tuple[DocumentChange, ...], int] = {}

    def add(self, impact: OrderImpact) -> None:
        """Take an order in; as JSON it is printed at once."""
        self.orders += 1
        if self.as_json:
            click.echo(json_line(as_line(impact)))
        if impact.problems or impact.order is None:
            self.refused += 1
            for problem in impact.problems:
                click.echo(problem_as_text(problem), err=True)
            return
        self.groups.setdefault(impact.changes, impact.order)
        numbers = self._numbers.setdefault(impact.changes, [])
        if len(numbers) < _NAMED:
            numbers.append(impact.order.order_number)
        self._counts[impact.changes] = self._counts.get(impact.changes, 0) + 1

    def finish(self) -> None:
        """Print the groups, the largest first, and the sum."""
        same = self._counts.get((), 0)
        changed = sorted((each for each in self._counts if each), key=lambda each: -self._counts[each])
        if not self.as_json:
            for changes in changed:
                click.echo("\n".join(self._group(changes)))
            if same:
                click.echo(f"{counted(same, 'order')} would read the same: {self._named(())}")
        words = f"{counted(self.orders, 'order')}: {self.orders - same - self.refused:,} would read differently"
        words += f" in {counted(len(changed), 'way')}" if changed else ""
        refused = f", {self.refused:,} refused" if self.refused else ""
        click.echo(f"{words}, {same:,} the same{refused}", err=True)

    def _group(self, changes: tuple[DocumentChange, ...]) -> Iterator[str]:
        yield f"{counted(self._counts[changes], 'order')} would read differently: {self._named(changes)}"
        for document in changes:
            for clause in document.clauses:
                yield f"  {document.document}, {document.language}, {_told(clause)}"

    def _named(self, changes: tuple[DocumentChange, ...]) -> str:
        numbers, count = self._numbers[changes], self._counts[changes]
        more = f" and {count - len(numbers):,} more" if count > len(numbers) else ""
        return ", ".join(numbers) + more


def as_line(impact: OrderImpact) -> dict[str, object]:
    """Return what `--json` prints of an order."""
    return {
        "source": impact.source,
        "order_number": impact.order.order_number if impact.order else None,
        "same": not impact.changes and not impact.problems,
        "changes": [
            {
                "document": document.document,
                "language": document.language,
                "clause": clause.clause or None,
                "what": clause.what,
                "before": clause.before or None,
                "after": clause.after or None,
            }
            for document in impact.changes
            for clause in document.clauses
        ],
        "problems": [problem_as_json(problem) for problem in impact.problems],
    }


def _told(change: ClauseChange) -> str:
    name = f"`{change.clause}`" if change.clause else "the document"
    match change.what:
        case "added":
            return f"{name} is new: “{change.after}”"
        case "removed":
            return f"{name} is gone: “{change.before}”"
        case "renumbered":
            return f"{name} has another number: “{change.after}” for “{change.before}”"
        case "changed":
            if not change.before:
                return f"{name}: “{change.after}” is new"
            return (
                f"{name}: “{change.after}” for “{change.before}”"
                if change.after
                else f"{name}: “{change.before}” is gone"
            )
