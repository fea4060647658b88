"""Lets the numbered lists of a clause file count on, after items came and went."""

from __future__ import annotations

import re

_ITEM = re.compile(r"( *)(\d+)\.( +)")


def renumbered(text: str) -> str:
    """Return *text* with the figures of its numbered lists counting on; a list that begins with 1 begins anew."""
    lines = text.splitlines(keepends=True)
    counts: dict[int, int] = {}
    fresh = True
    index = _after_front_matter(lines)
    while index < len(lines):
        line = lines[index]
        if match := _ITEM.match(line):
            indent, figure = len(match[1]), int(match[2])
            counts = {depth: count for depth, count in counts.items() if depth <= indent}
            expected = counts.get(indent, 0) + 1
            if figure == 1 and (fresh or indent not in counts):
                expected = 1
            if figure != expected:
                _set_figure(lines, index, match, expected)
            counts[indent] = expected
            fresh = False
        elif line.strip() and (line.lstrip().startswith(":::") or not line.startswith(" ")):
            fresh = True
        index += 1
    return "".join(lines)


def _set_figure(lines: list[str], index: int, match: re.Match[str], figure: int) -> None:
    """Give the item at *index* its *figure*; where that is longer or shorter, what belongs to it is shifted."""
    marker = f"{match[1]}{figure}.{match[3]}"
    shift = len(marker) - len(match[0])
    inner = len(match[0])
    lines[index] = marker + lines[index][inner:]
    if not shift:
        return
    for below in range(index + 1, len(lines)):
        line = lines[below]
        if not line.strip():
            continue
        if len(line) - len(line.lstrip(" ")) < inner:
            break
        lines[below] = " " * shift + line if shift > 0 else line[-shift:]


def _after_front_matter(lines: list[str]) -> int:
    fences = [index for index, line in enumerate(lines) if line.rstrip() == "---"]
    return fences[1] + 1 if len(fences) > 1 else 0
