from __future__ import annotations

from tamdocs.errors import Problem
from tamdocs.orders.printable import check_text
from tests.support.order_documents import drop, messages, order_document, put, read_document


def refuse(text: str) -> str | None:
    return "no embedded font has it" if "\U0001f4a1" in text else None


def test_a_string_that_is_refused_is_an_error_at_its_place() -> None:
    document = put(order_document(), "/designated_contacts/5/name", "Søren \U0001f4a1")

    reading = check_text(read_document(document), refuse)

    assert reading.order is None
    assert reading.problems == (
        Problem(
            "order.json",
            "unprintable-character",
            "designated_contacts[5].name: no embedded font has it",
            65,
            12,
            "/designated_contacts/5/name",
            "write it in Latin, Greek, Cyrillic, Chinese, Japanese or Korean characters,"
            " as it is registered for trade abroad",
        ),
    )


def test_strings_are_judged_as_they_are_printed() -> None:
    seen: list[str] = []

    check_text(read_document(put(order_document(), "/customer/legal_name", " Ko\u0308ln  AG")), seen.append)

    assert "Köln AG" in seen
    assert "2018-01-01" in seen


def test_strings_of_an_order_that_is_refused_already_are_judged_too() -> None:
    document = drop(put(order_document(), "/customer/legal_name", "\U0001f4a1"), "/renewal")

    assert messages(check_text(read_document(document), refuse)) == [
        ": renewal is missing [missing-field]",
        "/customer/legal_name: customer.legal_name: no embedded font has it [unprintable-character]",
    ]


def test_a_file_without_text_is_passed_on() -> None:
    reading = read_document([])

    assert check_text(reading, refuse) == reading
