"""Where city and region of an address are one place, whose name stands once: each country's habit, as data.

Jilin is a city in the province of Jilin, and both stand in an address; Shanghai is city and province in one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from tamdocs.orders.model import Address

HAN = re.compile(r"[\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff]")
"""A letter of the scripts in which an address goes from the large to the small."""


class _Habit(NamedTuple):
    places: str = ""
    """That are their own region; empty for all whose region has the same name."""
    words: str = ""
    """That may stand beside the name."""
    units: tuple[str, ...] = ()
    """That may be written to the end of the name, longer ones first."""
    state: str = ""
    """Names of a city that is the country, which stands in the last line anyway."""


_RUSSIAN = "г; город; g; gorod"
_HABITS: Mapping[str, _Habit] = MappingProxyType(
    {
        "AE": _Habit(words="emirate; of; إمارة"),
        "AM": _Habit("Yerevan; Երևան"),
        "AR": _Habit("Buenos Aires", "ciudad; autonoma; de"),
        "BY": _Habit("Minsk; Минск; Мінск", f"{_RUSSIAN}; горад"),
        "CN": _Habit(
            "上海; 北京; 天津; 重庆; 重慶; Shanghai; Beijing; Tianjin; Chongqing", "shi; city; municipality", ("市",)
        ),
        "CO": _Habit("Bogotá", "dc; d; c"),
        "CU": _Habit("La Habana; Havana"),
        "EG": _Habit(words="governorate"),
        "ES": _Habit(words="provincia; de"),
        "GI": _Habit(state="Gibraltar"),
        "HK": _Habit(state="Hong Kong; 香港; 香港特别行政区; 香港特別行政區"),
        "ID": _Habit("Jakarta", "dki; daerah; khusus; ibukota"),
        "IE": _Habit("Dublin; Cork; Galway; Limerick; Waterford", "co; county; city"),
        "IN": _Habit(words="nct; of"),
        "IT": _Habit(words="provincia; di"),
        "JP": _Habit("東京; Tokyo", "to; metropolis", ("都",)),
        "KR": _Habit(
            "서울; 부산; 대구; 인천; 광주; 대전; 울산; 세종; "
            "Seoul; Busan; Daegu; Incheon; Gwangju; Daejeon; Ulsan; Sejong",
            "si; city; special; metropolitan; autonomous; self; governing",
            ("특별자치시", "특별시", "광역시", "시"),
        ),
        "KZ": _Habit(
            "Almaty; Astana; Nur-Sultan; Shymkent; Алматы; Астана; Нур-Султан; Шымкент", f"{_RUSSIAN}; қаласы"
        ),
        "LT": _Habit(),
        "MC": _Habit(state="Monaco"),
        "MN": _Habit("Ulaanbaatar; Улаанбаатар"),
        "MO": _Habit(state="Macao; Macau; 澳门; 澳門; 澳门特别行政区; 澳門特別行政區"),
        "MX": _Habit("Ciudad de México; Mexico City"),
        "MY": _Habit(words="wilayah; persekutuan; wp; federal; territory; of"),
        "RO": _Habit("București; Bucharest", "municipiul"),
        "RU": _Habit(
            "Москва; Санкт-Петербург; Севастополь; Moscow; Moskva; Saint Petersburg; St Petersburg; Sankt-Peterburg",
            _RUSSIAN,
        ),
        "SG": _Habit(state="Singapore; 新加坡"),
        "TH": _Habit("Bangkok; กรุงเทพมหานคร; กรุงเทพ"),
        "TR": _Habit(words="ili"),
        "TW": _Habit(
            "台北; 新北; 桃園; 台中; 台南; 高雄; 基隆; 新竹; 嘉義; "
            "Taipei; New Taipei; Taoyuan; Taichung; Tainan; Kaohsiung; Keelung; Hsinchu; Chiayi",
            "city",
            ("市",),
        ),
        "UA": _Habit("Київ; Киев; Kyiv; Kiev", f"{_RUSSIAN}; м; місто"),
        "UY": _Habit("Montevideo"),
        "UZ": _Habit("Toshkent; Tashkent; Ташкент", _RUSSIAN),
        "VA": _Habit(state="Vatican City; Città del Vaticano"),
        "VN": _Habit(
            "Hà Nội; Hanoi; Hồ Chí Minh; Đà Nẵng; Da Nang; Hải Phòng; Cần Thơ; Huế", "thanh; pho; tp; city; province"
        ),
    }
)
"""By country. Where a country is not named, both names stand if an address there has a region at all."""
_UNITS = frozenset("省市区區县縣")
"""Of them, those that no street ends in."""
_QUARTER = re.compile(r" \d\w*$")
"""The number of a part of a city: Dublin 15."""
_LARGE_UNITS = tuple("省市区區州盟都道府県縣도시")
"""Of the parts of a country whose name may be written in front of that of a city, in Han script or Hangul."""


def one_name(address: Address, country: str, *, has_region: bool) -> tuple[str, str]:
    """Return city and region of *address* as they are printed: the region is empty where it would repeat the city.

    The city is empty where it is the country, which stands in its own line, and no code stands beside it; in China
    either is empty where the street line begins with it.

    Args:
        address: As the order has it.
        country: Its name, as it is printed.
        has_region: An address of that country has a place for the region.
    """
    city, region = address.city, address.region or ""
    habit = _HABITS.get(address.country) or (None if has_region else _Habit())
    if habit is None:
        return city, region
    if habit.state:
        city, region = _beside_country(city, region, country, address.postal_code, habit)
    if city and region:
        city, region = _merged(city, region, habit)
    return _beside_street(address.lines[0], city, region) if "市" in habit.units else (city, region)


def _beside_country(city: str, region: str, country: str, code: str | None, habit: _Habit) -> tuple[str, str]:
    state = _plain_names(habit.state, habit)
    city_is_state = _plain(city, habit) in state
    is_said = bool(HAN.search(city)) == bool(HAN.search(country))  # in the script of the address
    if _plain(region, habit) in state and (is_said or city_is_state):
        region = ""
    return ("" if city_is_state and is_said and not code else city), region


def _merged(city: str, region: str, habit: _Habit) -> tuple[str, str]:
    of_city, of_region = _plain(city, habit), _plain(region, habit)
    known = _plain_names(habit.places, habit)
    large_first = bool(HAN.search(city) and HAN.search(region))
    is_same = of_region and of_region in {of_city, _QUARTER.sub("", of_city)}
    if is_same and (of_region in known or not known):
        return (region if large_first and len(region) > len(city) else city), ""
    is_repeated = large_first and city.startswith(region)
    if is_repeated and (of_region in known or (len(region) > 2 and region.endswith(_LARGE_UNITS))):
        return city, ""
    return city, region


def _beside_street(street: str, city: str, region: str) -> tuple[str, str]:
    """Return what *street* does not begin with, in Han script; 广州大道 is a street of 广州 and does not name it."""
    if _begins_with(street, region + city):
        return "", ""
    return ("", region) if _begins_with(street, city) else (city, region)


def _begins_with(street: str, name: str) -> bool:
    after = street.removeprefix(name)
    if not HAN.search(name) or after == street or not after:
        return False
    if name[-1] not in _UNITS:
        if after[0] != "市":  # 长沙县 lies in 长沙, and does not name it
            return False
        after = after[1:]
    return not after.startswith(("场", "場"))  # a market street


@lru_cache(maxsize=64)
def _plain_names(names: str, habit: _Habit) -> frozenset[str]:
    return frozenset(_plain(name, habit) for name in names.split(";")) - {""}


def _plain(name: str, habit: _Habit) -> str:
    """Return *name* as all its spellings come out: without unit, marks, signs and capitals."""
    whole = unicodedata.normalize("NFKC", name).casefold().replace("臺", "台").strip()
    for unit in habit.units:
        whole = whole.removesuffix(unit) or whole
    letters = unicodedata.normalize("NFKD", whole.replace(".", ""))
    bare = "".join(char for char in letters if not unicodedata.combining(char))
    words = "".join(char if char.isalnum() else " " for char in bare).split()
    beside = _words(habit.words)
    return " ".join([word for word in words if word not in beside] or words)


@lru_cache(maxsize=64)
def _words(words: str) -> frozenset[str]:
    letters = unicodedata.normalize("NFKD", words)
    return frozenset("".join(char for char in letters if not unicodedata.combining(char)).split("; "))
