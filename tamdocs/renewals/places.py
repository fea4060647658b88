"""Which calendar goes for an address, and which day it is at a place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

import holidays
import pycountry
from babel.core import get_global

from tamdocs.calendars.business_calendar import BusinessCalendar
from tamdocs.orders.model import Address

_CITY_IS_REGION = frozenset({"AT", "CH", "DE", "IT"})
"""Where a city without a region in its address is the namesake of the part of the country that it lies in."""

_ENGLISH: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "AT": {
            "Carinthia": "2",
            "Lower Austria": "3",
            "Styria": "6",
            "Tyrol": "7",
            "Upper Austria": "4",
            "Vienna": "9",
        },
        "CH": {"Geneva": "GE", "Lucerne": "LU", "Basel": "BS", "Ticino": "TI", "Vaud": "VD", "Zurich": "ZH"},
        "DE": {
            "Bavaria": "BY",
            "Hesse": "HE",
            "Lower Saxony": "NI",
            "Mecklenburg-Western Pomerania": "MV",
            "North Rhine-Westphalia": "NW",
            "NRW": "NW",
            "Rhineland-Palatinate": "RP",
            "Saxony": "SN",
            "Saxony-Anhalt": "ST",
            "Thuringia": "TH",
        },
        "ES": {"Andalusia": "AN", "Basque Country": "PV", "Catalonia": "CT"},
        "IT": {"Florence": "FI", "Milan": "MI", "Naples": "NA", "Rome": "RM", "Turin": "TO", "Venice": "VE"},
    }
)
"""English names of parts of a country that ISO 3166-2 and the library give in the country's own language only."""

_GENERIC = frozenset(
    ("state", "province", "region", "county", "canton", "community", "autonomous", "of", "the", "land", "provincia")
)


def calendar_at(address: Address) -> BusinessCalendar:
    """Return the calendar of the part of the country that *address* names, or of the country where it names none."""
    return _calendar(address.country, address.region, address.city)


def names_its_part(calendar: BusinessCalendar) -> bool:
    """Return whether the calendar is as exact as the country's calendars are."""
    return calendar.subdivision is not None or not _parts(calendar.country)


@lru_cache(maxsize=16_384)
def _calendar(country: str, region: str | None, city: str) -> BusinessCalendar:
    parts = _parts(country)
    found = None
    if region is not None:
        found = parts.get(_plain(region))
    elif country in _CITY_IS_REGION:
        found = parts.get(_plain(city))
    return BusinessCalendar(country, found)


@cache
def _parts(country: str) -> Mapping[str, str]:
    """Return the parts of *country* that have a calendar, by every known spelling; one that means two is left out."""
    try:
        kind = type(holidays.country_holidays(country, expand=False))
    except NotImplementedError:
        return MappingProxyType({})
    codes = frozenset(kind.subdivisions)
    spellings: list[tuple[str, str]] = [(code, code) for code in codes]
    spellings += [(f"{country}-{code}", code) for code in codes]
    spellings += list(kind.subdivisions_aliases.items())
    for each in (each for each in pycountry.subdivisions if each.country_code == country):
        code = each.code.partition("-")[2]
        spellings += [(name, code) for name in each.name.split(" / ") if code in codes]
    spellings += [(name, code) for name, code in _ENGLISH.get(country, {}).items() if code in codes]
    found: dict[str, set[str]] = {}
    for name, code in spellings:
        for spelling in (_plain(name), *((_plain(part) for part in name.split("[")) if "[" in name else ())):
            found.setdefault(spelling, set()).add(code)
    return MappingProxyType({name: codes.pop() for name, codes in found.items() if len(codes) == 1 and name})


def _plain(name: str) -> str:
    """Return *name* as all its spellings come out: without marks, signs, capitals, and words such as `State of`."""
    letters = unicodedata.normalize("NFKD", name.casefold().replace("ß", "ss"))
    bare = "".join(char for char in letters if not unicodedata.combining(char)).replace(".", "").replace("'", "")
    words = "".join(char if char.isalnum() else " " for char in bare).split()
    return " ".join(word for word in words if word not in _GENERIC) or " ".join(words)


def day_at(now: date | datetime, countries: Iterable[str]) -> date:
    """Return which day it is in *countries* at *now*; a plain day is the same everywhere.

    Where a country has several time zones, or there are several countries, the latest of their days counts: a day too
    early does no harm, a day too late may.
    """
    if not isinstance(now, datetime):
        return now
    return _day_at(now.astimezone(UTC), tuple(sorted(set(countries))))


@lru_cache(maxsize=4_096)
def _day_at(now: datetime, countries: tuple[str, ...]) -> date:
    zones = [zone for country in countries for zone in get_global("territory_zones").get(country, ())]
    return max((now.astimezone(ZoneInfo(zone)).date() for zone in zones), default=now.date())
