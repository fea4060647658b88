"""An order held against the clause library: its edition, region, entity and law, and what the edition does not know."""

from __future__ import annotations

from dataclasses import dataclass

from tamdocs.errors import OrderError, Problem
from tamdocs.library.agreement import Agreement, agree, find_edition
from tamdocs.library.model import Library
from tamdocs.orders.codes import check_codes
from tamdocs.orders.reading import Reading


@dataclass(frozen=True, slots=True)
class Judged:
    """An order that was read and checked, with what follows from it where something does."""

    reading: Reading
    edition: str | None = None
    agreement: Agreement | None = None
    """What the territory tells is known of a refused order too; documents are made only if `reading` has an order."""


def judge(reading: Reading, library: Library) -> Judged:
    """Return *reading* with what the clause library finds in it, also where the order is refused already."""
    draft = reading.draft
    if draft is None:
        return Judged(reading)
    edition, agreement = None, None
    found: list[Problem] = []
    try:
        edition = find_edition(draft.order.edition, draft.order.order_date, library)
        found += check_codes(draft.order, edition.codes)
        agreement = agree(draft.order, library)
    except OrderError as error:
        found += error.problems
    judged = reading.with_problems(problem for problem in found if draft.concerns(problem))
    return Judged(judged, edition.id if edition else None, agreement if draft.has("/territory") else None)
