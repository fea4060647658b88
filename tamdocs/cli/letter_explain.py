"""How the days of a letter follow, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator

from tamdocs.cli.renewals_explain import day_words, step_lines
from tamdocs.renewals.letter import Concerned
from tamdocs.renewals.plan_table import notice_as_json, step_as_json


def explained(found: Concerned) -> Iterator[str]:
    """Yield lines that show how the days of a contract's letter follow."""
    first, receipt = found.notices[0], found.receipt
    to = " and ".join(f"{notice.recipient} contact" for notice in found.notices)
    yield f"{first.order_number}: {first.step.replace('.', ' ', 1)}, by {first.delivery} to {first.country}, {to}"
    until = f", time until {day_words(receipt.deadline)}" if receipt.deadline else ""
    yield f"  post on {day_words(receipt.posted)}, received by {day_words(receipt.received)}{until}"
    for step in receipt.steps:
        yield from step_lines(step)
    yield from (f"    mind: {doubt}" for doubt in receipt.doubts)


def explained_as_json(found: Concerned) -> dict[str, object]:
    first, receipt = found.notices[0], found.receipt
    said = notice_as_json(first)
    for name in ("recipient", "overdue", "why"):
        del said[name]
    return said | {
        "recipients": [notice.recipient for notice in found.notices],
        "deadline": str(receipt.deadline) if receipt.deadline else None,
        "derivation": [step_as_json(step) for step in receipt.steps],
        "doubts": list(receipt.doubts),
    }
