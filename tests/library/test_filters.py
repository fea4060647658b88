from __future__ import annotations

from datetime import date
from decimal import Decimal

import pycountry
import pytest

from tamdocs.library.filters import make_filters
from tamdocs.library.one_name import HAN
from tamdocs.orders.model import Address, Fee

ENGLISH = make_filters("en-GB", {"yes": "Yes", "no": "No"})
CHINESE = make_filters("zh-Hans-CN", {"yes": "是", "no": "否"})


def test_days_are_written_out_in_the_language() -> None:
    assert ENGLISH["date"](date(2020, 2, 29)) == "29 February 2020"
    assert CHINESE["date"](date(2020, 2, 29)) == "2020年2月29日"
    assert ENGLISH["date"](date(9999, 12, 31)) == "31 December 9999"


def test_a_fee_has_the_digits_of_its_amount() -> None:
    assert ENGLISH["money"](Fee(amount=Decimal("125000.00"), currency="USD")) == "USD 125,000.00"
    assert CHINESE["money"](Fee(amount=Decimal(4800000), currency="JPY")) == "JPY 4,800,000"
    assert ENGLISH["money"](Fee(amount=Decimal("12.345"), currency="KWD")) == "KWD 12.345"


def test_names_of_countries_and_languages() -> None:
    assert (ENGLISH["country"]("DE"), CHINESE["country"]("DE")) == ("Germany", "德国")
    assert (ENGLISH["language"]("zh-Hans"), CHINESE["language"]("en")) == ("Simplified Chinese", "英语")


def test_true_and_false_are_words() -> None:
    assert (ENGLISH["yes_no"](True), CHINESE["yes_no"](False)) == ("Yes", "否")


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        (Address(lines=("1 A",), city="Oakland", region="CA", postal_code="94607", country="US"),
         ["1 A", "Oakland, CA 94607", "United States"]),
        (Address(lines=("1 A",), city="Oakland", postal_code="94607", country="US"),
         ["1 A", "Oakland 94607", "United States"]),
        (Address(lines=("Am Hafen 3",), city="Köln", postal_code="50668", country="DE"),
         ["Am Hafen 3", "50668 Köln", "Germany"]),
        (Address(lines=("3 F", "#09-21"), city="Singapore", postal_code="138633", country="SG"),
         ["3 F", "#09-21", "Singapore 138633", "Singapore"]),
        (Address(lines=("张江路 88 号",), city="上海", postal_code="201203", country="CN"),
         ["201203", "上海", "张江路 88 号", "China"]),
        (Address(lines=("88 Z Road",), city="Shanghai", postal_code="201203", country="CN"),
         ["88 Z Road", "Shanghai", "201203", "China"]),
        (Address(lines=("A",), city="Helsinki", postal_code="00100", country="FI"),
         ["A", "FI-00100 Helsinki", "Finland"]),
        (Address(lines=("A",), city="Helsinki", country="FI"), ["A", "Helsinki", "Finland"]),
    ],
)  # fmt: skip
def test_an_address_stands_as_its_country_writes_it(address: Address, lines: list[str]) -> None:
    assert str(ENGLISH["address"](address)).split("\n") == lines


ONCE = """
CN | 上海   | 上海市 | 200120 | 200120, 上海市
CN | 上海市 | 上海   | 200120 | 200120, 上海市
CN | 上海市 | 上海市 | 200120 | 200120, 上海市
CN | 浦东新区 | 上海市 | 200120 | 200120, 上海市浦东新区
CN | 上海市浦东新区 | 上海市 | 200120 | 200120, 上海市浦东新区
CN | 广东省深圳市 | 广东省 | 518000 | 518000, 广东省深圳市
CN | 吉林市 | 吉林省 | 132000 | 132000, 吉林省吉林市
CN | 吉林市 | 吉林 | 132000 | 132000, 吉林吉林市
CN | Shanghai | Shanghai Shi | 200120 | Shanghai, 200120
CN | Jilin | Jilin | 132000 | Jilin, Jilin, 132000
TW | 台北 | 臺北市 | 110 | 110, 臺北市
TW | 新竹市 | 新竹縣 | 300 | 300, 新竹縣新竹市
TW | Taipei | Taipei City | 110 | Taipei 110
HK | Hong Kong | | |
HK | Central | Hong Kong | | Central
HK | Kowloon | Kowloon | | Kowloon
HK | 香港 | 香港 | | 香港
SG | Singapore | Singapore | 099253 | Singapore 099253
SG | Singapore | Singapore | |
JP | Tokyo | Tokyo | 100-0005 | Tokyo, 100-0005
JP | 東京都千代田区 | 東京都 | 100-0005 | 〒100-0005, 東京都千代田区
JP | Osaka | Osaka | 530-0001 | Osaka, Osaka, 530-0001
JP | Chiyoda-ku | Tokyo | 100-0001 | Chiyoda-ku, Tokyo, 100-0001
JP | 京都市 | 京都府 | 604-0001 | 〒604-0001, 京都府京都市
JP | Osaka |  | 530-0001 | Osaka, 530-0001
AE | Jebel Ali | Dubai |  | Jebel Ali, Dubai
KR | 서울 | 서울특별시 | 04524 | 서울특별시, 04524
KR | Gwangju-si | Gyeonggi-do | 12738 | Gwangju-si, Gyeonggi-do, 12738
AE | Dubai | Emirate of Dubai | | Dubai
AE | Al Ain | Abu Dhabi | | Al Ain, Abu Dhabi
DE | Berlin | Berlin | 10115 | 10115 Berlin
FR | Paris 15 | Paris | 75015 | 75015 Paris 15
GB | City of London | Greater London | EC2A | City of London Greater London EC2A
RO | Sector 3 | Sector 5 | 030001 | 030001 Sector 5 Sector 3
DE | Block 3 | Block 5 | 10115 | Block 3 Block 5 10115
IE | Dublin 15 | Co. Dublin | D15 | Dublin 15, D15
RU | Москва | г. Москва | 101000 | Москва, 101000
RU | Тула | Тула | 300000 | Тула, Тула, 300000
TH | Bangkok | Bangkok | 10110 | Bangkok 10110
VN | Hồ Chí Minh | TP. Hồ Chí Minh | 700000 | Hồ Chí Minh 700000
MX | Mexico City | Mexico | 06600 | 06600 Mexico City, Mexico
MX | Ciudad de México | Ciudad de México | 06600 | 06600 Ciudad de México
US | New York | New York | 10001 | New York, New York 10001
CA | Québec | Québec | G1A 1A1 | Québec Québec G1A 1A1
KW | Kuwait City | Kuwait | 13001 | Kuwait City Kuwait 13001
"""
"""Country, city, region, code, and what is printed of them between street and country."""


@pytest.mark.parametrize("row", ONCE.strip().splitlines())
def test_a_city_that_is_its_own_region_is_named_once(row: str) -> None:
    country, city, region, code, printed = (cell.strip() for cell in row.split("|"))
    address = Address(
        lines=("8 号",) if HAN.search(city) else ("8 A",),
        city=city,
        region=region or None,
        postal_code=code or None,
        country=country,
    )

    lines = str(ENGLISH["address"](address)).replace("8 A, ", "8 A\n").split("\n")

    assert ", ".join(line for line in lines[:-1] if line not in address.lines) == printed
    assert lines[-1] == ENGLISH["country"](country)


@pytest.mark.parametrize(
    ("city", "english", "chinese"),
    [("Hong Kong", [], ["Hong Kong"]), ("Central", ["Central"], ["Central", "Hong Kong"])],
)
def test_a_city_that_is_the_country_stands_in_the_script_of_the_address(
    city: str, english: list[str], chinese: list[str]
) -> None:
    address = Address(lines=("1 Queen's Road",), city=city, region="Hong Kong", country="HK")

    assert str(ENGLISH["address"](address)).split("\n") == ["1 Queen's Road", *english, "Hong Kong SAR China"]
    assert str(CHINESE["address"](address)).split("\n") == ["1 Queen's Road", *chinese, "中国香港特别行政区"]


@pytest.mark.parametrize(
    ("street", "city", "region", "printed"),
    [
        ("上海市浦东新区张江路 88 号", "上海", "上海市", ["上海市浦东新区张江路 88 号"]),
        ("上海市浦东新区张江路 88 号", "上海", None, ["上海市浦东新区张江路 88 号"]),
        ("浦东新区张江路 88 号", "浦东新区", "上海市", ["上海市", "浦东新区张江路 88 号"]),
        ("深圳市南山区深南大道", "深圳", "广东省", ["广东省", "深圳市南山区深南大道"]),
        ("广东省深圳市南山区", "深圳", "广东省", ["广东省深圳市南山区"]),
        ("广州大道中 289 号", "广州", "广东省", ["广东省广州", "广州大道中 289 号"]),
        ("长沙市场路 1 号", "长沙", "湖南省", ["湖南省长沙", "长沙市场路 1 号"]),
        ("长沙市场路 1 号", "长沙市", None, ["长沙市", "长沙市场路 1 号"]),
        ("长沙县星沙大道 1 号", "长沙", "湖南省", ["湖南省长沙", "长沙县星沙大道 1 号"]),
        ("长沙县星沙大道 1 号", "长沙县", "湖南省", ["湖南省", "长沙县星沙大道 1 号"]),
        ("朝阳区建国路 1 号", "朝阳", "辽宁省", ["辽宁省朝阳", "朝阳区建国路 1 号"]),
        ("上海", "上海", None, ["上海", "上海"]),
    ],
)
def test_what_a_street_line_begins_with_is_named_once(
    street: str, city: str, region: str | None, printed: list[str]
) -> None:
    address = Address(lines=(street,), city=city, region=region, postal_code="200120", country="CN")

    assert str(CHINESE["address"](address)).split("\n") == ["中国", "200120", *printed]


@pytest.mark.parametrize(
    ("country", "city", "code", "printed"),
    [
        ("LU", "Luxembourg", "L-1111", "L-1111 Luxembourg"),
        ("LU", "Luxembourg", "1111", "L-1111 Luxembourg"),
        ("CH", "Basel", "ch-4051", "ch-4051 Basel"),
        ("CH", "Basel", "C", "CH-C Basel"),
    ],
)
def test_what_stands_before_a_postal_code_stands_there_once(country: str, city: str, code: str, printed: str) -> None:
    address = Address(lines=("1 rue",), city=city, postal_code=code, country=country)

    assert str(ENGLISH["address"](address)).split("\n")[1] == printed


@pytest.mark.parametrize("code", sorted(country.alpha_2 for country in pycountry.countries))
def test_no_part_of_an_address_is_lost_in_any_country(code: str) -> None:
    address = Address(lines=("LINE %A, 1", "%n"), city="CITY", region="REGION", postal_code="12345", country=code)

    printed = str(CHINESE["address"](address))

    assert all(part in printed for part in ("LINE %A, 1", "%n", "CITY", "REGION", "12345"))
    assert printed.rsplit("\n", maxsplit=1)[-1] == CHINESE["country"](code)


def test_a_chinese_text_goes_from_the_large_to_the_small() -> None:
    address = Address(lines=("张江路 88 号",), city="上海", postal_code="201203", country="CN")

    assert CHINESE["address"](address) == "中国\n201203\n上海\n张江路 88 号"


def test_a_filter_refuses_what_it_is_not_for() -> None:
    with pytest.raises(TypeError, match=r"^this filter takes a day, not text$"):
        ENGLISH["date"]("2018-01-01")
    with pytest.raises(TypeError, match=r"^this filter takes a fee, not a value that is left out$"):
        ENGLISH["money"](None)


def test_a_change_has_its_sign() -> None:
    written = (3, "-1234.5", 0, "0.0", "-15.0", "1E+3")

    assert [ENGLISH["signed"](value) for value in written] == ["+3", "−1,234.5", "0", "0.0", "−15.0", "+1,000"]
    with pytest.raises(TypeError, match="takes a number"):
        ENGLISH["signed"]("many")
