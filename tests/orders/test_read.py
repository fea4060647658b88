from __future__ import annotations

import copy
import json
import unicodedata
from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamdocs.errors import Problem
from tamdocs.orders.model import Address, Fee, Order, Term
from tamdocs.orders.read import MOST_BYTES, Reading, read_order
from tamdocs.orders.schema import OrderSchema
from tests.support.order_documents import drop, messages, order_document, order_schema, put, read_document, read_text
from tests.support.samples import ORDER_FILES, sample_workspace

SAMPLES = [path.read_bytes() for path in ORDER_FILES]


def read(data: bytes) -> Reading:
    return read_order("order.json", data, order_schema())


def good_order() -> Order:
    order = read_document(order_document("apac-cn-direct")).order
    assert order is not None
    return order


def test_a_good_order_becomes_values() -> None:
    order = good_order()

    assert order.order_number == "TAM-2017-004218"
    assert order.languages == ("zh-Hans", "en")
    assert order.term == Term(start=date(2017, 12, 1), end=date(2018, 11, 30))
    assert order.fee == Fee(amount=Decimal("48000.00"), currency="USD")
    assert order.delivery_location == Address(
        lines=("浦东新区张江路 88 号 6 号楼 12 层",), city="上海", postal_code="201203", country="CN"
    )
    assert order.edition is None


def test_optional_fields_are_read() -> None:
    document = order_document() | {"edition": "2017-11", "renews": "CSS-2014-000012"}

    order = read_document(document).order

    assert order is not None
    assert (order.edition, order.renews) == ("2017-11", "CSS-2014-000012")


@pytest.mark.parametrize("data", SAMPLES, ids=[path.stem for path in ORDER_FILES])
def test_a_sample_is_read_alike_with_a_byte_order_mark_and_on_one_line(data: bytes) -> None:
    reading = read(data)

    assert reading.order is not None
    assert read(b"\xef\xbb\xbf" + data).order == reading.order
    assert read(json.dumps(json.loads(data)).encode()).order == reading.order


def test_the_hash_is_that_of_the_bytes() -> None:
    assert read(SAMPLES[0]).sha256 == sha256(SAMPLES[0]).hexdigest()
    assert read(b"\xff").sha256 == sha256(b"\xff").hexdigest()


def test_white_space_is_put_in_order_and_text_is_in_nfc() -> None:
    document = put(order_document(), "/customer/legal_name", " Ko\u0308hler\u00a0 \u3000GmbH ")

    order = read_document(document).order

    assert order is not None
    assert order.customer.legal_name == "Köhler GmbH"


def test_values_that_look_like_markup_are_taken_as_they_stand() -> None:
    name = "{{ 7*7 }} {% x %} <b>&amp; #let $x$ \\\\ `a` */ {_{"

    order = read_document(put(order_document(), "/customer/legal_name", name)).order

    assert order is not None
    assert order.customer.legal_name == name


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    text = """{
  "order_number": "CON",
  "order_number": "CON",
  "order_date": "2017-12-04",
  "service": "css",
  "territory": "uk",
  "languages": ["en"],
  "term": {"start": "2018-01-01", "end": "2017-02-30"},
  "customer": {
    "legalname": "A",
    "address": {"lines": ["B\\u200b"], "city": "C", "country": "DE"},
    "business_contact": {"name": "D", "email": "d@e.example"}
  },
  "delivery_location": {"lines": ["B"], "city": "C", "country": "DE"},
  "designated_contacts": [{"name": "D", "email": "d.example"}],
  "designated_software": [
    {"family": "F", "product": "G", "license_number": "H", "quantity": 2.0, "site_license": "no",
     "base_support_end": "2018-01-01"}
  ],
  "channel": {"kind": "resell"},
  "fee": {"amount": "1.5", "currency": "JPY"},
  "technical_account_manager": {"name": "I", "email": "i@j.example", "phone": "1-2-3", "time_zone": "Berlin"},
  "renewal": {"delivery": null, "language": "en"}
}"""

    reading = read_text(text)

    assert [str(problem).partition("\n")[0] for problem in reading.problems] == [
        "order.json:3:3: order_number stands here again; it stands at 2:3 already [duplicate-key]",
        'order.json:3:19: order_number is "CON"; Windows keeps the name CON for a device [order-number-unsafe]',
        'order.json:6:16: territory is "uk"; ISO 3166-1 has no such country code [unknown-country]',
        "order.json:8:42: term.end is 2017-02-30; there is no such day [bad-date]",
        "order.json:9:15: customer.legal_name is missing [missing-field]",
        'order.json:10:5: customer has no field "legalname" [unknown-field]',
        "order.json:11:27: customer.address.lines[0] has U+200B ZERO WIDTH SPACE, which nobody sees "
        "[invisible-character]",
        'order.json:15:50: designated_contacts[0].email is "d.example"; an e-mail address is written name@host.domain, '
        "such as legal@acme.example [bad-email]",
        "order.json:17:72: designated_software[0].quantity must be a whole number, found 2.0 [bad-type]",
        'order.json:17:93: designated_software[0].site_license must be true or false, found "no" [bad-type]',
        'order.json:20:23: channel.kind is "resell"; it can be "direct" or "reseller" [unknown-value]',
        'order.json:21:21: fee.amount is "1.5"; JPY has no digits after the point [currency-digits]',
        'order.json:22:101: technical_account_manager.time_zone is "Berlin"; the IANA time zone database has no such '
        "name [unknown-time-zone]",
        "order.json:23:27: renewal.delivery must be text in quotation marks, found null [bad-type]",
    ]


def test_a_problem_is_told_with_place_and_hint() -> None:
    document = put(drop(order_document(), "/customer/legal_name"), "/customer/legalname", "Acme")

    missing, unknown = read_document(document).problems

    assert str(missing) == (
        "order.json:13:14: customer.legal_name is missing [missing-field]\n"
        "  at: /customer\n"
        "  hint: Full name of the customer, as registered. "
        'For example "legal_name": "Köhler Präzisionswerke GmbH & Co. KG"'
    )
    assert str(unknown) == (
        'order.json:28:3: customer has no field "legalname" [unknown-field]\n'
        "  at: /customer/legalname\n"
        "  hint: did you mean legal_name?"
    )


@pytest.mark.parametrize(
    ("pointer", "value", "expected"),
    [
        ("/territory", True, "territory must be text in quotation marks, found true [bad-type]"),
        ("/territory", [], "territory must be text in quotation marks, found a list [bad-type]"),
        ("/term", "2018", 'term must be an object in { }, found "2018" [bad-type]'),
        ("/languages", "en", 'languages must be a list in [ ], found "en" [bad-type]'),
        ("/languages", [], "languages has no entry, at least 1 [too-few]"),
        (
            "/designated_software/0/quantity",
            "7",
            'designated_software[0].quantity must be a whole number, found "7" [bad-type]',
        ),
        ("/designated_software/0/quantity", 0, "designated_software[0].quantity is 0, at least 1 [out-of-range]"),
        (
            "/designated_software/0/quantity",
            10**400,
            "designated_software[0].quantity is too large a number, at most 1,000,000,000 [out-of-range]",
        ),
        ("/customer/legal_name", "", "customer.legal_name is empty [empty-text]"),
        ("/customer/legal_name", " \u3000", "customer.legal_name has nothing but white space [blank-text]"),
        ("/customer/legal_name", "x" * 1_200, "customer.legal_name has 1,200 characters, at most 300 [too-long]"),
        (
            "/term/end",
            "31/12/2020",
            'term.end is "31/12/2020"; a date is written year-month-day, such as 2018-11-30 [bad-date]',
        ),
        (
            "/service",
            "TAM!",
            'service is "TAM!"; a code has lower-case letters and digits, with single hyphens between them '
            "[bad-format]",
        ),
    ],
)
def test_a_value_that_the_schema_refuses_is_told_in_words(pointer: str, value: object, expected: str) -> None:
    assert messages(read_document(put(order_document(), pointer, value))) == [f"{pointer}: {expected}"]


def test_a_language_that_stands_twice_is_refused_at_the_second() -> None:
    reading = read_document(put(order_document(), "/languages", ["en", "zh-Hans", "en"]))

    assert messages(reading) == ['/languages/2: languages has "en" twice [double-entry]']


@pytest.mark.parametrize(
    ("text", "found"), [("[]", "a list"), ("null", "null"), ('"x"', '"x"'), ("7", "7"), ("true", "true")]
)
def test_an_order_is_an_object(text: str, found: str) -> None:
    assert messages(read_text(text)) == [f": the order must be an object in {{ }}, found {found} [bad-type]"]


def test_an_unknown_field_may_have_any_name() -> None:
    reading = read_document(order_document() | {"\u202e\ud800\x00": 1, "": 2, "a/b~c": 3, "x" * 500: 4})

    assert messages(reading) == [
        ': the order has no field "' + "x" * 57 + '…" [unknown-field]',
        '/\u202e\ud800\x00: the order has no field "\\u202e\\ud800\\u0000" [unknown-field]',
        '/: the order has no field "" [unknown-field]',
        '/a~1b~0c: the order has no field "a/b~c" [unknown-field]',
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "order.json:1:1: the file is empty [empty-file]"),
        (b" " * (MOST_BYTES + 1), "order.json:1:1: the file is larger than 4 MB; this is no order [too-large]"),
        (b"[" * 5_000, "order.json:1:65: values are nested more than 64 levels deep here; an order has six [too-deep]"),
        (
            b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
            "order.json:1:321: values are nested more than 64 levels deep here; an order has six [too-deep]",
        ),
        (
            SAMPLES[0][: SAMPLES[0].index(b'"Dana')],
            "order.json:11:34: the file breaks off here: the { of 11:25 (customer.business_contact) is still open, and "
            "2 more around it [cut-off]",
        ),
        (b'{"a": NaN}', "order.json:1:7: NaN is not a value in JSON [bad-json]"),
        (SAMPLES[0] + b"x", "order.json:28:1: something follows after the end of the order [bad-json]"),
    ],
)
def test_a_file_that_is_no_json_has_one_problem(data: bytes, expected: str) -> None:
    reading = read(data)

    assert reading.order is None
    assert [str(problem).partition("\n")[0] for problem in reading.problems] == [expected]


def test_very_many_problems_are_counted() -> None:
    reading = read_document(order_document() | {f"field {number}": number for number in range(1_000)})

    assert len(reading.problems) == 101
    assert reading.problems[-1].message == "and 900 more problems after this one"
    assert reading.problems[-1].severity == "error"


def test_an_order_number_is_known_also_of_a_refused_order() -> None:
    assert read_document({"order_number": "X-1"}).order_number == "X-1"
    assert read_document({"order_number": 1}).order_number is None
    assert read_text("{").order_number is None


def test_problems_that_come_later_are_placed_and_take_the_order_away() -> None:
    reading = read_document(put(order_document(), "/service_provider", {}))
    late = Problem("", "unknown-service", "no such service", place="/service")

    more = reading.with_problems([late, late])

    assert reading.order is not None
    assert more.order is None
    assert [(problem.source, problem.line, problem.column, problem.code) for problem in more.problems] == [
        ("order.json", 4, 13, "unknown-service"),
        ("order.json", 109, 22, "no-end-customer"),
    ]


def test_a_warning_that_comes_later_leaves_the_order() -> None:
    reading = read_document(order_document())
    late = Problem("", "unlisted-family", "not listed", place="/service", severity="warning")

    assert reading.with_problems([late]).order == reading.order
    assert reading.with_problems([]) == reading


def test_a_workspace_whose_schema_was_loosened_does_not_end_the_program() -> None:
    schema = copy.deepcopy(sample_workspace().load_order_schema())
    schema["required"].remove("renewal")
    data = json.dumps(drop(order_document(), "/renewal")).encode()

    reading = read_order("order.json", data, OrderSchema(schema))

    assert reading.order is None
    assert [problem.code for problem in reading.problems] == ["unreadable-order"]


def holds(reading: Reading, data: bytes) -> bool:
    """Return whether *reading* keeps its promises: no order without an error, each problem within the file."""
    errors = [problem for problem in reading.problems if problem.severity == "error"]
    lines = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    placed = all(
        problem.line is not None
        and problem.column is not None
        and 1 <= problem.line <= len(lines)
        and 1 <= problem.column <= len(lines[problem.line - 1]) + 1
        for problem in reading.problems
    )
    return placed and (reading.order is None) == bool(errors)


@given(st.binary() | st.text().map(str.encode))
def test_no_bytes_make_it_fail(data: bytes) -> None:
    assert holds(read(data), data)


@given(
    st.sampled_from(SAMPLES),
    st.lists(st.tuples(st.integers(0, 2_200), st.integers(0, 12), st.binary(max_size=6)), min_size=1, max_size=4),
)
def test_no_change_to_the_bytes_of_a_good_order_makes_it_fail(
    data: bytes, changes: list[tuple[int, int, bytes]]
) -> None:
    for start, length, new in changes:
        data = data[:start] + new + data[start + length :]

    assert holds(read(data), data)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


def pointers(value: object, pointer: str = "") -> list[str]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [each for key, item in items for each in (f"{pointer}/{key}", *pointers(item, f"{pointer}/{key}"))]


@given(st.sampled_from(SAMPLES), st.data(), json_values)
def test_no_value_anywhere_in_a_good_order_makes_it_fail(sample: bytes, data: st.DataObject, value: object) -> None:
    document = json.loads(sample)
    put(document, data.draw(st.sampled_from(pointers(document))), value)
    spoilt = json.dumps(document).encode()

    assert holds(read(spoilt), spoilt)


@given(st.sampled_from(SAMPLES), st.data(), st.text(max_size=40))
def test_a_text_anywhere_becomes_that_text_or_is_refused_at_its_place(
    sample: bytes, data: st.DataObject, text: str
) -> None:
    document = json.loads(sample)
    strings = [place for place, _ in read(sample).texts()]
    place = data.draw(st.sampled_from(strings))

    reading = read_document(put(document, place, text))

    if reading.order is None:
        assert place in {problem.place for problem in reading.problems if problem.severity == "error"}
    else:
        assert dict(reading.texts())[place] == " ".join(unicodedata.normalize("NFC", text).split())


def test_readings_are_values() -> None:
    assert read(SAMPLES[0]) == read(SAMPLES[0])
    assert replace(read(SAMPLES[0]), source="other.json") != read(SAMPLES[0])
