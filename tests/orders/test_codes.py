from __future__ import annotations

from dataclasses import replace

from tamdocs.errors import Problem
from tamdocs.orders.codes import KnownCodes, check_codes
from tests.support.samples import sample_order

KNOWN = KnownCodes(
    edition="2017-11",
    services=("bcs-rps", "css", "tam"),
    languages=("en", "zh-Hans"),
    families=("Data Loss Prevention", "Endpoint Protection"),
)


def test_an_order_that_names_only_what_the_edition_has_has_no_problem() -> None:
    assert check_codes(sample_order("apac-cn-direct"), KNOWN) == ()


def test_a_service_that_the_edition_does_not_have_is_refused() -> None:
    order = replace(sample_order(), service="tams")

    assert check_codes(order, KNOWN) == (
        Problem(
            "",
            "unknown-service",
            'edition 2017-11 has no service "tams"',
            place="/service",
            hint='did you mean "tam"? The edition has the services "bcs-rps", "css" and "tam"',
        ),
    )


def test_a_language_that_the_edition_does_not_have_is_refused_wherever_it_stands() -> None:
    sample = sample_order()
    order = replace(sample, languages=("zh-hans", "fr"), renewal=replace(sample.renewal, language="de"))

    problems = check_codes(order, KNOWN)

    assert [(problem.place, problem.message, problem.hint) for problem in problems] == [
        (
            "/languages/0",
            'edition 2017-11 has no language "zh-hans"',
            'did you mean "zh-Hans"? The edition has the languages "en" and "zh-Hans"',
        ),
        ("/languages/1", 'edition 2017-11 has no language "fr"', 'the edition has the languages "en" and "zh-Hans"'),
        (
            "/renewal/language",
            'edition 2017-11 has no language "de"',
            'the edition has the languages "en" and "zh-Hans"',
        ),
    ]


def test_a_family_that_the_edition_does_not_list_is_a_warning() -> None:
    known = KNOWN._replace(families=("Endpoint Protection",))

    assert check_codes(sample_order("apac-cn-direct"), known) == (
        Problem(
            "",
            "unlisted-family",
            'the covered products of edition 2017-11 do not list "Data Loss Prevention"',
            place="/designated_software/1/family",
            hint='the edition has the families "Endpoint Protection"',
            severity="warning",
        ),
    )


def test_an_edition_without_languages_says_so() -> None:
    order = replace(sample_order(), languages=("en",), renewal=replace(sample_order().renewal, language="en"))

    problems = check_codes(order, KNOWN._replace(languages=()))

    assert {problem.hint for problem in problems} == {"the edition has no languages"}
