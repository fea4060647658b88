"""A PDF as Typst writes it: one table of objects, plain objects, compressed streams.

Not a reader of any PDF: it knows just enough (ISO 32000-1, 7.5) to look objects up and to write the file again with
some of them changed, which takes a millisecond where a general library takes a hundred.

Typst writes a line break in a string with an escape, so a line ` 0 obj` or `endobj` is never part of a text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

_START = re.compile(rb"startxref\n(\d+)\n%%EOF\s*\Z")
_TABLE = re.compile(rb"xref\n0 (\d+)\n")
_STREAM = re.compile(rb"\d+ 0 obj\n<</Length (\d+)[^\n]*\nstream\n")
_END = b"\nendobj\n"
_ENTRY_LENGTH = 20
_START_LENGTH = 100
"""The last line of a file and the two before it are shorter than this."""


class PdfFile:
    """The objects of a PDF by their number."""

    def __init__(self, data: bytes) -> None:
        start = _START.search(data, max(0, len(data) - _START_LENGTH))
        table = _TABLE.match(data, int(start[1])) if start else None
        if start is None or table is None:
            raise ValueError("not a PDF with a plain table of objects")
        self.data = data
        self.table_start = int(start[1])
        self._entries_start = table.end()
        self._entries_end = table.end() + int(table[1]) * _ENTRY_LENGTH

    def __getitem__(self, number: int) -> bytes:
        """Return an object, from its number up to `endobj`."""
        begin = self._begin(number)
        stream = _STREAM.match(self.data, begin)
        end = self.data.find(_END, stream.end() + int(stream[1]) if stream else begin)
        return self.data[begin : end + len(_END)]

    def beginning_with(self, text: bytes) -> Iterator[tuple[int, bytes]]:
        """Yield number and text of the objects that begin with *text* after their number, in the order of the file."""
        wanted = b" 0 obj\n" + text
        at = self.data.find(wanted)
        while at >= 0:
            begin = self.data.rindex(b"\n", 0, at) + 1
            number = self.data[begin:at]
            if number.isdigit() and self._begin(int(number)) == begin:
                yield int(number), self[int(number)]
            at = self.data.find(wanted, at + 1)

    @property
    def count(self) -> int:
        """The number of the next object that is added."""
        return (self._entries_end - self._entries_start) // _ENTRY_LENGTH

    @property
    def trailer(self) -> bytes:
        return self.data[self._entries_end :]

    @property
    def root(self) -> bytes:
        """The catalog."""
        return self[reference(self.trailer, b"/Root")]

    def offsets(self) -> Sequence[tuple[int, int]]:
        """Return where each object begins, and its number, in the order of the file."""
        entries = self.data[self._entries_start : self._entries_end].splitlines()
        return sorted((int(line[:10]), number) for number, line in enumerate(entries) if line[17:18] == b"n")

    def changed(self, objects: Mapping[int, bytes], added: Sequence[bytes] = (), trailer: bytes = b"") -> bytes:
        """Return the file with these objects in place of those with the same numbers; nothing else is touched.

        Args:
            objects: By number, each from its number up to `endobj`.
            added: Content of more objects, which get the next numbers.
            trailer: In the place of the one that the file has.
        """
        if not objects and not added:
            return self.data
        data = memoryview(self.data)
        pieces: list[bytes | memoryview] = []
        at, begins, growths = 0, [], []
        for begin, number in sorted((self._begin(number), number) for number in objects):
            end = begin + len(self[number])
            pieces += [data[at:begin], objects[number]]
            at = end
            begins.append(begin)
            growths.append(len(objects[number]) - (end - begin))
        pieces.append(data[at : self.table_start])
        shifts = [0, *accumulate(growths)]
        # What is last in the file may grow without moving another object.
        moves = any(growths[:-1]) or self.data.find(b" 0 obj\n", at, self.table_start) >= 0
        entries: list[bytes | memoryview] = (
            [*self._moved(begins, shifts)] if moves else [data[self._entries_start : self._entries_end]]
        )
        end = self.table_start + shifts[-1]
        for number, text in enumerate(added, self.count):
            pieces.append(b"%d 0 obj\n%s\nendobj\n" % (number, text))
            entries.append(b"%010d 00000 n\r\n" % end)
            end += len(pieces[-1])
        size = self.count + len(added)
        ending = (trailer or self.trailer).replace(b"/Size %d" % self.count, b"/Size %d" % size, 1)
        ending = _START.sub(b"startxref\n%d\n%%%%EOF" % end, ending)
        return b"".join((*pieces, b"xref\n0 %d\n" % size, *entries, ending))

    def _moved(self, begins: Sequence[int], shifts: Sequence[int]) -> Iterator[bytes]:
        """Yield the table with each object behind one of *begins* moved."""
        for start in range(self._entries_start, self._entries_end, _ENTRY_LENGTH):
            line = self.data[start : start + _ENTRY_LENGTH]
            offset = int(line[:10])
            yield b"%010d%s" % (offset + shifts[bisect_left(begins, offset)], line[10:])

    def _begin(self, number: int) -> int:
        start = self._entries_start + number * _ENTRY_LENGTH
        return int(self.data[start : start + 10])


def references(text: bytes, name: bytes) -> list[int]:
    """Return the numbers of the objects in the list *name* of an object: `/K[3 0 R 4 0 R]`."""
    found = re.search(name + rb"\[((?:\d+ 0 R\s*)+)\]", text)
    return [int(number) for number in re.findall(rb"(\d+) 0 R", found[1])] if found else []


def reference(text: bytes, name: bytes) -> int:
    """Return the number of the object that *name* of an object is: `/Root 12 0 R`; 0 if there is none."""
    found = re.search(name + rb" (\d+) 0 R", text)
    return int(found[1]) if found else 0
