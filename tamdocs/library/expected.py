"""Reads which differences between regions, channels and services an outline expects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, get_args

from tamdocs.errors import Problem
from tamdocs.library.files import DifferenceFile
from tamdocs.library.hints import did_you_mean, one_of
from tamdocs.library.model import Axis, Difference, OutlineClause, OutlineEntry, Vendor
from tamdocs.library.specimen import ChannelKind

AXES: tuple[Axis, ...] = get_args(Axis)

PAGE_PARTS = ("@title-page", "@every-page")
"""Stand in the place of a clause for what is on the title page, and for what is on every page and at the end."""


class Expected(NamedTuple):
    differences: tuple[Difference, ...]
    problems: tuple[Problem, ...]


def axis_values(vendor: Vendor) -> Mapping[Axis, tuple[str, ...]]:
    """Return the codes of each axis, in the order of `vendor.toml`."""
    return {
        "region": tuple(region.code for region in vendor.regions),
        "channel": get_args(ChannelKind),
        "service": tuple(vendor.services),
    }


def expected_differences(
    written: Iterable[DifferenceFile], entries: Iterable[OutlineEntry], vendor: Vendor, source: str
) -> Expected:
    """Return the differences that *written* means, and what is wrong with them.

    Args:
        entries: The outline that they belong to.
        source: Its file, for messages.
    """
    clauses = [*clauses_of(entries), *PAGE_PARTS]
    values = axis_values(vendor)
    differences: list[Difference] = []
    problems: list[Problem] = []
    for file in written:
        where = Problem(source, "expected-difference", "", place=file.clause)
        twice = any(difference.clause == file.clause for difference in differences)
        problems += _faults(file, clauses, values, where)
        if twice:
            problems.append(_fault(where, f"`{file.clause}` stands twice in `differences`", "make one of the two"))
        by = {axis: frozenset(file.only).intersection(values[axis]) for axis in file.by}
        differences.append(Difference(file.clause, by, file.why))
    return Expected(tuple(differences), tuple(problems))


def clauses_of(entries: Iterable[OutlineEntry]) -> Iterator[str]:
    """Yield the clauses of an outline in their order, sections after what they stand in."""
    for entry in entries:
        if isinstance(entry, OutlineClause):
            yield entry.clause
            yield from clauses_of(entry.sections)


def _faults(
    file: DifferenceFile, clauses: list[str], values: Mapping[Axis, tuple[str, ...]], where: Problem
) -> Iterator[Problem]:
    if file.clause not in clauses:
        hint = did_you_mean(file.clause, clauses)
        yield _fault(where, f"`differences` names a clause that the outline does not have: `{file.clause}`", hint)
    if not file.by:
        yield _fault(where, f"`{file.clause}` differs by nothing", "name region, channel or service in `by`")
    if len(set(file.by)) < len(file.by) or len(set(file.only)) < len(file.only):
        yield _fault(where, f"`{file.clause}`: a name stands twice in `by` or `only`", None)
    known = [value for axis in AXES if axis in file.by for value in values[axis]]
    for value in file.only:
        if value not in known:
            by = " or ".join(axis for axis in AXES if axis in file.by)
            yield _fault(where, f"`{file.clause}`: `only` names {value}, which is no {by}", one_of(value, known))


def _fault(where: Problem, message: str, hint: str | None) -> Problem:
    return Problem(where.source, where.code, message, place=where.place, hint=hint)
