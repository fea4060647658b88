"""A PDF as Typst writes it: one table of objects, plain objects, compressed streams.

Not a reader of any PDF: it knows just enough (ISO 32000-1, 7.5) to look objects up and to write the file again with
some of them changed, which takes a millisecond where a general library takes a hundred.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

_START = re.compile(rb"startxref\n(\d+)\n%%EOF\s*\Z")
_TABLE = re.compile(rb"xref\n0 (\d+)\n")
_ENTRY_LENGTH = 20


class PdfFile:
    """The objects of a PDF by their number."""

    def __init__(self, data: bytes) -> None:
        start = _START.search(data)
        table = _TABLE.match(data, int(start[1])) if start else None
        if start is None or table is None:
            raise ValueError("not a PDF with a plain table of objects")
        self._data = data
        self._table_start = int(start[1])
        self._entries_end = table.end() + int(table[1]) * _ENTRY_LENGTH
        lines = (data[at : at + _ENTRY_LENGTH] for at in range(table.end(), self._entries_end, _ENTRY_LENGTH))
        used = ((int(line[:10]), number) for number, line in enumerate(lines) if line[17:18] == b"n")
        in_file_order = [*sorted(used), (self._table_start, -1)]
        self._spans = {number: (begin, end) for (begin, number), (end, _) in pairwise(in_file_order)}

    def __getitem__(self, number: int) -> bytes:
        """Return an object, from its number up to `endobj`."""
        begin, end = self._spans[number]
        return self._data[begin:end]

    def matches(self, pattern: re.Pattern[bytes]) -> Iterator[tuple[int, bytes]]:
        """Yield number and text of the objects that begin as *pattern* says, in the order of the file."""
        for number, (begin, end) in self._spans.items():
            if pattern.match(self._data, begin, end):
                yield number, self._data[begin:end]

    @property
    def trailer(self) -> bytes:
        return self._data[self._entries_end :]

    def changed(self, objects: Mapping[int, bytes]) -> bytes:
        """Return the file with these objects in place of those with the same numbers; nothing else is touched."""
        header = self._data[: min(begin for begin, _ in self._spans.values())]
        pieces, offsets, at = [header], {}, len(header)
        for number in self._spans:
            offsets[number] = at
            pieces.append(objects[number] if number in objects else self[number])
            at += len(pieces[-1])
        entries = self._data[self._table_start : self._entries_end]
        pieces.append(self._with_offsets(entries, offsets))
        pieces.append(self.trailer.replace(b"startxref\n%d" % self._table_start, b"startxref\n%d" % at))
        return b"".join(pieces)

    @staticmethod
    def _with_offsets(table: bytes, offsets: Mapping[int, int]) -> bytes:
        first = _TABLE.match(table)
        assert first is not None
        count = int(first[1])
        old = (table[first.end() + n * _ENTRY_LENGTH :][:_ENTRY_LENGTH] for n in range(count))
        new = (b"%010d" % offsets[n] + line[10:] if n in offsets else line for n, line in enumerate(old))
        return first[0] + b"".join(new)


def references(text: bytes, name: bytes) -> list[int]:
    """Return the numbers of the objects in the list *name* of an object: `/K[3 0 R 4 0 R]`."""
    found = re.search(name + rb"\[((?:\d+ 0 R\s*)+)\]", text)
    return [int(number) for number in re.findall(rb"(\d+) 0 R", found[1])] if found else []
