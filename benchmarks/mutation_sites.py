"""A small change of a clause, and the places where one can be made."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

Files = Mapping[str, str]
Random = random.Random


@dataclass(frozen=True, slots=True)
class Change:
    kind: str
    path: str
    before: str
    after: str
    written: tuple[tuple[str, str], ...] = ()
    """Files with their new text."""
    deleted: tuple[str, ...] = ()


class Site(NamedTuple):
    """Where a change is to be made, and the chance that decides."""

    path: str
    files: Files
    rng: Random


def is_english(path: str) -> bool:
    return path.rsplit("/", 1)[1].startswith("en")


def body_start(text: str) -> int:
    """Return where the text below the front matter begins."""
    return text.index("\n---\n", 4) + len("\n---\n")


def replaced(kind: str, path: str, files: Files, span: tuple[int, int], words: str) -> Change | None:
    """Return the change that puts *words* where *span* is; None where that changes nothing."""
    text = files[path]
    new = text[: span[0]] + words + text[span[1] :]
    if new == text:
        return None
    around = text[max(0, span[0] - 30) : span[0]], text[span[1] : span[1] + 30]
    before, after = (around[0] + middle + around[1] for middle in (text[span[0] : span[1]], words))
    return Change(kind, path, before, after, ((path, new),))


def one_of(kind: str, site: Site, pattern: str, make: Callable[[re.Match[str]], str]) -> Change | None:
    """Return a change of one place below the front matter where *pattern* fits, drawn at random."""
    path, files, rng = site
    text = files[path]
    places = list(re.compile(pattern, re.MULTILINE).finditer(text, body_start(text)))
    if not places:
        return None
    match = rng.choice(places)
    return replaced(kind, path, files, match.span(), make(match))


def items_of(text: str) -> list[tuple[int, int]]:
    """Return where each list item begins and ends, with what belongs to it."""
    lines = text.splitlines(keepends=True)
    starts = [sum(map(len, lines[:index])) for index in range(len(lines) + 1)]
    found = []
    for index, line in enumerate(lines):
        match = re.match(r"( *)(?:\d+\.|-) +\S", line)
        if match and starts[index] >= body_start(text):
            depth, end = len(match[1]), index + 1
            while end < len(lines) and (
                not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip(" ")) > depth
            ):
                end += 1
            while not lines[end - 1].strip():
                end -= 1
            found.append((starts[index], starts[end]))
    return found


def renumbered(text: str) -> str:
    """Return *text* with the figures of its lists counted on, as an editor does."""
    counts: dict[int, int] = {}
    lines = []
    for line in text.splitlines(keepends=True):
        match = re.match(r"( *)(\d+)\.( +)", line)
        if match:
            depth = len(match[1])
            counts = {each: count for each, count in counts.items() if each <= depth}
            counts[depth] = counts.get(depth, 0) + 1
            lines.append(f"{match[1]}{counts[depth]}.{match[3]}{line[match.end() :]}")
            continue
        if line.strip() and not line.startswith(" "):
            counts = {}
        lines.append(line)
    return "".join(lines)
