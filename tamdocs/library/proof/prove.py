"""The whole proof of an edition."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tamdocs.errors import LibraryError, Problem
from tamdocs.library.agreement import Agreement
from tamdocs.library.compose import compose
from tamdocs.library.lint.order_shape import Path
from tamdocs.library.lint.subject import outline_clauses
from tamdocs.library.model import Edition
from tamdocs.library.proof.choices import Choice, answered, pairwise
from tamdocs.library.proof.conditions import Prover, condition_problems
from tamdocs.library.proof.texts import Case, cases_of, select_everywhere
from tamdocs.library.template import TemplateBlocks, When, child_blocks

_AXES = {
    "region": ("region",),
    "vendor": ("region",),
    "law": ("region",),
    "territory": ("region",),
    "service": ("service",),
    "channel": ("channel",),
    "fee": ("channel",),
}
"""What of a case the first part of a name depends on; other names are answered whatever the case."""


@dataclass(frozen=True, slots=True)
class Proof:
    problems: tuple[Problem, ...]
    cases: int
    """Regions x services x channels."""
    combinations: int
    """Of clause, language, region, service and channel, each with exactly one text."""
    conditions: int
    fillings: int
    """Of clauses, for every order that makes a difference to them."""
    documents: int
    """Composed whole."""

    @property
    def holds(self) -> bool:
        return all(problem.severity != "error" for problem in self.problems)


def prove(edition: Edition, schema: Mapping[str, Any]) -> Proof:
    """Return the proof of *edition*; it holds if it has no problem that is an error.

    Args:
        schema: The JSON Schema of an order.
    """
    selection = select_everywhere(edition)
    prover = Prover(edition, schema, selection)
    findings = prover.prove()
    problems = [*selection.problems, *condition_problems(findings.sites.values())]
    problems += [_with_case(problem, case) for problem, case in findings.problems.items()]
    documents = 0
    if not any(problem.severity == "error" for problem in problems):
        whole: dict[Problem, Case] = {}
        for case, agreement, kind, language in _documents(edition, prover):
            documents += 1
            try:
                compose(agreement, kind, language, agreement.order)
            except LibraryError as error:
                for problem in error.problems:
                    whole.setdefault(problem, case)
        problems += [_with_case(problem, case) for problem, case in whole.items()]
    cases = len(cases_of(edition))
    return Proof(tuple(problems), cases, selection.combinations, len(findings.sites), findings.orders, documents)


def _with_case(problem: Problem, case: Case) -> Problem:
    return replace(problem, message=f"{problem.message} (for {case})")


def _documents(edition: Edition, prover: Prover) -> Iterator[tuple[Case, Agreement, str, str]]:
    """Yield what to compose: every document for every case, and for every pair of answers to its conditions.

    Cases that no condition and no text of a document tells apart share the pairs of answers between them.
    """
    for kind in edition.outlines:
        paths = set(_condition_paths(edition, kind))
        for alike in _alike(kind, prover, paths):
            for place, case in enumerate(alike):
                full, choices = prover.asked(kind, case, paths)
                for number, order_values in enumerate(_rows(choices)):
                    if number and number % len(alike) != place:
                        continue
                    order = answered(full, choices, order_values)
                    for language in edition.languages:
                        if language in order.languages:
                            yield case, Agreement(order, edition, prover.regions[case.region]), kind, language


def _alike(kind: str, prover: Prover, paths: Collection[Path]) -> Collection[Sequence[Case]]:
    """Return the cases in groups; those of one have the same texts, and the same answers to the conditions on cases."""
    cases = cases_of(prover.edition)
    told = {axis for path in paths for axis in _AXES.get(path[0], ())}
    groups: dict[object, list[Case]] = {}
    for case in cases:
        texts = tuple((key, id(chosen.get(case))) for key, chosen in prover.selection.chosen.items() if key[0] == kind)
        groups.setdefault((texts, *(getattr(case, axis) for axis in sorted(told))), []).append(case)
    return groups.values()


def _rows(choices: list[Choice]) -> Iterator[tuple[object, ...]]:
    return pairwise(choices) if choices else iter([()])


def _condition_paths(edition: Edition, kind: str) -> Iterator[Path]:
    for *_, entry in outline_clauses(edition.outlines[kind].entries):
        if entry.condition:
            yield from entry.condition.paths
        for text in edition.clauses[kind, entry.clause].texts.values():
            yield from _in_blocks(text.blocks)


def _in_blocks(blocks: TemplateBlocks) -> Iterator[Path]:
    for block in blocks:
        if isinstance(block, When):
            yield from block.condition.paths
        yield from _in_blocks(tuple(child_blocks(block)))
