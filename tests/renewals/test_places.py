from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pycountry
import pytest

from tamdocs.orders.model import Address
from tamdocs.renewals.places import calendar_at, day_at, names_its_part


def address(country: str, region: str | None = None, city: str = "Town") -> Address:
    return Address(lines=("1 Road",), city=city, country=country, region=region)


@pytest.mark.parametrize(
    ("country", "region", "part"),
    [
        ("US", "CA", "CA"),
        ("US", "ca", "CA"),
        ("US", "California", "CA"),
        ("US", "State of California", "CA"),
        ("US", "N.Y.", "NY"),
        ("US", "US-TX", "TX"),
        ("DE", "Baden-Württemberg", "BW"),
        ("DE", "BADEN WURTTEMBERG", "BW"),
        ("DE", "Bavaria", "BY"),
        ("DE", "Freistaat Nirgendwo", None),
        ("CA", "Québec", "QC"),
        ("CA", "Quebec", "QC"),
        ("AU", "New South Wales", "NSW"),
        ("GB", "Scotland", "SCT"),
        ("CH", "Kanton Nirgendwo", None),
        ("CH", "Canton of Zurich", "ZH"),
    ],
)
def test_part_of_a_country_is_found_by_many_spellings(country: str, region: str, part: str | None) -> None:
    assert calendar_at(address(country, region)).subdivision == part


def test_city_that_is_a_part_of_its_country_names_it() -> None:
    assert calendar_at(address("DE", city="Hamburg")).subdivision == "HH"
    assert calendar_at(address("CH", city="Zürich")).subdivision == "ZH"


def test_city_that_shares_its_name_with_another_state_names_none() -> None:
    assert calendar_at(address("US", city="Washington")).subdivision is None


def test_country_without_parts_is_known_exactly() -> None:
    assert names_its_part(calendar_at(address("SG")))
    assert names_its_part(calendar_at(address("US", "CA")))
    assert not names_its_part(calendar_at(address("US")))


def test_instant_is_the_day_at_the_place() -> None:
    now = datetime(2018, 10, 1, 17, 0, tzinfo=UTC)

    assert day_at(now, ["CN"]) == date(2018, 10, 2)
    assert day_at(now, ["DE"]) == date(2018, 10, 1)
    assert day_at(now.astimezone(timezone(timedelta(hours=-8))), ["CN"]) == date(2018, 10, 2)


def test_latest_day_counts_where_there_are_several() -> None:
    now = datetime(2018, 10, 1, 17, 0, tzinfo=UTC)

    assert day_at(now, ["DE", "CN"]) == date(2018, 10, 2)
    # Kamchatka.
    assert day_at(now, ["RU"]) == date(2018, 10, 2)


@pytest.mark.parametrize("country", sorted(country.alpha_2 for country in pycountry.countries))
def test_every_country_has_a_day(country: str) -> None:
    now = datetime(2018, 10, 1, 12, 0, tzinfo=UTC)

    assert abs((day_at(now, [country]) - now.date()).days) <= 1


def test_plain_day_is_the_same_everywhere() -> None:
    assert day_at(date(2018, 10, 1), ["CN"]) == date(2018, 10, 1)
    assert day_at(datetime(2018, 10, 1, tzinfo=UTC), ["BV"]) == date(2018, 10, 1)
