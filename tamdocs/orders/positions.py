"""Where each value and each field name of a JSON text stands: JSON pointer to line and column.

One pass over the text, by a loop with a stack of its own: a text may be nested without end, and a text that breaks off
is indexed as far as it goes.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeAlias

from tamdocs.orders.words import join_pointer

DEEPEST = 64
"""Levels of nesting that are followed. An order has six."""

MOST_VALUES = 50_000
"""Values that are followed. An order with a thousand licences has seven thousand."""

Expected: TypeAlias = Literal[
    "value", "value or ]", "name", "name or }", "colon", "comma or ]", "comma or }", "nothing"
]


@dataclass(frozen=True, slots=True)
class Position:
    """Line and column count from 1; a column counts code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A `{` or `[` that is still open."""

    bracket: str
    pointer: str
    offset: int


@dataclass(frozen=True, slots=True)
class Stop:
    """Where the text stops being JSON, and what should have stood there."""

    offset: int
    expected: Expected
    opened: tuple[Opened, ...]
    reason: Literal["syntax", "too deep", "too many"] = "syntax"


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A field name that its object already has."""

    pointer: str
    offset: int
    first: int
    """Offset of the same name before."""


@dataclass(frozen=True, slots=True)
class Index:
    """Offsets of all values and field names of a text by JSON pointer. Of fields with one name the last one counts."""

    values: dict[str, int]
    names: dict[str, int]
    duplicates: tuple[Duplicate, ...]
    stop: Stop | None
    """None where the text is JSON from end to end."""


class Places:
    """Positions in one text, worked out when the first one is asked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def index(self) -> Index:
        return index_json(self.text)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", self.text))]

    def at(self, offset: int) -> Position:
        """Return line and column of the code point at *offset*."""
        line = bisect_right(self._line_starts, offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)

    def of_value(self, pointer: str) -> Position:
        """Return where the value at *pointer* starts, or else the nearest value around it, or else the text."""
        while pointer and pointer not in self.index.values:
            pointer = pointer.rpartition("/")[0]
        return self.at(self.index.values.get(pointer, 0))

    def of_name(self, pointer: str) -> Position:
        """Return where the name of the field at *pointer* starts, or else the value."""
        offset = self.index.names.get(pointer)
        return self.of_value(pointer) if offset is None else self.at(offset)


def index_json(text: str) -> Index:
    """Return where everything in *text* stands, up to the point where it stops being JSON (RFC 8259)."""
    return _Scan(text).run()


_TOKEN = re.compile(
    r"""[ \t\n\r]*+(?:
        (?P<mark>[{}\[\]:,])
      | (?P<string>"[^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\x00-\x1f]*+)*+")
      | (?P<plain>(?:-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+|true|false|null)(?![\w.+-]))
    )?+""",
    re.VERBOSE,
)


@dataclass(slots=True)
class _Frame:
    """An object or a list that is being read."""

    opened: Opened
    is_object: bool
    pointer: str
    """Of the value that comes next."""
    count: int = 0
    names: dict[str, int] = field(default_factory=dict)
    """Offset of the first name at each pointer."""


@dataclass(slots=True)
class _Scan:
    text: str
    values: dict[str, int] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    duplicates: list[Duplicate] = field(default_factory=list)
    stack: list[_Frame] = field(default_factory=list)
    expected: Expected = "value"

    def run(self) -> Index:
        stop = None
        for kind, token, offset in self._tokens():
            if kind == "end":
                stop = None if self.expected == "nothing" else self._stop(offset)
            elif kind is None or not self._take(kind, token, offset):
                stop = self._stop(offset)
            if stop:
                break
        return Index(self.values, self.names, tuple(self.duplicates), stop)

    def _tokens(self) -> Iterator[tuple[str | None, str, int]]:
        """Yield kind, text and offset of each token; the kind is None where there is none, and `end` at the end."""
        position, end = 0, len(self.text)
        match = _TOKEN.match
        while found := match(self.text, position):
            kind = found.lastgroup
            position = found.end()
            if kind is None:
                yield ("end" if position == end else None), "", position
                return
            start, _ = found.span(kind)
            yield kind, found[kind], start

    def _stop(self, offset: int) -> Stop:
        opened = tuple(frame.opened for frame in self.stack)
        if len(self.values) >= MOST_VALUES:
            return Stop(offset, self.expected, opened, "too many")
        too_deep = len(self.stack) >= DEEPEST and self.text[offset : offset + 1] in ("{", "[")
        return Stop(offset, self.expected, opened, "too deep" if too_deep else "syntax")

    def _take(self, kind: str, token: str, offset: int) -> bool:
        """Move on by one token; return whether it may stand here."""
        if kind == "mark":
            return self._take_mark(token, offset)
        if kind == "string" and self.expected in ("name", "name or }"):
            return self._take_name(token, offset)
        if not self._note_value(offset):
            return False
        self._after_value()
        return True

    def _take_mark(self, mark: str, offset: int) -> bool:
        if mark in "{[":
            return self._open(mark, offset)
        if mark in "}]":
            return self._close(mark)
        if mark == ":" and self.expected == "colon":
            self.expected = "value"
        elif mark == "," and self.expected in ("comma or }", "comma or ]"):
            self.expected = "name" if self.expected == "comma or }" else "value"
        else:
            return False
        return True

    def _note_value(self, offset: int) -> bool:
        """Note where the next value starts; return whether one may stand here."""
        if self.expected not in ("value", "value or ]") or len(self.values) >= MOST_VALUES:
            return False
        self.values[self.stack[-1].pointer if self.stack else ""] = offset
        return True

    def _open(self, bracket: str, offset: int) -> bool:
        if len(self.stack) >= DEEPEST or not self._note_value(offset):
            return False
        pointer = self.stack[-1].pointer if self.stack else ""
        is_object = bracket == "{"
        self.stack.append(_Frame(Opened(bracket, pointer, offset), is_object, pointer if is_object else f"{pointer}/0"))
        self.expected = "name or }" if is_object else "value or ]"
        return True

    def _close(self, bracket: str) -> bool:
        if not self.expected.endswith(bracket):
            return False
        self.stack.pop()
        self._after_value()
        return True

    def _take_name(self, token: str, offset: int) -> bool:
        frame = self.stack[-1]
        name: str = json.loads(token) if "\\" in token else token[1:-1]
        frame.pointer = frame.opened.pointer + join_pointer([name])
        first = frame.names.setdefault(frame.pointer, offset)
        if first != offset:
            self.duplicates.append(Duplicate(frame.pointer, offset, first))
        self.names[frame.pointer] = offset
        self.expected = "colon"
        return True

    def _after_value(self) -> None:
        if not self.stack:
            self.expected = "nothing"
            return
        frame = self.stack[-1]
        if frame.is_object:
            self.expected = "comma or }"
        else:
            frame.count += 1
            frame.pointer = f"{frame.opened.pointer}/{frame.count}"
            self.expected = "comma or ]"
