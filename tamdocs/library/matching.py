"""The filter `matching`: of a list what agrees with another one, as a customer's software with a bulletin."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any


class Matching(list[Any]):
    """What was chosen of a list, in its order."""

    __slots__ = ("places",)

    def __init__(self, chosen: Iterable[tuple[int, object]]) -> None:
        """Take what was *chosen*, each with the place where it stands in the list that it was chosen from."""
        places, items = zip(*chosen, strict=True) if (chosen := list(chosen)) else ((), ())
        super().__init__(items)
        self.places: tuple[int, ...] = places


def matching(items: object, others: object) -> Matching:
    """Return those of *items* that agree with one of *others* in each field that both of them have and give.

    Texts agree whatever their capitals and spaces. Two without a field in common do not agree. A list that is left out
    is empty.

    Raises:
        TypeError: Either is no list of records.
    """
    wanted = [_given(other) for other in _records(others)]
    every = [(place, item, _given(item)) for place, item in enumerate(_records(items))]
    return Matching((place, item) for place, item, given in every if any(_agree(given, other) for other in wanted))


def places_of(items: Sequence[object]) -> Iterable[int]:
    """Return where each of *items* stands in the list that it comes from."""
    return items.places if isinstance(items, Matching) else range(len(items))


def _records(value: object) -> Sequence[object]:
    if value is None:
        return ()
    if not isinstance(value, list | tuple) or not all(is_dataclass(each) for each in value):
        message = "`matching` takes two lists whose items have fields"
        raise TypeError(message)
    return value


def _given(item: Any) -> Mapping[str, object]:
    values = {each.name: getattr(item, each.name) for each in fields(item)}
    return {name: _plain(value) for name, value in values.items() if value is not None}


def _plain(value: object) -> object:
    return " ".join(unicodedata.normalize("NFKC", value).casefold().split()) if isinstance(value, str) else value


def _agree(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    common = one.keys() & other.keys()
    return bool(common) and all(one[name] == other[name] for name in common)
