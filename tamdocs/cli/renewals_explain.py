"""The derivation of a contract's notice days, as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from tamdocs.renewals.notice_day import DerivationStep
from tamdocs.renewals.plan import PlannedNotice

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def explained(notices: Sequence[PlannedNotice], today: date) -> Iterator[str]:
    """Yield lines that show for each step of *notices*, all of one contract, how its days follow."""
    if notices:
        yield f"{notices[0].order_number}, on {day_words(today)}"
    for _, group in groupby(notices, key=lambda notice: notice.step):
        alike = list(group)
        first = alike[0]
        to = " and ".join(f"{notice.recipient} contact" for notice in alike)
        yield ""
        yield f"{first.step} [{first.status}]: by {first.delivery} to {first.country}, {to}"
        yield f"  post by {day_words(first.post_by)}, received by {day_words(first.receive_by)}"
        for step in first.derivation.steps:
            yield from step_lines(step)
        yield from (f"    mind: {doubt}" for doubt in first.derivation.doubts)


def step_lines(step: DerivationStep) -> Iterator[str]:
    yield f"    {day_words(step.day)}  {step.rule} ({step.source})"
    for off in sorted(step.holidays, key=lambda off: off.day):
        yield f"      not counted: {day_words(off.day)}  {off.name}"
    for day in sorted(step.worked):
        yield f"      counted: {day_words(day)}  a working day that makes up for another one"


def day_words(day: date) -> str:
    return f"{day} {_DAYS[day.weekday()]}"
