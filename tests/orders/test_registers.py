from __future__ import annotations

import pytest

from tamdocs.orders.registers import (
    countries,
    currency_digits,
    guess_country,
    guess_currency,
    guess_time_zone,
    time_zones,
)


def test_iso_3166_1_has_249_countries() -> None:
    assert len(countries()) == 249
    assert {"US", "CN", "DE", "SG", "TW", "AQ"} <= countries()
    assert countries().isdisjoint({"UK", "XK", "EU", "AN"})


@pytest.mark.parametrize(
    ("code", "digits"),
    [("USD", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("CNY", 2), ("HUF", 2), ("IQD", 3), ("KPW", 2), ("XAU", None)],
)
def test_digits_are_those_of_iso_4217_also_where_daily_use_differs(code: str, digits: int | None) -> None:
    assert currency_digits()[code] == digits


def test_time_zones_are_those_of_the_iana_database() -> None:
    assert {"Asia/Shanghai", "Europe/Berlin", "America/Argentina/Ushuaia", "Etc/UTC"} <= time_zones()
    assert time_zones().isdisjoint({"localtime", "posixrules", "Berlin", ""})


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("de", 'did you mean "DE"?'),
        ("UK", 'did you mean "GB"?'),
        ("Germany", 'did you mean "DE"?'),
        ("Taiwan", 'did you mean "TW"?'),
        ("USA", 'did you mean "US"?'),
        ("CHN", 'did you mean "CN"?'),
        ("Singapur", 'did you mean "SG"?'),
        ("12345", None),
    ],
)
def test_a_country_is_guessed_from_its_name_or_another_code(word: str, hint: str | None) -> None:
    assert guess_country(word) == hint


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("usd", 'did you mean "USD"?'),
        ("RMB", 'did you mean "CNY"?'),
        ("€", 'did you mean "EUR"?'),
        ("US Dollar", 'did you mean "USD"?'),
        ("12345", None),
    ],
)
def test_a_currency_is_guessed_from_its_name_or_its_sign(word: str, hint: str | None) -> None:
    assert guess_currency(word) == hint


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("Berlin", 'did you mean "Europe/Berlin"?'),
        ("europe/berlin", 'did you mean "Europe/Berlin"?'),
        ("New York", 'did you mean "America/New_York"?'),
        ("Asia/Shangai", 'did you mean "Asia/Shanghai"?'),
        ("12345", None),
    ],
)
def test_a_time_zone_is_guessed_from_its_city(word: str, hint: str | None) -> None:
    assert guess_time_zone(word) == hint
