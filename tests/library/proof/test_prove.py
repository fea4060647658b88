from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tamdocs.library.model import Edition
from tamdocs.library.proof.choices import Choice, choices_of, pairwise
from tamdocs.library.proof.prove import prove
from tamdocs.library.proof.texts import cases_of, select_everywhere
from tamdocs.library.specimen import full_order
from tamdocs.library.specimen_data import specimen_data, with_data
from tests.support.samples import sample_library, sample_workspace
from tests.support.small_edition import lines, parse_example, small_edition

FIXTURES = Path(__file__).parent / "fixtures"
CASES = sorted(path.relative_to(FIXTURES).as_posix() for path in FIXTURES.rglob("*.md"))
SCHEMA = sample_workspace().load_order_schema()


def edition() -> Edition:
    return sample_library().editions["2017-11"]


@pytest.mark.parametrize("case", CASES)
def test_example_has_exactly_the_problems_that_it_names(case: str) -> None:
    example = parse_example((FIXTURES / case).read_text(encoding="utf-8"))

    assert lines(prove(small_edition(example), SCHEMA).problems) == example.problems


@pytest.mark.parametrize("name", sample_library().editions)
def test_the_library_is_proved(name: str) -> None:
    picked = sample_library().editions[name]
    proof = prove(picked, SCHEMA)

    assert [str(problem) for problem in proof.problems] == []
    assert proof.cases == 3 * 3 * 2
    assert proof.combinations == len(picked.clauses) * 2 * proof.cases


def test_a_text_that_is_lost_is_a_gap_for_every_case() -> None:
    picked = edition()
    payment = picked.clauses["terms", "payment"]
    english = {key: text for key, text in payment.texts.items() if key[0] == "en"}
    clauses = {**picked.clauses, ("terms", "payment"): replace(payment, texts=english)}

    (gap,) = select_everywhere(replace(picked, clauses=clauses)).problems

    assert gap.message == "the clause has no text in zh-Hans for any region, service and channel"
    assert gap.source == "templates/editions/2017-11/clauses/terms/payment"


def test_a_text_for_one_region_leaves_gaps_elsewhere() -> None:
    picked = edition()
    payment = picked.clauses["terms", "payment"]
    texts = {(code, names | {"emea"} if code == "en" else names): text for (code, names), text in payment.texts.items()}
    clauses = {**picked.clauses, ("terms", "payment"): replace(payment, texts=texts)}

    (gap,) = select_everywhere(replace(picked, clauses=clauses)).problems

    assert gap.message == (
        "the clause has no text in en for americas, bcs-rps, direct; americas, bcs-rps, reseller; "
        "americas, css, direct; americas, css, reseller; and 8 more combinations"
    )


def test_two_texts_that_apply_alike_are_a_tie_with_both_files() -> None:
    picked = edition()
    payment = picked.clauses["terms", "payment"]
    text = payment.texts["en", frozenset()]
    regional = {("en", frozenset({"emea"})): replace(text, source="en.emea.md")}
    channel = {("en", frozenset({"direct"})): replace(text, source="en.direct.md")}
    clauses = {**picked.clauses, ("terms", "payment"): replace(payment, texts={**payment.texts, **regional, **channel})}

    (tie,) = select_everywhere(replace(picked, clauses=clauses)).problems

    assert tie.source == "en.direct.md"
    assert tie.message == (
        "this text and en.emea.md apply alike for emea, bcs-rps, direct; emea, css, direct; emea, tam, direct"
    )


def test_every_field_that_may_be_left_out_is_left_out_once() -> None:
    region = edition().vendor.regions[0]
    choices = choices_of(edition(), full_order(edition(), region, "tam", "reseller"), {}, lambda _: 0)
    left_out = {".".join(choice.path) for choice in choices if None in choice.values}

    assert left_out == {
        "fee",
        "renews",
        "service_provider",
        "service_provider.end_customer",
        "channel.quote_number",
        "channel.payment_terms_days",
        "channel.reseller.contact.phone",
        "channel.reseller.contact.title",
        "customer.business_contact.phone",
        "customer.business_contact.title",
        "customer.legal_contact",
        "customer.legal_contact.phone",
        "customer.legal_contact.title",
        "designated_contacts.[].phone",
        "designated_contacts.[].title",
    }


def test_a_list_of_the_data_is_left_out_once_and_has_one_item_and_two() -> None:
    shape = edition().outlines["covered-products-change"].data
    assert shape
    full = with_data(full_order(edition(), edition().vendor.regions[0], "tam", "direct"), specimen_data(shape))
    (choice,) = (each for each in choices_of(edition(), full, {}, lambda _: 1) if each.path == ("change", "removed"))

    assert [None if value is None else len(value) for value in choice.values] == [1, None, 2]  # type: ignore[arg-type]


def test_a_list_of_the_data_that_may_be_empty_is_empty_once() -> None:
    shape = edition().outlines["review-monthly"].data
    assert shape
    full = with_data(full_order(edition(), edition().vendor.regions[0], "tam", "direct"), specimen_data(shape))
    (choice,) = (each for each in choices_of(edition(), full, {}, lambda _: 0) if each.path == ("review", "trend"))

    assert [len(value) for value in choice.values] == [1, 2, 0]  # type: ignore[arg-type]


def test_pairwise_rows_hold_every_pair_of_values() -> None:
    choices = [Choice((str(number),), tuple(range(size))) for number, size in enumerate((2, 3, 2, 4, 2, 2))]
    rows = list(pairwise(choices))
    pairs = {(a, row[a], b, row[b]) for row in rows for a in range(6) for b in range(a + 1, 6)}
    wanted = {
        (a, one, b, other)
        for a in range(6)
        for b in range(a + 1, 6)
        for one in choices[a].values
        for other in choices[b].values
    }

    assert pairs == wanted
    assert len(rows) < 20


def test_cases_are_every_region_service_and_channel() -> None:
    assert len(set(cases_of(edition()))) == 18
