"""An order held against the clause library: its edition, region, entity and law, and what the edition does not know."""

from __future__ import annotations

from dataclasses import dataclass

from tamdocs.errors import OrderError, Problem
from tamdocs.library.agreement import Agreement, agree, agree_on, find_edition
from tamdocs.library.model import Edition, Library
from tamdocs.orders.codes import check_codes
from tamdocs.orders.model import Order
from tamdocs.orders.reading import Reading


@dataclass(frozen=True, slots=True)
class Judged:
    """An order that was read and checked, with what follows from it where something does."""

    reading: Reading
    edition: str | None = None
    agreement: Agreement | None = None
    """What the territory tells is known of a refused order too; documents are made only if `reading` has an order."""


def judge(reading: Reading, library: Library) -> Judged:
    """Return *reading* with what the clause library finds in it, also where the order is refused already.

    A value that is refused already, such as a country that ISO 3166-1 does not know, is not refused once more.
    """
    draft = reading.draft
    if draft is None:
        return Judged(reading)
    edition, agreement = None, None
    found: list[Problem] = []
    try:
        if draft.tells_edition:
            edition = find_edition(draft.order.edition, draft.order.order_date, library)
            found += check_codes(draft.order, edition.codes)
            found += _draft_warning(draft.order, edition)
            agreement = agree(draft.order, library)
    except OrderError as error:
        found += error.problems
    if edition is None:
        found += _known_to_none(draft.order, library)
    refused = {problem.place for problem in reading.problems if problem.severity == "error"}
    new = (problem for problem in found if draft.concerns(problem) and problem.place not in refused)
    judged = reading.with_problems(new)
    return Judged(judged, edition.id if edition else None, agreement if draft.has("/territory") else None)


def judge_quickly(order: Order, library: Library) -> tuple[Agreement, tuple[Problem, ...]] | None:
    """Return what follows from *order*, with warnings that carry their place only; None where `judge` must explain."""
    try:
        edition = find_edition(order.edition, order.order_date, library)
        problems = check_codes(order, edition.codes)
        return agree_on(order, edition, problems), (*problems, *_draft_warning(order, edition))
    except OrderError:
        return None


def _known_to_none(order: Order, library: Library) -> list[Problem]:
    """Return what is wrong whichever edition *order* is for, in the words of the newest one."""
    by_edition = [check_codes(order, edition.codes) for edition in library.editions.values()]
    everywhere = set.intersection(*({(each.code, each.place) for each in problems} for problems in by_edition))
    return [problem for problem in by_edition[-1] if (problem.code, problem.place) in everywhere]


def _draft_warning(order: Order, edition: Edition) -> list[Problem]:
    """An order uses a draft only where it pins one, and then that is said."""
    if order.edition is None or edition.status != "draft":
        return []
    message = f"edition {edition.id} is a draft: its words may still change"
    hint = "leave `edition` out to use the one in force on the order date"
    return [Problem("", "draft-edition", message, place="/edition", hint=hint, severity="warning")]
