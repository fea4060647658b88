"""Bytes of a book file as lines: unpacked as they are read, and never more of them in memory than an order may have."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from typing import IO, Protocol, cast

import zstandard

from tamdocs.errors import Problem, WorkspaceError

_CHUNK = 1 << 16
MOST_EXPANSION = 1_000
"""How many times its packed size a file may have: JSON shrinks to a tenth or a twentieth, zeros to a thousandth."""
_FREE = 64_000_000
"""Bytes that may come out whatever the packed size is."""
_ZSTD_WINDOW = 128 * 1024 * 1024
"""Memory that a zstd file may ask for."""


class ReadsBytes(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Counted:
    """A stream that counts what is read of it."""

    def __init__(self, stream: ReadsBytes) -> None:
        self._stream = stream
        self.taken = 0

    def read(self, size: int = -1, /) -> bytes:
        data = self._stream.read(size)
        self.taken += len(data)
        return data


def unpacked(source: str, stream: IO[bytes], suffix: str) -> Iterator[bytes]:
    """Yield the bytes of *stream* in pieces, unpacked as *suffix* (`.gz`, `.zst`, else plain) says.

    Raises:
        WorkspaceError: The file is no such one, breaks off, or grows beyond measure.
    """
    packed = _Counted(stream)
    opened = _opened(packed, suffix)
    total = 0
    try:
        while piece := opened.read(_CHUNK):
            total += len(piece)
            if total > _FREE and total > MOST_EXPANSION * max(packed.taken, 1):
                message = f"this file unpacks to more than {MOST_EXPANSION:,} times its size; no book does"
                raise WorkspaceError(Problem(source, "too-large", message))
            yield piece
    except EOFError as error:
        message, hint = "the packed file breaks off", "its end is missing; get the file again"
        raise WorkspaceError(Problem(source, "cut-off", message, hint=hint)) from error
    except (gzip.BadGzipFile, zlib.error, zstandard.ZstdError) as error:
        message = f"this is no {suffix} file, or a broken one: {error}"
        raise WorkspaceError(Problem(source, "bad-archive", message, hint="get the file again")) from error


def _opened(packed: _Counted, suffix: str) -> ReadsBytes:
    if suffix == ".gz":
        return gzip.GzipFile(fileobj=cast("IO[bytes]", packed))
    if suffix == ".zst":
        return _Zstandard(packed)
    return packed


class _Zstandard:
    """The frames of a zstd file, one after another; the library's own reader does not see a file that breaks off."""

    def __init__(self, packed: _Counted) -> None:
        self._packed = packed
        self._maker = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
        self._frame = self._maker.decompressobj()
        self._fresh = True
        self._left = io.BytesIO()
        self._rest = b""

    def read(self, size: int, /) -> bytes:
        while not (piece := self._left.read(size)):
            # A small bite: a kilobyte may unpack to tens of megabytes.
            data = self._rest or self._packed.read(1024)
            self._rest = b""
            if not data:
                if self._fresh:
                    return b""
                raise EOFError
            self._left = io.BytesIO(self._frame.decompress(data))
            self._fresh = False
            if self._frame.eof:
                self._rest, self._frame, self._fresh = self._frame.unused_data, self._maker.decompressobj(), True
        return piece


class LongLine:
    """Stands for a line that is longer than allowed; only its beginning is kept."""

    def __init__(self, beginning: bytes) -> None:
        self.beginning = beginning


def lines(pieces: Iterator[bytes], most: int) -> Iterator[bytes | LongLine]:
    """Yield the lines of *pieces* without the sign at their end; a line of more than *most* bytes is not kept."""
    held = bytearray()
    too_long = False
    for piece in pieces:
        *ended, rest = piece.split(b"\n")
        for part in ended:
            yield _line(held, part, most, too_long=too_long)
            held.clear()
            too_long = False
        too_long = too_long or len(held) + len(rest) > most
        held += rest[: max(0, most - len(held))]
    if held or too_long:
        yield _line(held, b"", most, too_long=too_long)


def _line(held: bytearray, part: bytes, most: int, *, too_long: bool) -> bytes | LongLine:
    if too_long or len(held) + len(part) > most + 1:
        return LongLine(bytes(held[:_KEPT] + part[: max(0, _KEPT - len(held))]))
    line = bytes(held) + part if held else part
    return line.removesuffix(b"\r")


_KEPT = 4096
