"""The value of an expression, and what it prints."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from jinja2 import TemplateError

from tamdocs.library.expressions import Expression, Path


def value_of(expression: Expression, names: Mapping[str, object]) -> object:
    """Return the value of *expression* under *names*.

    Raises:
        ValueError: It has none; says why in the user's words.
    """
    try:
        return expression.value(names)
    except (TemplateError, TypeError, ValueError, LookupError, ArithmeticError) as error:
        reason = str(error)
        if (isinstance(error, TemplateError) or "NoneType" in reason) and (path := _left_out(expression.paths, names)):
            reason = f"{'.'.join(path)} is left out; put it in a condition"
        raise ValueError(reason) from error


def _left_out(paths: Iterable[Path], names: Mapping[str, object]) -> Path | None:
    """Return the beginning of the first of *paths* that has no value, if one has none."""
    for path in sorted(paths):
        value: object = names
        for end, part in enumerate(path, 1):
            value = value.get(part, _NOTHING) if isinstance(value, Mapping) else getattr(value, part, _NOTHING)
            if value is None:
                return path[:end]
    return None


_NOTHING = object()


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
    "NoneType": "this is left out; put it in a condition",
    "date": "a day is printed with |date",
    "bool": "true or false is printed with |yes_no",
    "Address": "an address is printed with |address",
    "Fee": "a fee is printed with |money",
}
