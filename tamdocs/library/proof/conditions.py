"""Every condition of an edition can hold and can fail, and every value that a clause prints is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jinja2 import nodes

from tamdocs.errors import LibraryError, Problem, Severity
from tamdocs.library.agreement import Agreement, names_of
from tamdocs.library.clause_markdown import ClauseText
from tamdocs.library.expand import expand_clause
from tamdocs.library.expressions import Expression
from tamdocs.library.lint.order_shape import OrderShape, Path, full_path
from tamdocs.library.lint.paths import paths_in
from tamdocs.library.lint.subject import outline_clauses
from tamdocs.library.lint.units import units_of
from tamdocs.library.model import Edition, Outline, Region
from tamdocs.library.proof.choices import Choice, answered, assignments, choices_of, constants_in, value_at
from tamdocs.library.proof.texts import Case, Selection
from tamdocs.library.scope import Scope
from tamdocs.library.specimen import full_order
from tamdocs.library.specimen_data import specimen_data, with_data
from tamdocs.library.template import (
    Each,
    Repeat,
    TemplateBlock,
    TemplateBlocks,
    When,
    child_blocks,
)
from tamdocs.library.values import value_of
from tamdocs.orders.model import Address, Order

MOST = 512
"""Orders that are tried of one clause and case. A clause that asks more gets every pair of answers."""


@dataclass(slots=True)
class Site:
    """A condition in its place, and the answers that it has given."""

    source: str
    line: int | None
    clause: str
    expression: Expression
    loops: tuple[Repeat, ...] = ()
    answers: set[bool] = field(default_factory=set)


@dataclass(slots=True)
class Findings:
    sites: dict[tuple[str, int | None, str, str], Site] = field(default_factory=dict)
    problems: dict[Problem, Case] = field(default_factory=dict)
    """Each with the first case that shows it."""
    orders: int = 0
    """How many fillings of a clause were tried."""

    def site(self, found: Site) -> Site:
        key = (found.source, found.line, found.clause, found.expression.source)
        return self.sites.setdefault(key, found)


class Prover:
    """Fills every text of every clause for every order that could make a difference to it."""

    def __init__(self, edition: Edition, schema: Mapping[str, Any], selection: Selection) -> None:
        self.edition = edition
        self.shapes = {kind: OrderShape(edition, schema, kind) for kind in edition.outlines}
        self.selection = selection
        self.regions = {region.code: region for region in edition.vendor.regions}
        self.constants = {kind: self._constants(kind) for kind in edition.outlines}
        self.findings = Findings()
        self._choices: dict[tuple[str, Case], tuple[Order, list[Choice]]] = {}
        self._concerned: dict[tuple[str, str, frozenset[Path]], set[Path]] = {}
        self.reached: dict[tuple[str, str], set[Case]] = {}
        """The cases in which the outline lets a clause stand, by document and clause."""

    def prove(self) -> Findings:
        """Return what the conditions answered and what could not be filled in."""
        for kind, outline in self.edition.outlines.items():
            self._outline(kind, outline)
        for (kind, clause, language), texts in self.selection.chosen.items():
            by_text: dict[int, tuple[ClauseText, list[Case]]] = {}
            for case, text in texts.items():
                if case in self.reached.get((kind, clause), ()):
                    by_text.setdefault(id(text), (text, []))[1].append(case)
            for text, cases in by_text.values():
                self._clause(kind, text, clause, language, cases)
        return self.findings

    def _outline(self, kind: str, outline: Outline) -> None:
        language = self.edition.languages[next(iter(self.edition.languages))]
        every = {case for texts in self.selection.chosen.values() for case in texts}
        for path in outline_clauses(outline.entries):
            entry = path[-1]
            conditions = [each.condition for each in path if each.condition]
            if not conditions:
                self.reached[kind, entry.clause] = set(every)
                continue
            site = self.findings.site(Site(outline.source, None, entry.clause, conditions[-1]))
            paths = {part for condition in conditions for part in condition.paths}
            for case, agreement in self._each_alone(kind, sorted(every), paths):
                names = names_of(agreement, language, outline.data, agreement.order)
                if all(_holds(condition, names) for condition in conditions[:-1]):
                    answer = _holds(conditions[-1], names)
                    site.answers.add(answer)
                    if answer:
                        self.reached.setdefault((kind, entry.clause), set()).add(case)

    def _clause(self, kind: str, text: ClauseText, clause: str, language: str, cases: Sequence[Case]) -> None:
        used = set(paths_in(text.blocks))
        guards = {path for guard in self._guards(kind, clause) for path in guard.paths}
        spoken, data = self.edition.languages[language], self.edition.outlines[kind].data
        conditional = _has_conditions(text.blocks)
        for case, agreement in self._agreements(kind, cases, used | guards):
            if language not in agreement.order.languages:
                continue
            names = names_of(agreement, spoken, data, agreement.order)
            if not all(_holds(guard, names) for guard in self._guards(kind, clause)):
                continue
            self.findings.orders += 1
            try:
                if conditional:
                    self._ask(text.blocks, Scope(text.source, clause, names, {}), ())
                expand_clause(text, clause, names, data.pointers() if data else None)
            except LibraryError as error:
                for problem in error.problems:
                    self.findings.problems.setdefault(problem, case)

    def _ask(self, blocks: TemplateBlocks, scope: Scope, loops: tuple[Repeat, ...]) -> None:
        """Note the answers of the conditions in *blocks* that are reached."""
        for block in blocks:
            match block:
                case When():
                    found = Site(scope.source, block.line, scope.clause, block.condition, loops)
                    answer = bool(scope.value(block.condition, block.line))
                    self.findings.site(found).answers.add(answer)
                    if answer:
                        self._ask(block.blocks, scope, loops)
                case Each():
                    for inner in scope.items(block.repeat, block.line):
                        self._ask(block.blocks, inner, (*loops, block.repeat))
                case _:
                    self._ask(tuple(child_blocks(block)), scope, loops)

    def _guards(self, kind: str, clause: str) -> list[Expression]:
        entries = self.edition.outlines[kind].entries
        path = next(path for path in outline_clauses(entries) if path[-1].clause == clause)
        return [each.condition for each in path if each.condition]

    def _each_alone(self, kind: str, cases: Iterable[Case], paths: set[Path]) -> Iterator[tuple[Case, Agreement]]:
        """Yield the orders of each of *cases*, also those that do not differ from the orders of another one."""
        for case in cases:
            yield from self._agreements(kind, [case], paths)

    def _agreements(self, kind: str, cases: Iterable[Case], paths: Iterable[Path]) -> Iterator[tuple[Case, Agreement]]:
        """Yield the orders of *cases* that differ in what *paths* lead to: of equal ones the first.

        The orders have the data of the document *kind* too.
        """
        paths = set(paths)
        roots = {path[0] for path in paths}
        seen: set[object] = set()
        for case in cases:
            full, choices = self.asked(kind, case, paths)
            addresses = any(isinstance(choice.values[0], Address) for choice in choices)
            by_region = addresses or bool(roots & {"region", "vendor", "law", "territory"})
            axes = (by_region and case.region, "service" in roots and case.service, "channel" in roots and case.channel)
            if axes in seen:
                continue
            seen.add(axes)
            region = self.regions[case.region]
            for values in assignments(choices, MOST):
                order = answered(full, choices, values)
                key = (axes, *(repr(value_at(order, choice.path)) for choice in choices))
                if key not in seen:
                    seen.add(key)
                    yield case, Agreement(order, self.edition, region)

    def asked(self, kind: str, case: Case, paths: Iterable[Path]) -> tuple[Order, list[Choice]]:
        """Return an order of *case* that says everything, and the choices that decide what *paths* lead to.

        It has the data of the document *kind* as fields of its own.
        """
        if (kind, case) not in self._choices:
            full = _full(self.edition, kind, self.regions[case.region], case.service, case.channel)
            fewest = self.shapes[kind].fewest
            self._choices[kind, case] = full, choices_of(self.edition, full, self.constants[kind], fewest)
        full, choices = self._choices[kind, case]
        # What is decided depends on the channel and on the data, the values on the whole case.
        asked = (kind, case.channel, frozenset(paths))
        if asked not in self._concerned:
            self._concerned[asked] = {choice.path for choice in choices if choice.concerns(asked[2])}
        return full, [choice for choice in choices if choice.path in self._concerned[asked]]

    def _constants(self, kind: str) -> Mapping[Path, list[object]]:
        """Return what the conditions of a document compare free text and figures of an order with."""
        found: dict[Path, list[object]] = {}
        region, service = self.edition.vendor.regions[0], next(iter(self.edition.vendor.services))
        sample = _full(self.edition, kind, region, service, "reseller")
        for expression, loops in _conditions(self.edition, kind):
            for path, value in constants_in(expression):
                full = full_path(path, loops)
                known = isinstance(value, type(value_at(sample, full))) and full not in _CODES
                if known and self.shapes[kind].allows(full, value):
                    found.setdefault(full, []).append(value)
        return found


_CODES = {("channel", "kind"), ("service",), ("territory",), ("renewal", "delivery"), ("renewal", "language")}
"""Their values are all tried anyway, or an edition would not allow others."""


def _full(edition: Edition, kind: str, region: Region, service: str, channel: str) -> Order:
    order, shape = full_order(edition, region, service, channel), edition.outlines[kind].data
    return with_data(order, specimen_data(shape)) if shape else order


def _conditions(edition: Edition, kind: str) -> Iterator[tuple[Expression, tuple[Repeat, ...]]]:
    for path in outline_clauses(edition.outlines[kind].entries):
        yield from ((each.condition, ()) for each in path if each.condition)
    for clause in (each for each in edition.clauses.values() if each.document == kind):
        for text in clause.texts.values():
            for unit in units_of(text.blocks):
                yield from ((guard, unit.loops) for guard in unit.guards)


def _has_conditions(blocks: Iterable[TemplateBlock]) -> bool:
    return any(isinstance(block, When) or _has_conditions(child_blocks(block)) for block in blocks)


def _holds(condition: Expression, names: Mapping[str, object]) -> bool:
    try:
        return bool(value_of(condition, names))
    except ValueError:
        return False


def condition_problems(sites: Iterable[Site]) -> Iterator[Problem]:
    """Yield the conditions that never hold or never fail; a warning where not every order was tried."""
    for site in sites:
        if site.answers == {True, False}:
            continue
        never = True not in site.answers
        reached = "" if site.answers else "; what stands around it never holds with it"
        message = f"`{site.expression.source}` {'never holds' if never else 'always holds'}{reached}"
        hint = "so its words are never printed" if never else "so it can be taken away"
        code = "condition-never" if never else "condition-always"
        decided = _is_decided(site.expression.tree)
        severity: Severity = "error" if decided else "warning"
        if not decided:
            message += " in the orders that were tried"
        yield Problem(site.source, code, message, site.line, None, site.clause, hint, severity)


def _is_decided(tree: nodes.Expr) -> bool:
    """Return whether every answer of *tree* was asked for: it asks for presence and equality only."""
    plain = (
        nodes.And, nodes.Or, nodes.Not, nodes.Name, nodes.Getattr, nodes.Const, nodes.Compare, nodes.Operand,
        nodes.Test, nodes.Tuple, nodes.List,
    )  # fmt: skip
    every = [tree, *tree.find_all(nodes.Node)]
    operators = {node.op for node in every if isinstance(node, nodes.Operand)}
    return all(isinstance(node, plain) for node in every) and operators <= {"eq", "ne", "in", "notin"}
