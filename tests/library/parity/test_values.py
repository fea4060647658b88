from __future__ import annotations

from collections import Counter

import pytest

from tamdocs.library.parity.values import find_values


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("thirty (30) days", "三十 (30) 天"),
        ("five (5) business days", "五 (5) 个工作日"),
        ("three months", "三个月"),
        ("24 hours", "二十四小时"),
    ],
)
def test_a_duration_is_the_same_in_every_language(english: str, chinese: str) -> None:
    assert find_values(english).durations == find_values(chinese).durations != Counter()


@pytest.mark.parametrize(
    "words", ["30 November 2018", "November 30, 2018", "2018年11月30日", "2018 年 11 月 30 日", "2018-11-30"]
)
def test_a_day_is_the_same_however_it_is_written(words: str) -> None:
    found = find_values(words)

    assert found.dates == Counter(["2018-11-30"])
    assert (found.numbers, found.durations) == (Counter(), Counter())


@pytest.mark.parametrize("words", ["USD 1,500", "$1,500", "1500 美元", "US$1500"])
def test_an_amount_is_the_same_however_it_is_written(words: str) -> None:
    assert find_values(words).amounts == Counter([("1500", "USD")])


@pytest.mark.parametrize("words", ["650-527-8000", "650 527 8000"])
def test_a_telephone_number_is_the_same_however_it_is_set(words: str) -> None:
    found = find_values(words)

    assert found.phones == Counter(["6505278000"])
    assert found.numbers == Counter()


@pytest.mark.parametrize("words", ["第三方", "双方一致同意", "另一方", "任何一方", "each one of them"])
def test_what_holds_a_numeral_is_not_always_a_number(words: str) -> None:
    assert find_values(words).numbers == Counter()


def test_a_foreign_word_that_chinese_repeats_in_parentheses_does_not_count() -> None:
    assert find_values("严重级别 1（Severity 1）案例").numbers == Counter(["1"])


def test_an_address_holds_no_numbers() -> None:
    found = find_values("https://support.symantec.com/en_US/article.INFO4324.html, someone24@example.com")

    assert found.numbers == Counter()
    assert list(found.links) == ["https://support.symantec.com/en_US/article.INFO4324.html"]
    assert found.emails == Counter(["someone24@example.com"])
