"""From bytes to text: UTF-8 with or without a byte order mark, and a name for what is not."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
"""In this order: the mark of UTF-16 begins that of UTF-32."""

_MAGIC = (
    (b"PK\x03\x04", "a Word, Excel or ZIP file"),
    (b"%PDF", "a PDF file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"\x1f\x8b", "a gzip file"),
)


@dataclass(frozen=True, slots=True)
class NotText:
    """Why bytes are no text in UTF-8."""

    code: str
    message: str
    line: int
    column: int
    hint: str
    encoding: str = ""
    """What it may be instead, as a codec is called; empty where nobody can tell."""
    kind: str = ""
    """What file it is instead, in words, where its first bytes tell."""


def decode_utf8(data: bytes) -> str | NotText:
    """Return *data* as text without its byte order mark, or why it is none."""
    foreign = _foreign(data)
    if foreign:
        return foreign
    start = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    try:
        return data[start:].decode("utf-8")
    except UnicodeDecodeError as error:
        return _broken(data[start:], error)


def another_encoding(data: bytes) -> NotText | None:
    """Return why *data*, the first lines of a table, is no text in UTF-8; None if it is, but for single lines.

    It is none where its heading is none, and where most lines that are more than ASCII are none: ten of them, or more
    than half of all lines.
    """
    found = decode_utf8(data)
    return None if isinstance(found, str) or (not _foreign(data) and _has_stray_lines(data)) else found


def _has_stray_lines(data: bytes) -> bool:
    lines = [line for line in data.split(b"\n") if line.strip()]
    wide = [line for line in lines if not line.isascii()]
    broken = [line for line in wide if not _decodes(line, "utf-8")]
    if broken[:1] == lines[:1]:
        return False
    return 2 * len(broken) <= len(wide) or (len(broken) < _MANY and 2 * len(broken) <= len(lines))


_MANY = 10


def _foreign(data: bytes) -> NotText | None:
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return NotText("bad-json", f"this is {kind}, not JSON", 1, 1, "give the order as a JSON file", kind=kind)
    name = next((name for mark, name in _MARKS if data.startswith(mark)), None) or _wide(data[:4])
    if name:
        return NotText("not-utf-8", f"this file is {name}, not UTF-8", 1, 1, "save it as UTF-8", name.lower())
    return None


def _wide(head: bytes) -> str | None:
    """Name the encoding without a mark by its zero bytes: JSON begins with two ASCII characters."""
    zeros = [byte == 0 for byte in head]
    if zeros in ([True, True, True, False], [False, True, True, True]):
        return "UTF-32"
    if zeros in ([True, False, True, False], [False, True, False, True], [False, True], [True, False]):
        return "UTF-16"
    return None


def _broken(data: bytes, error: UnicodeDecodeError) -> NotText:
    """Say where *data* stops being UTF-8, and what it may be instead."""
    before = data[: error.start].decode("utf-8")
    lines = re.split(r"\r\n|\n|\r", before)
    line, column = len(lines), len(lines[-1]) + 1
    if error.reason == "unexpected end of data":
        hint = "the end of the file is missing; get the file again"
        return NotText("cut-off", "the file breaks off in the middle of a character", line, column, hint)
    guess = _guess(data)
    byte = f"byte 0x{data[error.start]:02X} at {line}:{column}"
    message = f"this file is {_LIKELY[guess]}, not UTF-8: {byte}" if guess else f"this file is not UTF-8: {byte}"
    return NotText("not-utf-8", message, line, column, "save it as UTF-8", guess)


_LIKELY = {"gb18030": "probably GB18030 (GBK)", "windows-1252": "probably Windows-1252 (Latin-1)"}


def _guess(data: bytes) -> str:
    """Return the likely encoding: Chinese text has its high bytes in pairs, Western text has them alone."""
    runs = re.findall(rb"[\x80-\xff]+", data)
    paired = sum(len(run) % 2 == 0 for run in runs)
    if paired == len(runs) and _decodes(data, "gb18030"):
        return "gb18030"
    single = sum(len(run) == 1 for run in runs)
    if single * 2 > len(runs) and _decodes(data, "cp1252"):
        return "windows-1252"
    return ""


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
