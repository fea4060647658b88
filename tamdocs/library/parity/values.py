"""The values in a text, as they are in every language: numbers, durations, amounts, days, addresses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from tamdocs.library.lint.numerals import ENGLISH_NUMBER, HAN_NUMBER, chinese_number, english_number
from tamdocs.library.parity.pairs import Values

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH = "|".join(MONTHS)

_GLOSS = re.compile(r"（[ -~\ufffc，]*[A-Za-z][ -~\ufffc，]*）")
"""A Chinese text gives the foreign word once more in parentheses."""
_LINK = re.compile(r"https?://[^\s<>，。；）)]*[^\s<>，。；）).,;:]")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w.])\+?\(?\d{2,4}\)?(?:[ -]\d{2,5}){1,4}(?![\w,.]\d)")
_DATES = (
    re.compile(rf"(?P<d>\d{{1,2}}) (?P<m>{_MONTH}) (?P<y>\d{{4}})", re.IGNORECASE),
    re.compile(rf"(?P<m>{_MONTH}) (?P<d>\d{{1,2}}), (?P<y>\d{{4}})", re.IGNORECASE),
    re.compile(r"(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日"),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})"),
    re.compile(rf"(?P<m>{_MONTH}) (?P<y>\d{{4}})", re.IGNORECASE),
    re.compile(r"(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月"),
)
_CURRENCIES = {
    "USD": r"USD|US\$|(?<!S)\$|美元", "EUR": "EUR|€|欧元", "GBP": "GBP|£|英镑", "CNY": r"CNY|RMB|¥|人民币|元(?!素)",
    "SGD": r"SGD|(?<!U)S\$|新加坡元|新元", "%": r"%|per ?cent|百分之",
}  # fmt: skip
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_AMOUNTS = {
    name: re.compile(rf"(?:{signs})\s?({_NUMBER})|({_NUMBER})\s?(?:{signs})") for name, signs in _CURRENCIES.items()
}
_UNITS = {
    "business day": r"business days?|working days?|(?:个)?工作日",
    "day": r"(?:calendar )?days?|天|日",
    "week": r"weeks?|(?:个)?(?:周|星期)",
    "month": r"months?|个月|月",
    "quarter": r"quarters?|(?:个)?季度",
    "year": r"years?|年",
    "hour": r"hours?|(?:个)?小时",
    "minute": r"minutes?|分钟",
}
_SPELLED = rf"(?P<en>\b{ENGLISH_NUMBER}\b)|(?P<han>{HAN_NUMBER})"
_DURATIONS = {
    unit: re.compile(rf"(?:(?P<figure>{_NUMBER})\)?|(?:{_SPELLED}))\s*(?:{words})", re.IGNORECASE)
    for unit, words in _UNITS.items()
}
_CLASSIFIERS = "名项个天日周月年次份种条款位人倍期页版区家方"
_ENGLISH_ALONE = re.compile(rf"\b{ENGLISH_NUMBER}\b", re.IGNORECASE)
_HAN_ALONE = re.compile(rf"{HAN_NUMBER}(?=\s*[(（]\d|[{_CLASSIFIERS}])")
_NO_NUMBER = re.compile("第三方|第三人|一方|双方|三方|一致|一般|一切|同一|统一|一旦|任一|一经|任何一|万一|[第每唯某]一")


@dataclass(slots=True)
class Found:
    """What a text holds. A value that one kind has taken is not looked at by the next."""

    links: Values = field(default_factory=Counter)
    emails: Values = field(default_factory=Counter)
    phones: Values = field(default_factory=Counter)
    dates: Values = field(default_factory=Counter)
    amounts: Values = field(default_factory=Counter)
    durations: Values = field(default_factory=Counter)
    numbers: Values = field(default_factory=Counter)


@lru_cache(maxsize=8192)
def find_values(words: str) -> Found:
    """Return the values in *words*; the same object for the same words, so it is only to be read."""
    found = Found()
    words = _GLOSS.sub(" ", _taken(_LINK, words, found.links))
    words = _taken(_EMAIL, words, found.emails)
    for pattern in _DATES:
        for match in pattern.finditer(words):
            found.dates[_day(match)] += 1
        words = pattern.sub(" ", words)
    words = _taken_phones(words, found.phones)
    for name, pattern in _AMOUNTS.items():
        for match in pattern.finditer(words):
            found.amounts[_plain(match[1] or match[2]), name] += 1
    _find_durations(words, found.durations)
    found.numbers.update(_numbers(words))
    return found


def _taken(pattern: re.Pattern[str], words: str, into: Values) -> str:
    into.update(match[0] for match in pattern.finditer(words))
    return pattern.sub(" ", words)


def _taken_phones(words: str, into: Values) -> str:
    for match in _PHONE.finditer(words):
        if len(digits := re.sub(r"\D", "", match[0])) >= 7:
            into["+" * match[0].startswith("+") + digits] += 1
            words = words.replace(match[0], " ")
    return words


def _day(match: re.Match[str]) -> str:
    month = match["m"].lower()
    number = MONTHS.index(month) + 1 if month in MONTHS else int(month)
    parts = [f"{int(match['y']):04}", f"{number:02}"]
    if day := match.groupdict().get("d"):
        parts.append(f"{int(day):02}")
    return "-".join(parts)


def _find_durations(words: str, into: Values) -> None:
    for unit, pattern in _DURATIONS.items():
        for match in pattern.finditer(_NO_NUMBER.sub("\ufffc", words)):
            value = _plain(match["figure"]) if match["figure"] else str(_spelled(match["en"], match["han"]))
            if value != "1":
                into[value, unit] += 1
        words = pattern.sub(" ", words)


def _numbers(words: str) -> Iterator[str]:
    """Yield the numbers in figures and, apart from them, those in words; one is too common a word."""
    words = _NO_NUMBER.sub("\ufffc", words)
    yield from (_plain(match[0]) for match in re.finditer(rf"(?<![\w.]){_NUMBER}(?![\w])", words))
    values = [english_number(match[0]) for match in _ENGLISH_ALONE.finditer(words)]
    values += [chinese_number(match[0]) for match in _HAN_ALONE.finditer(words)]
    yield from (f"{value} in words" for value in values if value > 1)


def _spelled(english: str | None, han: str | None) -> int:
    return english_number(english) if english else chinese_number(han or "")


def _plain(figure: str) -> str:
    return figure.replace(",", "").rstrip(".")
