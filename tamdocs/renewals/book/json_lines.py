"""JSON Lines: one order a line, in UTF-8."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator

from tamdocs.errors import Problem
from tamdocs.orders.read import MOST_BYTES
from tamdocs.renewals.book.record import Entry
from tamdocs.tables.streams import LongLine, lines

REASON = "tamdocs_reason"
"""Name of the member that a file of rejects has in front of each order; a book is read without it."""

LINE = "tamdocs_line"
"""Name of the member that holds a line of which no object begins."""

_REASON = re.compile(rb'\s*\{\s*"' + REASON.encode() + rb'"\s*:\s*"(?:[^"\\]|\\.)*+"\s*,?[ \t]*')
_LINE = re.compile(rb'"' + LINE.encode() + rb'"\s*:\s*("(?:[^"\\]|\\.)*+")\s*\}\s*')


def json_line_entries(source: str, pieces: Iterator[bytes]) -> Iterator[Entry]:
    """Yield an entry for each line of *pieces* that is not blank."""
    for line, data in enumerate(lines(pieces, MOST_BYTES), start=1):
        if isinstance(data, LongLine):
            yield Entry(source, line, line, data.beginning, (_too_long(source, line),))
            continue
        text = data.removeprefix(codecs.BOM_UTF8) if line == 1 else data
        if text.strip():
            plain = _without_reason(text)
            yield Entry(source, line, line, plain, set_aside=plain is not text)


def with_reason(data: bytes, reason: str) -> bytes:
    """Return the line *data* with *reason* in front of its members; `json_line_entries` takes it out again."""
    said = json.dumps(reason, ensure_ascii=False).encode()
    start = data.lstrip(b" \t\r")
    if not start.startswith(b"{"):
        held = json.dumps(data.decode("utf-8", "surrogateescape").encode("utf-8", "replace").decode()).encode()
        return b'{"%s": %s, "%s": %s}' % (REASON.encode(), said, LINE.encode(), held)
    rest = start[1:].lstrip(b" \t")
    comma = b"" if rest.startswith(b"}") else b", "
    return b'{"%s": %s%s%s' % (REASON.encode(), said, comma, rest)


def _without_reason(line: bytes) -> bytes:
    found = _REASON.match(line)
    if not found:
        return line
    held = _LINE.fullmatch(line, found.end())
    if held:
        written: str = json.loads(held[1])
        return written.encode("utf-8", "replace")
    return b"{" + line[found.end() :]


def _too_long(source: str, line: int) -> Problem:
    message = f"the line is longer than {MOST_BYTES // 1_000_000} MB; this is no order"
    hint = "JSON Lines have one order a line; an order on many lines is a file of its own, named *.json"
    return Problem(source, "too-large", message, line, 1, "", hint)
