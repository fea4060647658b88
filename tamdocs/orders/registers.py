"""Codes that the world keeps: countries (ISO 3166-1), currencies (ISO 4217) and time zones (IANA).

Each table comes from a package that is kept up to date, never from the machine, so that every machine knows the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from tamdocs.orders.words import as_json, nearest


@cache
def countries() -> frozenset[str]:
    """Return the two-letter codes of ISO 3166-1."""
    import pycountry  # noqa: PLC0415 - read only when the first order is checked

    return frozenset(country.alpha_2 for country in pycountry.countries)


@cache
def currency_digits() -> Mapping[str, int | None]:
    """Return the digits after the point by ISO 4217 code; None for what is no money, such as gold or a test code.

    The table is the one that the registrar publishes. CLDR's digits are those of daily use and differ for a dozen
    currencies.
    """
    from iso4217 import Currency  # noqa: PLC0415 - read only when the first fee is checked

    return MappingProxyType({currency.code: currency.exponent for currency in Currency})


@cache
def time_zones() -> frozenset[str]:
    """Return the names of the IANA time zone database."""
    return frozenset(files("tzdata").joinpath("zones").read_text(encoding="utf-8").split())


def guess_country(word: str) -> str | None:
    """Return a hint with the code that *word* was meant to be: the code in other letters, or the name of a country."""
    code = _COUNTRY_SLIPS.get(word.strip().upper(), word.strip().upper())
    if code not in countries():
        names = _country_names()
        code = names.get(nearest(word.strip(), names) or "", "")
    return _did_you_mean(code)


@cache
def _country_names() -> Mapping[str, str]:
    """Return the code by what a country may be called. To go through the register takes milliseconds."""
    import pycountry  # noqa: PLC0415 - read only when the first order is checked

    return {
        str(name): str(country.alpha_2)
        for country in pycountry.countries
        for name in (country.name, getattr(country, "common_name", country.name), country.alpha_3)
    }


def guess_currency(word: str) -> str | None:
    """Return a hint with the code that *word* was meant to be: the code in other letters, or the name of a currency."""
    from iso4217 import Currency  # noqa: PLC0415 - read only when the first fee is checked

    code = _CURRENCY_SLIPS.get(word.strip().upper(), word.strip().upper())
    if currency_digits().get(code) is None:
        names = {str(currency.currency_name): str(currency.code) for currency in Currency}
        code = names.get(nearest(word.strip(), names) or "", "")
    return _did_you_mean(code)


def guess_time_zone(word: str) -> str | None:
    """Return a hint with the name that *word* was meant to be, also where it is the city alone."""
    spelled = word.strip().replace(" ", "_")
    by_city = {name.rpartition("/")[2]: name for name in sorted(time_zones()) if "/" in name}
    name = nearest(spelled, sorted(time_zones())) if "/" in spelled else by_city.get(nearest(spelled, by_city) or "")
    return _did_you_mean(name or "")


_COUNTRY_SLIPS = {"UK": "GB", "EL": "GR", "ENGLAND": "GB", "SCOTLAND": "GB", "WALES": "GB", "USA": "US"}
_CURRENCY_SLIPS = {
    "RMB": "CNY",
    "NTD": "TWD",
    "STG": "GBP",
    "EURO": "EUR",
    "€": "EUR",
    "$": "USD",
    "US$": "USD",
    "£": "GBP",
}


def _did_you_mean(code: str) -> str | None:
    return f"did you mean {as_json(code)}?" if code else None
