from __future__ import annotations

from dataclasses import replace

import pytest

from tamdocs.errors import LibraryError
from tamdocs.library.model import Edition
from tamdocs.library.variants.differences import unexpected_differences
from tests.support.changed_edition import changed_edition
from tests.support.samples import sample_library

TERMS = "documents/terms.toml"
NOT_EXPECTED = 'name it in `differences`: { clause = "warranty", by = ["region"] }'
WARRANTY = """---
title: Warranty
facts: [TC-3]
---

1. Vendor shall do its very best.
"""


def changed_terms(*changes: tuple[str, str, str]) -> Edition:
    """Return an edition of the terms alone, after *changes* of them; the whole editions are looked at below."""
    edition = changed_edition(*changes)
    return replace(
        edition, outlines={"terms": edition.outlines["terms"]}, pack=replace(edition.pack, documents=("terms",))
    )


def messages(*changes: tuple[str, str, str]) -> list[str]:
    return [problem.message for problem in unexpected_differences(changed_terms(*changes))]


@pytest.mark.parametrize("edition", sample_library().editions)
def test_an_edition_differs_as_it_expects_and_not_otherwise(edition: str) -> None:
    assert unexpected_differences(sample_library().editions[edition]) == []


def test_a_regional_text_that_nobody_expects_is_a_problem_with_its_first_words() -> None:
    found = unexpected_differences(changed_terms(("clauses/terms/warranty/en.emea.md", "", WARRANTY)))

    assert [(problem.source, problem.code, problem.place) for problem in found] == [
        ("2017-11/documents/terms.toml", "unexpected-difference", "warranty")
    ]
    assert found[0].message == (
        "terms, `warranty` in en: differs by region, which is not expected (direct, bcs-rps): "
        "americas “…warrants that it performs the Services in a good, profession…”, emea “…shall do its very best.”"
    )
    assert found[0].hint == f"if it shall, {NOT_EXPECTED}"


def test_a_text_of_one_language_only_is_stale_in_the_other() -> None:
    found = messages(
        ("clauses/terms/warranty/en.emea.md", "", WARRANTY),
        (TERMS, "differences = [", 'differences = [{ clause = "warranty", by = ["region"] },'),
    )

    assert found == ["terms, `warranty` in zh-Hans: is expected to differ by region, and does not"]


def test_a_condition_on_the_channel_is_a_difference_by_channel() -> None:
    found = messages(
        ("clauses/terms/warranty/en.md", "", '\n:::{when} channel.kind == "reseller"\n9. Ask the reseller.\n:::\n')
    )

    assert found == [
        "terms, `warranty` in en: differs by channel, which is not expected (americas, bcs-rps): "
        "direct “(nothing more)”, reseller “Ask the reseller.”"
    ]


def test_a_difference_inside_a_condition_on_the_order_is_found_too() -> None:
    text = "\n:::{when} fee\n9. Vendor is {{ vendor.legal_name }}.\n:::\n"

    found = messages(("clauses/terms/warranty/en.md", "", text))

    assert [message.split(":")[1] for message in found] == [
        " differs by region, which is not expected (direct, bcs-rps)",
        " differs by channel, which is not expected (americas, bcs-rps)",
    ]


def test_values_of_an_order_are_no_difference() -> None:
    text = "\n9. {{ customer.legal_name }}, {{ customer.address|address }}, {{ territory|country }}\n"

    assert messages(("clauses/terms/warranty/en.md", "", text)) == []


def test_a_number_that_shifts_is_no_difference() -> None:
    outline = '    { clause = "subcontracting", when = "region.code == \'emea\'" },\n'
    expected = 'differences = [{ clause = "subcontracting", by = ["region"], only = ["emea"] },'

    assert messages((TERMS, '    "subcontracting",\n', outline), (TERMS, "differences = [", expected)) == []


def test_only_those_named_may_differ() -> None:
    found = messages((TERMS, '"governing-law", by = ["region"]', '"governing-law", by = ["region"], only = ["emea"]'))

    assert found == [
        f"terms, `governing-law` in {language}: differs by region in a way that is not expected (direct, bcs-rps): "
        f"americas “{americas}”, apac “{apac}”"
        for language, americas, apac in (
            (
                "en",
                "…the State of California, United States of America, without r…",
                "…Singapore, without regard to conflict-of-law principles.",
            ),
            ("zh-Hans", "…美利坚合众国加利福尼亚州法律，但不适用其冲突法原则。", "…新加坡法律，但不适用其冲突法原则。"),
        )
    ]


def test_an_expected_difference_that_is_not_there_is_stale() -> None:
    found = messages((TERMS, '"payment", by = ["channel"]', '"payment", by = ["channel", "service"]'))

    assert found == [
        f"terms, `payment` in {language}: is expected to differ by service, and does not"
        for language in ("en", "zh-Hans")
    ]


def test_a_region_that_is_named_and_has_no_text_of_its_own_is_stale() -> None:
    entry = 'differences = [{ clause = "warranty", by = ["region"], only = ["emea"] },'

    found = messages((TERMS, "differences = [", entry))

    assert found == [
        f"terms, `warranty` in {language}: is expected to have a text of its own for emea, and does not"
        for language in ("en", "zh-Hans")
    ]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (
            '{ clause = "warrenty", by = ["region"] }',
            "`differences` names a clause that the outline does not have: `warrenty`",
        ),
        ('{ clause = "warranty", by = [] }', "`warranty` differs by nothing"),
        ('{ clause = "warranty", by = ["region", "region"] }', "`warranty`: a name stands twice in `by` or `only`"),
        (
            '{ clause = "warranty", by = ["region"], only = ["tam"] }',
            "`warranty`: `only` names tam, which is no region",
        ),
        ('{ clause = "payment", by = ["channel"] }', "`payment` stands twice in `differences`"),
        ('{ clause = "warranty", by = ["moon"] }', '`by[0]` is channel, region or service, not "moon"'),
    ],
)
def test_an_entry_that_cannot_be_is_refused(entry: str, message: str) -> None:
    with pytest.raises(LibraryError) as caught:
        changed_edition((TERMS, "differences = [", f"differences = [{entry},"))

    assert [problem.message for problem in caught.value.problems] == [message]
