"""What was made once and may be asked for again, within bounds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Kept(Generic[_Key, _Value]):
    """Keeps at most *most* values; when it is full it starts anew, which costs less than knowing which is oldest."""

    __slots__ = ("_most", "_values")

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: dict[_Key, _Value] = {}

    def get(self, key: _Key, make: Callable[[], _Value]) -> _Value:
        """Return the value of *key*, from *make* if there is none yet."""
        value = self._values.get(key)
        if value is None:
            if len(self._values) >= self._most:
                self._values.clear()
            value = self._values[key] = make()
        return value
