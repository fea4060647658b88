"""Poppler and qpdf as judges of a PDF: which fonts it carries, what its structure says, whether it is sound."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.support.required import require

# Name, type, encoding, "emb", "sub", "uni", object; a long name runs into the next columns, so the end is what counts.
_ROW = re.compile(
    r"(?P<name>\S+).*\s(?P<embedded>yes|no)\s+(?:yes|no)\s+(?P<to_unicode>yes|no)\s+(?:\d+\s+\d+|\[none\])"
)
_TEXT = re.compile(r'\s*"(?P<text>.*)"')


@dataclass(frozen=True, slots=True)
class Font:
    name: str
    embedded: bool
    to_unicode: bool
    """Whether the text can be copied and searched."""


def fonts(file: Path) -> list[Font]:
    """Return the fonts that the pages of a PDF use."""
    _, _, *rows = _run("pdffonts", str(file)).splitlines()
    return [_font(row) for row in rows]


def structure_text(file: Path) -> str:
    """Return the text of a tagged PDF in the order of its tags; page headers and footers are not in it."""
    lines = map(_TEXT.fullmatch, _run("pdfinfo", "-struct-text", str(file)).splitlines())
    return "\n".join(line["text"] for line in lines if line)


def qpdf_faults(file: Path) -> str:
    """Return what qpdf finds wrong with the syntax of a PDF; empty if it is sound."""
    run = subprocess.run(
        [require("qpdf"), "--check", str(file)], capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    return "" if run.returncode == 0 else run.stdout + run.stderr


def _font(row: str) -> Font:
    found = _ROW.fullmatch(row.rstrip())
    if found is None:
        raise AssertionError(f"pdffonts prints what this test cannot read: {row}")
    return Font(found["name"], found["embedded"] == "yes", found["to_unicode"] == "yes")


def _run(tool: str, *arguments: str) -> str:
    run = subprocess.run(
        [require(tool), *arguments], capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    if run.returncode != 0:
        raise AssertionError(f"{tool} {' '.join(arguments)}: {run.stderr}")
    return run.stdout
