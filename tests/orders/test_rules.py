from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tamdocs.orders.rules import keeps_rules
from tests.support.order_documents import drop, messages, order_document, put, read_document

Change = tuple[str, object]


def hint_of(document: dict[str, Any], code: str) -> str | None:
    return next(problem.hint for problem in read_document(document).problems if problem.code == code)


def test_a_term_may_end_with_the_calendar() -> None:
    order = read_document(put(order_document(), "/term/end", "9999-12-31")).order

    assert order
    assert order.term.end == date.max
    assert keeps_rules(order)


@pytest.mark.parametrize(
    ("pointer", "value", "expected"),
    [
        (
            "/order_number",
            "AUX",
            ['/order_number: order_number is "AUX"; Windows keeps the name AUX for a device [order-number-unsafe]'],
        ),
        (
            "/order_number",
            "A/1",
            [
                '/order_number: order_number is "A/1"; "/" cannot stand in the name of a file everywhere '
                "[order-number-unsafe]"
            ],
        ),
        ("/renews", "css-2017-002077", ["/renews: renews names this order itself [renews-itself]"]),
        ("/term/end", "2018-02-30", ["/term/end: term.end is 2018-02-30; there is no such day [bad-date]"]),
        ("/term/end", "2018-13-01", ["/term/end: term.end is 2018-13-01; there is no such day [bad-date]"]),
        (
            "/order_date",
            "0017-12-04",
            ["/order_date: order_date is 0017-12-04; the year must be from 1990 to 2199 [year-range]"],
        ),
        (
            "/term/start",
            "9999-12-31",
            [
                "/term/start: term.start is 9999-12-31; the year must be from 1990 to 2199 [year-range]",
                "/term/end: term.end is before term.start [term-order]",
            ],
        ),
        ("/term/end", "2017-12-31", ["/term/end: term.end is before term.start [term-order]"]),
        (
            "/territory",
            "UK",
            ['/territory: territory is "UK"; ISO 3166-1 has no such country code [unknown-country]'],
        ),
        (
            "/channel/reseller/address/country",
            "Germany",
            [
                '/channel/reseller/address/country: channel.reseller.address.country is "Germany"; '
                "ISO 3166-1 has no such country code [unknown-country]"
            ],
        ),
        (
            "/technical_account_manager/time_zone",
            "Berlin",
            [
                '/technical_account_manager/time_zone: technical_account_manager.time_zone is "Berlin"; '
                "the IANA time zone database has no such name [unknown-time-zone]"
            ],
        ),
    ],
)
def test_a_broken_rule_is_told_once_with_its_value(pointer: str, value: object, expected: list[str]) -> None:
    reading = read_document(put(order_document(), pointer, value))

    assert reading.order is None
    assert messages(reading) == expected


@pytest.mark.parametrize(
    ("pointer", "value", "code", "hint"),
    [
        ("/term/end", "2018-02-30", "bad-date", "2018-02 has 28 days"),
        ("/term/end", "2018-13-01", "bad-date", "the month stands in the middle, from 01 to 12"),
        ("/term/end", "2017-12-31", "term-order", "the term runs from 2018-01-01; give a later last day"),
        ("/territory", "UK", "unknown-country", 'did you mean "GB"?'),
        ("/technical_account_manager/time_zone", "Berlin", "unknown-time-zone", 'did you mean "Europe/Berlin"?'),
    ],
)
def test_a_broken_rule_says_what_to_do(pointer: str, value: object, code: str, hint: str) -> None:
    assert hint_of(put(order_document(), pointer, value), code) == hint


def test_a_term_of_one_day_is_one() -> None:
    document = put(order_document(), "/term", {"start": "2018-01-01", "end": "2018-01-01"})

    assert read_document(document).order is not None


@pytest.mark.parametrize(
    ("amount", "currency"),
    [
        ("48000.00", "USD"),
        ("0.00", "EUR"),
        ("5400000", "JPY"),
        ("14500.000", "KWD"),
        ("1.0000", "CLF"),
        ("7.000", "IQD"),
    ],
)
def test_an_amount_has_the_digits_of_its_currency(amount: str, currency: str) -> None:
    document = put(order_document("americas-us-direct"), "/fee", {"amount": amount, "currency": currency})

    assert read_document(document).problems == ()


@pytest.mark.parametrize(
    ("amount", "currency", "message", "hint"),
    [
        ("48000", "USD", 'fee.amount is "48000"; USD has two digits after the point', 'write "48000.00"'),
        ("48000.0", "USD", 'fee.amount is "48000.0"; USD has two digits after the point', 'write "48000.00"'),
        ("48000.125", "USD", 'fee.amount is "48000.125"; USD has two digits after the point', None),
        ("5400000.00", "JPY", 'fee.amount is "5400000.00"; JPY has no digits after the point', 'write "5400000"'),
        ("14500.00", "KWD", 'fee.amount is "14500.00"; KWD has three digits after the point', 'write "14500.000"'),
    ],
)
def test_another_number_of_digits_is_refused(amount: str, currency: str, message: str, hint: str | None) -> None:
    document = put(order_document("americas-us-direct"), "/fee", {"amount": amount, "currency": currency})

    (problem,) = read_document(document).problems

    assert (problem.code, problem.place, problem.message, problem.hint) == (
        "currency-digits",
        "/fee/amount",
        message,
        hint,
    )


@pytest.mark.parametrize(
    ("currency", "message"),
    [
        ("usd", 'fee.currency is "usd"; ISO 4217 has no such currency code'),
        ("BTC", 'fee.currency is "BTC"; ISO 4217 has no such currency code'),
        ("XAU", 'fee.currency is "XAU"; ISO 4217 has it, but not as money'),
    ],
)
def test_a_currency_is_money_of_iso_4217(currency: str, message: str) -> None:
    document = put(order_document("americas-us-direct"), "/fee/currency", currency)

    assert messages(read_document(document)) == [f"/fee/currency: {message} [unknown-currency]"]


def test_a_reseller_channel_needs_its_reseller() -> None:
    document = drop(order_document(), "/channel/reseller")

    assert messages(read_document(document)) == ["/channel: channel.reseller is missing [missing-field]"]
    assert hint_of(document, "missing-field") == (
        'channel.kind is "reseller": say who the reseller is, with legal_name, address and contact'
    )


def test_a_direct_channel_has_no_reseller() -> None:
    document = put(order_document("americas-us-direct"), "/channel/reseller", order_document()["channel"]["reseller"])

    assert messages(read_document(document)) == [
        '/channel/reseller: channel.reseller is given, but channel.kind is "direct" [misplaced-field]'
    ]
    assert hint_of(document, "misplaced-field") == 'write "kind": "reseller", or leave the reseller out'


@pytest.mark.parametrize(("count", "told"), [(0, ["no entry, at least 1 [too-few]"]), (1, []), (6, [])])
def test_designated_contacts_are_one_to_six(count: int, told: list[str]) -> None:
    contacts = order_document()["designated_contacts"][:count]

    reading = read_document(put(order_document(), "/designated_contacts", contacts))

    assert messages(reading) == [f"/designated_contacts: designated_contacts has {each}" for each in told]


def test_a_seventh_designated_contact_is_refused() -> None:
    contacts = order_document()["designated_contacts"]

    reading = read_document(put(order_document(), "/designated_contacts", [*contacts, contacts[0]]))

    assert messages(reading) == ["/designated_contacts: designated_contacts has 7 entries, at most 6 [too-many]"]


@pytest.mark.parametrize("part", ["term", "customer", "channel", "fee", "designated_software", "service_provider"])
@pytest.mark.parametrize("value", [None, 1, "x", [], [None], {}, {"a": [1]}])
def test_rules_judge_what_they_can_of_any_shape(part: str, value: object) -> None:
    document = put(order_document(), f"/{part}", value)
    put(document, "/territory", "UK")

    assert "unknown-country" in [problem.code for problem in read_document(document).problems]
