"""Words of a Word file as Markdown of a clause: typed signs stay signs, lines are as wide as those around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from tamdocs.wordside.pieces import BREAK, PLAIN, Look, Piece, Pieces, Placeholder, Pointer, Words

_SIGNS = re.compile(r"[\\`*\[\]<>{}|&]|(?<![^\W_])_|_(?![^\W_])|(?<=[{}])[%#]|[%#](?=})|~(?=~)")
_LINE_START = re.compile(
    r"(\d{1,9})[.)](?=\s|$)|[-+](?=\s|$)|\+(?=\+\+)|-(?=[\s-]*$)|=(?==*\s*$)|#(?=#*(?:\s|$))|[:~](?=[\s:]|$)|%|\((?=[^)]*\)=)"
)
_WIDE = re.compile("[\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]")


def markdown_lines(pieces: Pieces, prefix: str, indent: int, width: int | None) -> list[str]:
    """Return *pieces* as the lines of a paragraph.

    Args:
        prefix: What stands before the first line, such as `1. `.
        indent: How many spaces stand before the others.
        width: How many characters a line has at most; None for a paragraph on one line.
    """
    lines: list[str] = []
    paragraphs = _split_at_breaks("".join(_marked(pieces)))
    for index, text in enumerate(paragraphs):
        wrapped = _wrap(text, indent, width)
        if index < len(paragraphs) - 1:
            wrapped[-1] += "\\"
        lines += [_safe_start(line) for line in wrapped]
    first, *rest = lines
    return [prefix + first, *(" " * indent + line for line in rest)]


def _split_at_breaks(text: str) -> list[str]:
    return text.split(BREAK)


def _marked(pieces: Pieces) -> Iterator[str]:
    """Yield the Markdown of *pieces*: runs of one look are opened and closed once."""
    look = PLAIN
    buffered: list[str] = []
    for piece in (*pieces, Words("")):
        if piece.look != look:
            yield _dressed("".join(buffered), look)
            buffered, look = [], piece.look
        buffered.append(_plain(piece))
    yield _dressed("".join(buffered), look)


def _dressed(text: str, look: Look) -> str:
    if not text:
        return ""
    if look.address:
        bare = re.sub(r"\\(.)", r"\1", text)
        text = f"<{bare}>" if _is_itself(bare, look.address) else f"[{text}]({_address(look.address)})"
    sign = "*" * (look.emphasis + 2 * look.strong)
    return f"{sign}{text}{sign}"


def _is_itself(text: str, address: str) -> bool:
    return text == address and not re.search(r"[\s<>]", text)


def _address(address: str) -> str:
    return f"<{address}>" if re.search(r"[()\s]", address) else address


def _plain(piece: Piece) -> str:
    match piece:
        case Words():
            return escape(piece.text)
        case Placeholder():
            return f"{{{{ {piece.expression} }}}}"
        case Pointer():
            return f"[{escape(piece.words)}](#{piece.target})"


def escape(text: str) -> str:
    """Return *text* as Markdown that reads as *text*."""
    return _SIGNS.sub(lambda match: "\\" + match[0], text)


def _safe_start(line: str) -> str:
    """Return *line* so that it begins no list, heading, directive or definition."""
    match = _LINE_START.match(line)
    if not match:
        return line
    return f"{match[1]}\\{line[len(match[1]) :]}" if match[1] else f"\\{line}"


def _wrap(text: str, indent: int, width: int | None) -> list[str]:
    if width is None:
        return [text]
    lines: list[str] = []
    line = ""
    for word in _chunks(text):
        if line and len(line) + 1 + len(word) + indent > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def _chunks(text: str) -> Iterator[str]:
    """Yield the parts of *text* between which a line may end: single spaces outside values, links and wide scripts."""
    start = 0
    for match in re.finditer(r"\{\{.*?\}\}|(?<!\\)<[^ >]*>|\]\([^)]*\)|(?<=\S) (?=\S)", text):
        if match[0] == " " and not _joins_wide(text, match.start()):
            yield text[start : match.start()]
            start = match.end()
    yield text[start:]


def _joins_wide(text: str, space: int) -> bool:
    """Return whether a line end in the place of the *space* would be read as nothing."""
    return bool(_WIDE.match(text[space - 1]) or _WIDE.match(text[space + 1])) or text[space - 1] in "“”‘’\\"


def line_width(texts: Iterable[str]) -> int | None:
    """Return how wide the lines of the clause files *texts* are; None where no paragraph goes over a line's end."""
    widest = 0
    for text in texts:
        lines = text.splitlines()
        for line, following in pairwise(lines):
            if _goes_on(line, following):
                widest = max(widest, len(line))
    return widest or None


def _goes_on(line: str, following: str) -> bool:
    plain = re.compile(r"\s*[^\s:|(\-\d]")
    return bool(plain.match(following)) and not line.endswith(("\\", "=")) and len(line) > 60 and line.strip() != ""
