"""The lines of a clause file with everything that is no prose hidden, column for column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

HIDDEN = "\ufffc"
"""Stands for each hidden character."""

_NO_PROSE = re.compile(
    r"\{\{.*?\}\}"  # a value
    r"|<[a-z]+:[^>]*>"  # an address
    r"|\]\([^)]*\)"  # the target of a link
    r"|\[(?=\]\()"  # and what opens one without words
    r"|^\s*(?:\d+\.|-)\s+(?=\S)"  # the mark of a list item
    r"|\([a-z][a-z0-9-]*\)=\s*$"  # an id
    r"|^\s*:::+.*$"  # a directive
    r"|^\s*:widths:.*$|^\s*:summary:\s"  # its options
    r"|^\s*\|[\s|:-]*\|\s*$"  # the ruler of a table
    r"|^\s*:\s+|^\s+|\\$"  # what is said of a term, an indent, a line break
    r"|\s*\|\s*"  # the border of a cell
    r"|\*+"  # strong and emphasis
)


def masked_lines(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the number of each line below the front matter, and its prose with the rest hidden."""
    for number, line in list(enumerate(lines, 1))[_end_of_front_matter(lines) :]:
        yield number, _NO_PROSE.sub(lambda match: HIDDEN * len(match[0]), line)


def _end_of_front_matter(lines: Sequence[str]) -> int:
    rules = [number for number, line in enumerate(lines, 1) if line.rstrip() == "---"]
    return rules[1] if len(rules) > 1 and rules[0] == 1 else 0
