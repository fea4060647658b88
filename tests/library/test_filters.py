from __future__ import annotations

from datetime import date
from decimal import Decimal

import pycountry
import pytest

from tamdocs.library.filters import make_filters
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
