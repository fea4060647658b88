"""The zip container of a Word file, written by hand: the few fields that vary, and nothing from the clock.

Python's `zipfile` takes about ten times as long for the dozen members of a document. The layout is that of PKWARE's
APPNOTE 6.3, the part of it that ISO/IEC 29500-2 allows.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _UTF8_NAME, _DEFLATED = 20, 0x800, 8
_TIME, _DATE = 0, 1 << 5 | 1
"""Midnight of 1 January 1980, the first day that a zip can name."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a zip, deflated already."""

    name: str
    deflated: bytes
    crc: int
    size: int
    """Before deflating."""


@dataclass(frozen=True, slots=True)
class ZipHead:
    """The start of a zip: members with their entries in the directory, ready to be followed by others."""

    local: bytes
    central: bytes
    count: int


def deflate(name: str, data: bytes, level: int) -> Member:
    """Return *data* as the member *name*; *level* runs from 1 (fast) to 9 (small)."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Member(name, packer.compress(data) + packer.flush(), zlib.crc32(data), len(data))


EMPTY_HEAD = ZipHead(b"", b"", 0)


def join_members(members: Iterable[Member], after: ZipHead = EMPTY_HEAD) -> ZipHead:
    """Return *members* behind those of *after*, in the order given."""
    local, central, count = [after.local], [after.central], after.count
    offset = len(after.local)
    for member in members:
        name = member.name.encode()
        facts = (_TIME, _DATE, member.crc, len(member.deflated), member.size, len(name), 0)
        header = _LOCAL.pack(b"PK\x03\x04", _VERSION, _UTF8_NAME, _DEFLATED, *facts)
        local += (header, name, member.deflated)
        entry = (_VERSION, _VERSION, _UTF8_NAME, _DEFLATED, *facts, 0, 0, 0, 0, offset)
        central += (_CENTRAL.pack(b"PK\x01\x02", *entry), name)
        offset += len(header) + len(name) + len(member.deflated)
        count += 1
    return ZipHead(b"".join(local), b"".join(central), count)


def split_members(data: bytes) -> list[Member]:
    """Return the members of the zip *data*, which `finish_zip` has made, in their order."""
    *_, count, _, at, _ = _END.unpack_from(data, len(data) - _END.size)
    members = []
    for _ in range(count):
        entry = _CENTRAL.unpack_from(data, at)
        crc, packed, size, name_size, begin = *entry[7:11], entry[16]
        name = data[at + _CENTRAL.size : at + _CENTRAL.size + name_size]
        begin += _LOCAL.size + name_size
        members.append(Member(name.decode(), data[begin : begin + packed], crc, size))
        at += _CENTRAL.size + name_size
    return members


def inflate(member: Member) -> bytes:
    """Return *member* as it was before deflating."""
    return zlib.decompress(member.deflated, -zlib.MAX_WBITS)


def finish_zip(head: ZipHead) -> bytes:
    """Return the bytes of the zip that holds the members of *head*."""
    end = _END.pack(b"PK\x05\x06", 0, 0, head.count, head.count, len(head.central), len(head.local), 0)
    return head.local + head.central + end
