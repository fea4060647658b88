"""What a renewal letter says beyond the order."""

from __future__ import annotations

from datetime import date

import msgspec

from tamdocs.errors import Problem, RenderError
from tamdocs.library.agreement import Agreement
from tamdocs.orders.data_shape import DataShape
from tamdocs.orders.model import Contact, Order
from tamdocs.renewals.due import DueNotice


def letter_date(notice: DueNotice, today: date) -> date:
    """Return the day that stands on the letter: its last posting day, or the next one if that day is over."""
    return max(notice.post_by, notice.post_from, today)


def letter_data(agreement: Agreement, notice: DueNotice, day: date, issue: int = 0) -> object:
    """Return the data of the letter of *notice*, as `compose` wants it; None for a letter that needs none.

    Args:
        day: Stands on the letter.

    Raises:
        RenderError: The letter needs other data than a notice has.
    """
    outline = agreement.edition.outlines.get(notice.letter)
    if outline is None or outline.data is None:
        return None
    order = agreement.order
    values: dict[str, object] = {
        "step": notice.step,
        "date": day,
        "receive_by": notice.receive_by,
        "term_end": notice.term_end,
        "delivery": notice.delivery,
        "recipient": recipient_of(order, notice.recipient),
        "reference": _reference(notice, issue),
    }
    copied = order.customer.legal_contact
    if notice.recipient == "business" and copied is not None:
        values["copy_to"] = named(copied)
    return _converted(values, notice, outline.data)


def recipient_of(order: Order, kind: str) -> dict[str, object]:
    """Return whom a letter is to, `business` or `legal`, as the data of a letter has it."""
    customer = order.customer
    contact = customer.legal_contact if kind == "legal" and customer.legal_contact else customer.business_contact
    return {
        "kind": kind,
        **named(contact),
        "organisation": customer.legal_name,
        "address": customer.address,
    }


def named(contact: Contact) -> dict[str, object]:
    named: dict[str, object] = {"name": contact.name}
    return named | ({"title": contact.title} if contact.title else {})


def _reference(notice: DueNotice, issue: int) -> str:
    again = f"-{issue}" if issue else ""
    return f"{notice.order_number}/{notice.step}{again}"


def _converted(values: dict[str, object], notice: DueNotice, shape: DataShape) -> object:
    try:
        return msgspec.convert({"notice": values}, shape.type, from_attributes=True)
    except (msgspec.ValidationError, ValueError) as error:
        hint = f"mend {shape.source}, or name another letter in schedule.toml"
        message = f"the data of a renewal notice does not fit a letter {notice.letter}: {error}"
        raise RenderError(Problem(shape.source, "data-schema", message, hint=hint)) from error
