"""A planned notice without what it follows from, so that a hundred thousand of them can be handed on."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from tamdocs.library.agreement import Agreement
from tamdocs.renewals.notice_day import first_posting_day
from tamdocs.renewals.plan import PlannedNotice, plan_notices


class DueNotice(NamedTuple):
    order_number: str
    term_end: date
    step: str
    recipient: str
    language: str
    delivery: str
    country: str
    """Of the recipient, ISO 3166-1 alpha-2."""
    post_by: date
    receive_by: date
    overdue: bool
    why: str
    letter: str
    """Kind of letter."""
    reference: str = ""
    """By which a letter that is sent for itself is found again."""
    post_from: date = date.min
    """The first business day of the sender on which it can still be posted."""


def due_notice(notice: PlannedNotice, today: date) -> DueNotice:
    return DueNotice(
        notice.order_number,
        notice.term_end,
        notice.step,
        notice.recipient,
        notice.language,
        notice.delivery,
        notice.country,
        notice.post_by,
        notice.receive_by,
        notice.overdue,
        notice.why,
        notice.letter,
        post_from=first_posting_day(today, notice.basis.route.sender),
    )


def plan_due(agreement: Agreement, today: date) -> tuple[DueNotice, ...]:
    """Return the notices of a contract that are due or overdue on *today*; raises what `plan_notices` raises."""
    return tuple(due_notice(notice, today) for notice in plan_notices(agreement, today))
