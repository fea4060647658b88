"""What a value prints."""

from __future__ import annotations

import unicodedata


def printed(value: object) -> str:
    """Return *value* as text: a string in Unicode's normal form C, or a whole number in plain figures.

    Raises:
        TypeError: The value is left out, or of a kind that a filter must print, such as a day.
        ValueError: The text is empty.
    """
    if isinstance(value, bool) or not isinstance(value, str | int):
        kind = type(value).__name__
        raise TypeError(_WAYS_OUT.get(kind, f"a value of kind {kind} cannot be printed"))
    text = unicodedata.normalize("NFC", str(value))
    if not text.strip():
        raise ValueError("the value is empty")
    return text


_WAYS_OUT = {
    "NoneType": "the order leaves this out; put it in a condition",
    "date": "a day is printed with |date",
    "bool": "true or false is printed with |yes_no",
    "Address": "an address is printed with |address",
    "Fee": "a fee is printed with |money",
}
