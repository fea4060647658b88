"""Where a key of a TOML file stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""Keys, and places in lists, counted from 0."""


_SIGN = re.compile(r"""\"{3}[\s\S]*?\"{3}|'{3}[\s\S]*?'{3}|"(?:\\.|[^"\\])*"|'[^']*'|#[^\n]*|[\[\]{}]""")
"""A string or a comment, in which no bracket counts, or a bracket."""


class _Statement(NamedTuple):
    line: int
    text: str
    base: Path
    """Of the header that it stands below."""
    paths: frozenset[Path]
    """What it defines: its key, and what its value holds."""


def line_of(text: str, path: Path) -> int | None:
    """Return the line of *text*, which is TOML, on which the value at *path* begins, if it is there."""
    if not path:
        return None
    for statement in _statements(text):
        if path in statement.paths:
            return statement.line + _lines_down(statement.text, statement.base, path)
    return None


def _statements(text: str) -> Iterator[_Statement]:
    """Yield the headers and the keys of *text*: each is TOML of its own."""
    lines = text.splitlines(keepends=True)
    start, base = 0, Path()
    counts: dict[Path, int] = {}
    while start < len(lines):
        end, content = _read(lines, start)
        chunk = "".join(lines[start:end])
        header = chunk.lstrip().startswith("[")
        if header:
            base = _header(content, counts)
            yield _Statement(start + 1, chunk, (), frozenset(base[:size] for size in range(1, len(base) + 1)))
        elif content:
            yield _Statement(start + 1, chunk, base, frozenset((*base, *path) for path in _paths(content)))
        start = end


def _read(lines: Sequence[str], start: int) -> tuple[int, Mapping[str, object]]:
    """Return where the statement that begins at *start* ends, and what it says."""
    for end in range(start + 1, len(lines) + 1):
        try:
            return end, tomllib.loads("".join(lines[start:end]))
        except tomllib.TOMLDecodeError:
            pass
    return len(lines), {}


def _header(content: Mapping[str, object], counts: dict[Path, int]) -> Path:
    """Return the path of a header; `[[…]]` begins the next entry of a list, and `[…]` after it goes on in that one."""
    path: Path = ()
    value: object = content
    while isinstance(value, Mapping) and value:
        ((key, value),) = value.items()
        path = (*path, key)
        if isinstance(value, list):
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _paths(value: object, path: Path = ()) -> Iterator[Path]:
    if path:
        yield path
    if isinstance(value, Mapping):
        for key, member in value.items():
            yield from _paths(member, (*path, key))
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from _paths(member, (*path, index))


def _lines_down(statement: str, base: Path, path: Path) -> int:
    """Return how many lines below the first one of *statement*, below the header *base*, the value at *path* begins."""
    lines = statement.splitlines(keepends=True)
    for down in range(len(lines) - 1):
        begun = "".join(lines[: down + 1])
        try:
            content = tomllib.loads(begun + _closers(begun))
        except tomllib.TOMLDecodeError:
            continue
        if any((*base, *each) == path for each in _paths(content)):
            return down
    return len(lines) - 1


def _closers(begun: str) -> str:
    """Return the brackets that close what is open at the end of *begun*."""
    open_: list[str] = []
    for sign in _SIGN.findall(begun):
        if sign in {"[", "{"}:
            open_.append("]" if sign == "[" else "}")
        elif sign in {"]", "}"} and open_:
            open_.pop()
    return "".join(reversed(open_))
