from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tamdocs.batch.judge import Judged, judge
from tamdocs.library.model import Library
from tamdocs.orders.read import read_order
from tests.support.order_documents import order_document, order_schema, put
from tests.support.samples import sample_library

NEWEST = list(sample_library().editions)[-1]


def judged(*values: tuple[str, object], library: Library | None = None) -> Judged:
    document = order_document()
    for pointer, value in values:
        put(document, pointer, value)
    reading = read_order("order.json", json.dumps(document, indent=2).encode(), order_schema())
    return judge(reading, library or sample_library())


def codes(found: Judged) -> list[tuple[str | None, str]]:
    return [(problem.place, problem.code) for problem in found.reading.problems]


@pytest.mark.parametrize(
    ("value", "place"),
    [("2017-02-30", "/order_date"), ("2001-01-01", "/order_date")],
)
def test_without_an_edition_an_order_is_told_what_no_edition_knows(value: str, place: str) -> None:
    found = judged(
        ("/order_date", value),
        ("/service", "tamm"),
        ("/languages", ["en", "fr"]),
        ("/designated_software/0/family", "Mail"),
    )

    assert found.edition is None
    assert found.agreement is None
    assert {place for place, _ in codes(found)} == {
        place,
        "/service",
        "/languages/1",
        "/designated_software/0/family",
    }
    (problem,) = [problem for problem in found.reading.problems if problem.place == "/service"]
    assert str(problem) == (
        f'order.json:4:14: edition {NEWEST} has no service "tamm" [unknown-service]\n  at: /service\n'
        '  hint: did you mean "tam"? The edition has the services "bcs-rps", "css" and "tam"'
    )


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [
        ("/territory", "XX", "unknown-country"),
        ("/order_date", "0001-01-01", "year-range"),
        ("/edition", "../x", "bad-format"),
        ("/service", "tam\u001b", "control-character"),
    ],
)
def test_a_value_that_is_refused_already_is_told_once(place: str, value: str, code: str) -> None:
    assert codes(judged((place, value))) == [(place, code)]


def test_an_order_that_pins_an_unknown_edition_is_told_what_no_edition_knows() -> None:
    assert codes(judged(("/edition", "2017-12"), ("/service", "tamm"))) == [
        ("/service", "unknown-service"),
        ("/edition", "unknown-edition"),
    ]


def test_what_one_edition_knows_is_not_held_against_an_order_without_one() -> None:
    editions = dict(sample_library().editions)
    newest = editions[NEWEST]
    services = {code: words for code, words in newest.vendor.services.items() if code != "tam"}
    editions[NEWEST] = replace(newest, vendor=replace(newest.vendor, services=services))
    one_has_it = Library({"2000-01": replace(newest, id="2000-01"), **editions})

    found = judged(("/order_date", "x"), ("/service", "tam"), library=one_has_it)

    assert "unknown-service" not in {code for _, code in codes(found)}
