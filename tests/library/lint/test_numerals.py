from __future__ import annotations

import re

import pytest

from tamdocs.library.lint.numerals import ENGLISH_NUMBER, HAN_NUMBER, chinese_number, english_number


@pytest.mark.parametrize(
    ("words", "value"),
    [("six", 6), ("fourteen", 14), ("thirty", 30), ("forty-two", 42), ("three hundred and sixty-five", 365)],
)
def test_english_number(words: str, value: int) -> None:
    assert re.fullmatch(ENGLISH_NUMBER, words)
    assert english_number(words) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [("六", 6), ("十", 10), ("十四", 14), ("三十", 30), ("四十二", 42), ("三百六十五", 365), ("两千零五", 2005)],
)
def test_chinese_number(words: str, value: int) -> None:
    assert re.fullmatch(HAN_NUMBER, words)
    assert chinese_number(words) == value
