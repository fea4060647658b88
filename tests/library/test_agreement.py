from __future__ import annotations

from dataclasses import replace
from datetime import date

import pycountry
import pytest

from tamdocs.errors import LibraryError, OrderError
from tamdocs.library.agreement import agree, find_edition, names_of, pick_edition, pointer_of
from tamdocs.library.model import Library
from tests.support.samples import sample_library, sample_order

EMEA_ALL_THE_SAME = [
    "KZ",
    "KG",
    "RU",
    "TM",
    "UZ",
    "AE",
    "BH",
    "IQ",
    "IR",
    "IL",
    "JO",
    "KW",
    "LB",
    "OM",
    "PS",
    "QA",
    "SA",
    "SY",
    "TR",
    "YE",
    "EG",
    "DE",
    "IE",
    "GB",
    "ZA",
    "NG",
    "AM",
    "AZ",
    "GE",
    "CY",
]


def region_of(territory: str) -> str:
    return agree(replace(sample_order(), territory=territory), sample_library()).region.code


def test_every_country_is_in_exactly_one_region() -> None:
    regions = sample_library().editions["2017-11"].vendor.regions
    codes = sorted(code for region in regions for code in region.territories)

    assert codes == sorted(country.alpha_2 for country in pycountry.countries)


@pytest.mark.parametrize("territory", EMEA_ALL_THE_SAME)
def test_central_asia_russia_and_the_middle_east_are_emea(territory: str) -> None:
    assert region_of(territory) == "emea"


@pytest.mark.parametrize(
    "territory",
    ["CN", "HK", "TW", "JP", "KR", "IN", "PK", "MN", "TJ", "AF", "AU", "NZ", "FJ", "PF", "GU", "ID", "LK", "MV"],
)
def test_the_rest_of_asia_and_the_pacific_are_asia_pacific(territory: str) -> None:
    assert region_of(territory) == "apac"


@pytest.mark.parametrize("territory", ["US", "CA", "MX", "BR", "AR", "CL", "JM", "CU", "PR", "BM", "GL", "FK"])
def test_the_americas_and_the_caribbean_are_americas(territory: str) -> None:
    assert region_of(territory) == "americas"


@pytest.mark.parametrize(
    ("territory", "entity", "address", "law"),
    [
        ("US", "Symantec Corporation", "350 Ellis Street, Mountain View, CA 94043, USA",
         "the State of California, United States of America"),
        ("SG", "Symantec Asia Pacific Pte Limited", "6 Temasek Boulevard, #11-01 Suntec Tower 4, Singapore 038986",
         "Singapore"),
        ("DE", "Symantec Limited", "Ballycoolin Business Park, Blanchardstown, Dublin 15, Ireland",
         "England and Wales"),
    ],
)  # fmt: skip
def test_entity_and_law_follow_from_the_territory(territory: str, entity: str, address: str, law: str) -> None:
    agreement = agree(replace(sample_order(), territory=territory), sample_library())
    names = names_of(agreement, agreement.edition.languages["en"])

    assert names["law"] == {"name": law}
    assert agreement.region.entity.legal_name == entity
    assert agreement.region.entity.address_line == address


def test_an_unknown_service_is_refused_at_its_place() -> None:
    with pytest.raises(OrderError) as caught:
        agree(replace(sample_order(), service="tom"), sample_library())

    assert [(problem.place, problem.code) for problem in caught.value.problems] == [("/service", "unknown-service")]


def library_of(*spans: tuple[str, date, date | None]) -> Library:
    edition = sample_library().editions["2017-11"]
    return Library(
        {
            name: replace(edition, id=name, status="released", in_force_from=start, in_force_until=end)
            for name, start, end in spans
        }
    )


TWO = library_of(("2017-11", date(2017, 11, 1), date(2018, 5, 31)), ("2018-06", date(2018, 6, 1), None))


@pytest.mark.parametrize(
    ("day", "edition"),
    [
        (date(2017, 11, 1), "2017-11"),
        (date(2018, 5, 31), "2017-11"),
        (date(2018, 6, 1), "2018-06"),
        (date(9999, 12, 31), "2018-06"),
    ],
)
def test_the_edition_in_force_on_the_order_date_is_used(day: date, edition: str) -> None:
    assert find_edition(None, day, TWO).id == edition


def test_a_draft_is_not_in_force_and_is_used_only_where_it_is_pinned() -> None:
    library = Library({**TWO.editions, "2018-06": replace(TWO.editions["2018-06"], status="draft")})
    open_ended = replace(TWO.editions["2017-11"], in_force_until=None)

    assert find_edition(None, date(2018, 6, 1), Library({**library.editions, "2017-11": open_ended})).id == "2017-11"
    assert find_edition("2018-06", date(2018, 6, 1), library).id == "2018-06"


def test_where_nothing_is_released_an_order_must_pin_a_draft() -> None:
    drafts = Library({name: replace(edition, status="draft") for name, edition in TWO.editions.items()})

    with pytest.raises(OrderError) as caught:
        find_edition(None, date(2018, 6, 1), drafts)

    assert [problem.hint for problem in caught.value.problems] == [
        "none is released; an order may pin one with `edition`"
    ]
    assert find_edition("2017-11", date(2018, 6, 1), drafts).id == "2017-11"


def test_an_edition_ends_before_the_next_one_starts() -> None:
    library = library_of(("a", date(2017, 1, 1), None), ("b", date(2018, 1, 1), date(2018, 6, 30)))

    assert find_edition(None, date(2017, 12, 31), library).id == "a"
    assert find_edition(None, date(2018, 6, 30), library).id == "b"
    with pytest.raises(OrderError) as caught:
        find_edition(None, date(2018, 7, 1), library)
    assert caught.value.problems[0].hint == "edition b ended on 2018-06-30; an order may pin one with `edition`"


def test_an_order_may_pin_an_edition() -> None:
    assert find_edition("2017-11", date(2019, 1, 1), TWO).id == "2017-11"


def test_an_edition_that_does_not_exist_is_refused_with_the_nearest() -> None:
    with pytest.raises(OrderError, match="there is no edition 2017-12") as caught:
        find_edition("2017-12", date(2019, 1, 1), TWO)

    assert (caught.value.problems[0].place, caught.value.problems[0].hint) == ("/edition", "did you mean `2017-11`?")


def test_a_day_before_every_edition_is_refused() -> None:
    with pytest.raises(OrderError) as caught:
        find_edition(None, date(2017, 10, 31), TWO)

    assert str(caught.value) == (
        ": no edition of the clause library is in force on 2017-10-31 [no-edition-in-force]\n  at: /order_date\n"
        "  hint: the first one is in force from 2017-11-01; an order may pin one with `edition`"
    )


def test_the_newest_edition_is_the_default_for_legal() -> None:
    assert pick_edition(None, TWO).id == "2018-06"
    with pytest.raises(LibraryError, match="there is no edition 2018-07"):
        pick_edition("2018-07", TWO)


def test_a_field_remembers_where_its_value_comes_from() -> None:
    assert pointer_of(("customer", "legal_name"), {}) == "/customer/legal_name"
    assert pointer_of(("item", "product"), {"item": "/designated_software/3"}) == "/designated_software/3/product"
    assert pointer_of(("service", "name"), {}) == "/service"
    assert pointer_of(("vendor", "legal_name"), {}) == "vendor:/legal_name"
