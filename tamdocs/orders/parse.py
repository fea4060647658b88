"""From JSON text to values: quick where nothing is odd, patient where something is."""

from __future__ import annotations

import json
from typing import NoReturn

from tamdocs.orders.positions import Places

LONGEST_INTEGER = 18
"""Digits. A longer one is wrong in an order whatever it says, and is read as one of that length."""


def parse_plain(text: str) -> object:
    """Return the value of *text*.

    Raises:
        ValueError: It is not JSON, or there is something in it that wants a closer look: a field name that stands
            twice in an object, a number that is not whole, nesting without end.
    """
    try:
        return _PLAIN.decode(text)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def parse_again(places: Places) -> object:
    """Return the value of the text of *places*, or None where it is not JSON. The last of double fields counts."""
    try:
        return parse_plain(places.text)
    except ValueError:
        return parse_odd(places.text) if places.index.stop is None else None


def parse_odd(text: str) -> object:
    """Return the value of *text*, which an index found to be JSON."""
    return _ODD.decode(text)


def _make_object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a field name stands twice")
    return found


def _refuse(number: str) -> NoReturn:
    raise ValueError(number)


def _parse_int(digits: str) -> int:
    return int(digits[: LONGEST_INTEGER + digits.startswith("-")])


_PLAIN = json.JSONDecoder(object_pairs_hook=_make_object, parse_float=_refuse, parse_constant=_refuse)
_ODD = json.JSONDecoder(parse_int=_parse_int, parse_constant=_refuse)
