"""A look into a workbook before it is opened: its size unpacked, and whether it is what it claims to be."""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import IO

from tamdocs.errors import Problem, WorkspaceError

MOST_MEMBERS = 5_000
MOST_UNPACKED = 4_000_000_000
"""Bytes of all members. A sheet is read as it is unpacked."""
MOST_HELD = 100_000_000
"""Bytes of a member that is held in memory: the texts that cells share, and the styles."""
MOST_RATIO = 400
"""How many times its packed size a large member may have."""
_SMALL = 20_000_000

_CHUNK = 1 << 20
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_OVERLAP = 16


def check_package(source: str, stream: IO[bytes]) -> bool:
    """Return whether there are formulas in the workbook in *stream*.

    Raises:
        WorkspaceError: It is no ZIP file, unpacks beyond measure, or declares XML entities.
    """
    try:
        with zipfile.ZipFile(stream) as package:
            members = package.infolist()
            _check_sizes(source, members)
            return sum(_look_into(source, package, member) for member in members if _is_xml(member)) > 0
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        message = f"this is no Excel workbook (.xlsx), or a broken one: {error}"
        hint = "open it in Excel and save it as .xlsx, without a password"
        raise WorkspaceError(Problem(source, "bad-workbook", message, hint=hint)) from error


def _check_sizes(source: str, members: list[zipfile.ZipInfo]) -> None:
    held = [member for member in members if "/worksheets/" not in member.filename]
    if (
        len(members) > MOST_MEMBERS
        or sum(member.file_size for member in members) > MOST_UNPACKED
        or sum(member.file_size for member in held) > MOST_HELD
        or any(member.file_size > max(_SMALL, MOST_RATIO * member.compress_size) for member in members)
    ):
        message = "this workbook unpacks beyond measure; it is not read"
        hint = "export the book as CSV or JSON Lines, which have no limit"
        raise WorkspaceError(Problem(source, "too-large", message, hint=hint))


def _is_xml(member: zipfile.ZipInfo) -> bool:
    return member.filename.lower().endswith((".xml", ".rels"))


def _look_into(source: str, package: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Return whether *member* has formulas; refuse what no program writes into a workbook."""
    formulas = False
    before = b""
    with package.open(member) as file:
        while piece := file.read(_CHUNK):
            window = before + piece
            if _DOCTYPE.search(window) or (not before and window.startswith((b"\xff\xfe", b"\xfe\xff"))):
                message = f"{member.filename[:80]} in this workbook declares entities or is not UTF-8; it is not read"
                raise WorkspaceError(Problem(source, "bad-workbook", message))
            formulas = formulas or bool(_FORMULA.search(window))
            before = window[-_OVERLAP:]
    return formulas
