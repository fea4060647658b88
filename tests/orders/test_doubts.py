from __future__ import annotations

import pytest

from tests.support.order_documents import drop, messages, order_document, put, read_document


@pytest.mark.parametrize(
    ("pointer", "value", "expected"),
    [
        (
            "/order_date",
            "2018-01-02",
            "/order_date: order_date is after the first day of the term, 2018-01-01 [order-after-start]",
        ),
        (
            "/designated_software/0/base_support_end",
            "2020-12-30",
            "/designated_software/0/base_support_end: base support for Symantec Data Loss Prevention 15 ends on "
            "2020-12-30, before the term does on 2020-12-31 [support-ends-first]",
        ),
        (
            "/service_provider",
            {},
            "/service_provider: service_provider names no end customer; the service is for one customer only (SD-24) "
            "[no-end-customer]",
        ),
        (
            "/territory",
            "FR",
            '/delivery_location/country: the place of delivery is in "DE", the territory is "FR" [delivered-elsewhere]',
        ),
        (
            "/channel/payment_terms_days",
            30,
            "/channel/payment_terms_days: through a reseller, fee and payment terms are between customer and reseller "
            "(TC-1) [price-of-reseller]",
        ),
        (
            "/fee",
            {"amount": "1.00", "currency": "EUR"},
            "/fee: through a reseller, fee and payment terms are between customer and reseller (TC-1) "
            "[price-of-reseller]",
        ),
        ("/channel", {"kind": "direct"}, "/channel: nothing says what the customer pays [no-price]"),
    ],
)
def test_a_doubt_is_a_warning_and_refuses_nothing(pointer: str, value: object, expected: str) -> None:
    reading = read_document(put(order_document(), pointer, value))

    assert messages(reading) == [expected]
    assert [problem.severity for problem in reading.problems] == ["warning"]
    assert reading.order is not None


def test_base_support_that_lasts_to_the_last_day_is_no_doubt() -> None:
    document = put(order_document(), "/designated_software/0/base_support_end", "2020-12-31")

    assert read_document(document).problems == ()


def test_each_line_of_software_has_its_own_warning() -> None:
    document = order_document("apac-cn-direct")
    for index in (0, 1):
        put(document, f"/designated_software/{index}/base_support_end", "2018-01-31")

    reading = read_document(document)

    assert [problem.place for problem in reading.problems] == [
        "/designated_software/0/base_support_end",
        "/designated_software/1/base_support_end",
    ]


def test_a_license_number_that_stands_twice_is_doubted_at_the_second() -> None:
    document = put(order_document("apac-cn-direct"), "/designated_software/1/license_number", "SEP-7741-0092")

    assert messages(read_document(document)) == [
        '/designated_software/1/license_number: license number "SEP-7741-0092" stands at designated_software[0] '
        "already [double-license]"
    ]


def test_a_quote_says_what_the_customer_pays() -> None:
    document = drop(order_document("americas-us-direct"), "/fee")

    assert read_document(document).problems == ()
