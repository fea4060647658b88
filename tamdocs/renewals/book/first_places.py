"""Where each order number stood first, in some twenty bytes for each: a book need not fit into memory."""

from __future__ import annotations

from array import array
from hashlib import blake2b

_KEY = 16
"""Bytes of a hash: two numbers share one less often than a disk errs."""


class FirstPlaces:
    """A hash table with open addressing: the hash of a number, and which entry had it first."""

    def __init__(self) -> None:
        self._keys = bytearray(_KEY * 1024)
        self._places = array("Q", bytes(8 * 1024))
        self._count = 0

    def first(self, name: str, place: int) -> int:
        """Return the place that *name* had first: *place*, from 1, where it is new. Letter case does not count."""
        if 3 * self._count >= 2 * len(self._places):
            self._grow()
        key = _key(name)
        slot = self._slot(key)
        if not self._places[slot]:
            self._put(slot, key, place)
            self._count += 1
        return self._places[slot]

    def __contains__(self, name: str) -> bool:
        return bool(self._places[self._slot(_key(name))])

    def _slot(self, key: bytes) -> int:
        """Return where *key* stands, or the free slot where it belongs."""
        most = len(self._places) - 1
        slot = int.from_bytes(key[:8], "big") & most
        while self._places[slot] and self._keys[slot * _KEY : slot * _KEY + _KEY] != key:
            slot = (slot + 1) & most
        return slot

    def _put(self, slot: int, key: bytes, place: int) -> None:
        self._keys[slot * _KEY : slot * _KEY + _KEY] = key
        self._places[slot] = place

    def _grow(self) -> None:
        keys, places = self._keys, self._places
        self._keys = bytearray(2 * len(keys))
        self._places = array("Q", bytes(16 * len(places)))
        for old, place in enumerate(places):
            if place:
                key = bytes(keys[old * _KEY : old * _KEY + _KEY])
                self._put(self._slot(key), key, place)


def _key(name: str) -> bytes:
    return blake2b(name.casefold().encode("utf-8", "surrogatepass"), digest_size=_KEY).digest()
