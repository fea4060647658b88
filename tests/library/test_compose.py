from __future__ import annotations

from dataclasses import replace

import pytest

from tamdocs.document.model import Document
from tamdocs.document.text import document_text
from tamdocs.errors import LibraryError
from tamdocs.library.agreement import Agreement, agree
from tamdocs.library.compose import compose
from tamdocs.library.specimen import specimen_agreements
from tamdocs.library.specimen_data import specimen_data_of
from tests.support.samples import sample_library, sample_order


def agreement(name: str = "apac-cn-direct") -> Agreement:
    return agree(sample_order(name), sample_library())


def lines(document: Document) -> list[str]:
    return list(document_text(document))


def test_the_terms_have_twelve_numbered_sections_in_both_languages() -> None:
    for language in ("en", "zh-Hans"):
        numbers = [getattr(block, "number", "") for block in compose(agreement(), "terms", language).blocks]

        assert [number for number in numbers if number] == [f"{number}." for number in range(1, 13)]


def test_the_order_confirmation_carries_every_value_of_the_order() -> None:
    text = "\n".join(lines(compose(agreement("apac-sg-service-provider"), "order-confirmation", "en")))

    for value in (
        "TAM-2018-000115",
        "12 February 2018",
        "Premium Support Technical Account Manager",
        "Singapore",
        "1 March 2018",
        "28 February 2019",
        "Meridian Managed Security Pte. Ltd.",
        "3 Fusionopolis Way",
        "#09-21 Symbiosis",
        "Tan Wei Ling",
        "weiling.tan@meridian.example",
        "legal@meridian.example",
        "Straits Harbour Logistics Ltd",
        "1 Maritime Square",
        "PSG-5520-0017",
        "SEP-4402-6618",
        "31 December 2018",
        "Q-120031",
        "SGD 39,500.00",
        "Grace Lim",
        "tam.sg@vendor.example",
        "Symantec Asia Pacific Pte Limited",
        "November 2017",
    ):
        assert value in text


def test_an_order_through_a_reseller_names_the_reseller_and_no_fee() -> None:
    text = "\n".join(lines(compose(agreement("emea-de-reseller"), "order-confirmation", "en")))

    assert "Rheinnetz Systemhaus AG" in text
    assert "Am Hafen 3" in text
    assert "renewals@rheinnetz.example" in text
    assert "USD" not in text


def test_only_an_order_in_several_languages_says_which_one_prevails() -> None:
    one = replace(agreement(), order=replace(sample_order(), languages=("en",)))

    assert any("prevail" in line for line in lines(compose(agreement(), "order-confirmation", "en")))
    assert not any("prevail" in line for line in lines(compose(one, "order-confirmation", "en")))


@pytest.mark.parametrize("kind", ["terms", "service-description"])
def test_what_is_the_same_for_every_order_is_composed_the_same(kind: str) -> None:
    one = agreement("apac-cn-direct")
    other = agreement("apac-sg-service-provider")

    assert compose(one, kind, "en") == compose(other, kind, "en")


def test_no_document_has_an_open_slot_an_empty_line_or_a_double_blank() -> None:
    for each in specimen_agreements(sample_library().editions["2017-11"]):
        for kind in each.edition.outlines:
            for language in each.edition.languages:
                for line in lines(compose(each, kind, language, specimen_data_of(each.edition, kind))):
                    assert line.strip()
                    assert not any(wrong in line for wrong in ("{{", "}}", "None", "  ", "[](", "**"))


def test_a_document_that_the_edition_lacks_is_refused_with_the_nearest() -> None:
    with pytest.raises(LibraryError) as caught:
        compose(agreement(), "term", "en")

    assert str(caught.value) == (
        "edition 2017-11: there is no document term [unknown-document]\n  hint: did you mean `terms`?"
    )


def test_the_file_of_an_order_bears_its_day_and_the_others_that_of_the_edition() -> None:
    assert str(compose(agreement(), "order-confirmation", "en").date) == "2017-11-20"
    assert str(compose(agreement(), "terms", "en").date) == "2017-11-01"
