"""Numbers in words, English and Chinese."""

from __future__ import annotations

import re

_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ENGLISH = {word: value for value, word in enumerate(_UNITS)} | {word: 10 * value for value, word in enumerate(_TENS, 2)}
_ONES = "|".join(_UNITS[1:10])
_BELOW_HUNDRED = rf"(?:{'|'.join(_TENS)})(?:-(?:{_ONES}))?|{'|'.join(sorted(_UNITS, key=len, reverse=True))}"
ENGLISH_NUMBER = rf"(?:(?:{_ONES}) hundred(?: and (?:{_BELOW_HUNDRED}))?|{_BELOW_HUNDRED})"
"""Pattern of a number in English words, up to nine hundred and ninety-nine."""

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
HAN_NUMBER = "[零〇一二两三四五六七八九十百千]+"
"""Pattern of a number in Chinese words, up to 9,999."""


def english_number(words: str) -> int:
    """Return the value of what `ENGLISH_NUMBER` matches."""
    total = 0
    for word in re.split(r"[\s-]+", words.lower()):
        if word == "hundred":
            total *= 100
        elif word != "and":
            total += ENGLISH[word]
    return total


def chinese_number(words: str) -> int:
    """Return the value of what `HAN_NUMBER` matches."""
    total, digit = 0, 0
    for char in words:
        if char in _PLACES:
            total += (digit or 1) * _PLACES[char]
            digit = 0
        else:
            digit = 10 * digit + _DIGITS[char]
    return total + digit
