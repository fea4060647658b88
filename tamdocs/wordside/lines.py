"""Puts changed lines into a file; all others keep every byte."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """Lines from *first* up to *last*, which is not taken any more, become *lines*; these have no line ends."""

    first: int
    last: int
    lines: tuple[str, ...] = ()
    before: bool = False
    """Whether a blank line stands before the new lines."""
    after: bool = False
    """Likewise behind them."""


def assemble(lines: Sequence[str], edits: Sequence[Edit]) -> str:
    """Return *lines*, which have their line ends, after *edits*, of which those at one place keep their order."""
    end = _line_end(lines)
    out: list[str] = []
    at = 0
    gap = False
    for edit in sorted(edits, key=lambda edit: (edit.first, edit.last)):
        gap = _copy(lines[at : max(at, edit.first)], out, end, gap=gap)
        at = max(at, edit.last)
        if edit.lines:
            if (edit.before or gap) and out and out[-1].strip():
                out.append(end)
            out += [line + end for line in edit.lines]
            gap = edit.after
        elif not out or not out[-1].strip():
            while at < len(lines) and not lines[at].strip():
                at += 1
    _copy(lines[at:], out, end, gap=gap)
    while len(out) > 1 and not out[-1].strip() and lines[-1].strip():
        out.pop()
    return "".join(out)


def _copy(lines: Sequence[str], out: list[str], end: str, *, gap: bool) -> bool:
    """Add *lines* to *out*, after a blank line if there is to be a gap, and return whether there still is to be one."""
    if not lines:
        return gap
    if gap and lines[0].strip() and not lines[0].lstrip().startswith(":::"):
        out.append(end)
    if out and not out[-1].endswith(("\n", "\r")):
        out[-1] += end
    out += lines
    return False


def _line_end(lines: Sequence[str]) -> str:
    return "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
