"""Letters that are sent to whom they concern: which contracts get one, when it counts as received, what it says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import msgspec

from tamdocs.errors import LibraryError, Problem, RenderError
from tamdocs.library.agreement import Agreement, names_of
from tamdocs.library.dispatch import Dispatch
from tamdocs.library.expressions import Expression
from tamdocs.library.hints import one_of
from tamdocs.library.model import Outline
from tamdocs.library.schedule import Delivery, Recipient
from tamdocs.library.values import value_of
from tamdocs.renewals.due import DueNotice
from tamdocs.renewals.letter_data import named, recipient_of
from tamdocs.renewals.notice_day import Route
from tamdocs.renewals.places import calendar_at
from tamdocs.renewals.plan import schedule_of
from tamdocs.renewals.receipt import Receipt, receipt_of

FILLED_IN = "notice"
"""The name in the data of a letter that is not given but filled in for each recipient."""

Given = Mapping[str, object]
"""The data of a letter as somebody has written it, as JSON has it."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


@dataclass(frozen=True, slots=True)
class Concerned:
    """A contract that gets a letter."""

    notices: tuple[DueNotice, ...]
    """One for each recipient."""
    receipt: Receipt


def dispatch_of(agreement: Agreement, kind: str) -> tuple[Outline, Dispatch]:
    """Return the letter *kind* of the edition of *agreement*.

    Raises:
        LibraryError: The edition has no such letter.
    """
    edition = agreement.edition
    outline = edition.outlines.get(kind)
    if outline is None or outline.dispatch is None:
        sent = [each.kind for each in edition.outlines.values() if each.dispatch]
        message = f"there is no letter {kind} that is sent to whom it concerns"
        raise LibraryError(Problem(f"edition {edition.id}", "unknown-document", message, hint=one_of(kind, sent)))
    return outline, outline.dispatch


def concerned(
    agreement: Agreement, kind: str, given: Given, today: date, language: str | None = None
) -> Concerned | None:
    """Return who of a contract gets the letter *kind*, and when; None for a contract that it does not concern.

    Args:
        given: The data of the letter, checked.
        today: The day of sending, or the one before the first posting day.
        language: Instead of the one that the order has its notices in.

    Raises:
        LibraryError: The edition has no such letter or language, or a value is missing.
        RenderError: The letter cannot be told from others of its kind.
    """
    outline, dispatch = dispatch_of(agreement, kind)
    order, spoken = agreement.order, language or agreement.order.renewal.language
    if spoken not in agreement.edition.languages:
        hint = one_of(spoken, agreement.edition.languages)
        message = f"the edition has no language {spoken}"
        raise LibraryError(Problem(f"edition {agreement.edition.id}", "unknown-language", message, hint=hint))
    receipt = _receipt(agreement, dispatch, today, order.renewal.delivery)
    draft = _draft(agreement, kind, spoken, receipt)
    names = names_of(
        agreement,
        agreement.edition.languages[spoken],
        outline.data,
        sent_data(agreement, draft, receipt.posted, 0, given),
    )
    if not _value(dispatch.affects, "dispatch.affects", names, outline):
        return None
    name = _id_of(_value(dispatch.id, "dispatch.id", names, outline), dispatch.id, outline)
    step = f"{kind}.{name.casefold()}"
    legal = order.customer.legal_contact is not None
    recipients: list[Recipient] = [each for each in dispatch.recipients if each != "legal" or legal]
    notices = (draft._replace(step=step, recipient=recipient, reference=name) for recipient in recipients)
    return Concerned(tuple(notices), receipt)


def sent_data(agreement: Agreement, notice: DueNotice, day: date, issue: int, given: Given) -> object:
    """Return the data of the letter of *notice*, as `compose` wants it; None for a letter that needs none.

    Args:
        day: Stands on the letter.
        issue: Of the letter, counted from 0.
        given: What somebody has written.

    Raises:
        RenderError: The letter needs other data than is filled in.
    """
    outline, dispatch = dispatch_of(agreement, notice.letter)
    if outline.data is None:
        return None
    values = dict(given)
    if FILLED_IN in outline.data.names():
        values[FILLED_IN] = _filled_in(agreement, notice, dispatch, day, issue)
    try:
        return msgspec.convert(values, outline.data.type, from_attributes=True)
    except (msgspec.ValidationError, ValueError) as error:
        message = f"what is filled in for each letter does not fit the data of {notice.letter}: {error}"
        hint = f"docs/lifecycle-letters.md says what `{FILLED_IN}` holds; mend {outline.data.source}"
        raise RenderError(Problem(outline.data.source, "data-schema", message, hint=hint)) from error


def _filled_in(agreement: Agreement, notice: DueNotice, dispatch: Dispatch, day: date, issue: int) -> dict[str, object]:
    order = agreement.order
    delivery: Delivery = "courier" if notice.delivery == "courier" else "post"
    receipt = _receipt(agreement, dispatch, day, delivery)
    again = f"-{issue}" if issue else ""
    values: dict[str, object] = {
        "date": day,
        "delivery": notice.delivery,
        "received": receipt.received,
        "recipient": recipient_of(order, notice.recipient),
        "reference": f"{notice.reference}{again}",
    }
    if receipt.rest_days:
        values["rest_days"] = receipt.rest_days
    if receipt.deadline:
        values["deadline"] = receipt.deadline
    copied = order.customer.legal_contact
    if "legal" in dispatch.recipients and notice.recipient == "business" and copied is not None:
        values["copy_to"] = named(copied)
    return values


def _receipt(agreement: Agreement, dispatch: Dispatch, today: date, delivery: Delivery) -> Receipt:
    sender = calendar_at(agreement.region.entity.address)
    route = Route(delivery, sender, calendar_at(agreement.order.customer.address))
    return receipt_of(today, route, schedule_of(agreement), dispatch.deadline)


def _draft(agreement: Agreement, kind: str, language: str, receipt: Receipt) -> DueNotice:
    """Return the letter to the business contact, before it is known which one of its kind it is."""
    order = agreement.order
    words = [f"counts as received by {receipt.received}"]
    if receipt.deadline:
        words.append(f"gives time until {receipt.deadline}")
    return DueNotice(
        order.order_number,
        order.term.end,
        f"{kind}.",
        "business",
        language,
        order.renewal.delivery,
        order.customer.address.country,
        receipt.posted,
        receipt.received,
        overdue=False,
        why="; ".join((*words, *receipt.doubts)),
        letter=kind,
        reference=kind,
    )


def _value(expression: Expression, place: str, names: Mapping[str, object], outline: Outline) -> object:
    try:
        return value_of(expression, names)
    except ValueError as error:
        message = f"`{expression.source}`: {error}"
        raise LibraryError(Problem(outline.source, "value", message, place=place)) from error


def _id_of(value: object, expression: Expression, outline: Outline) -> str:
    """Return the id of a letter, which stands in the ledger and in the names of files."""
    text = str(value)
    if not _ID.fullmatch(text):
        message = f"`{expression.source}` is {ascii(text)[:100]}, which cannot be the id of a letter"
        hint = "an id has at most 80 letters from A to Z, digits, points, hyphens and underscores"
        raise RenderError(Problem(outline.kind, "letter-id", message, hint=hint))
    return text
