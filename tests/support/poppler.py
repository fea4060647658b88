"""Poppler and qpdf as judges of a PDF: which fonts it carries, what its structure says, whether it is sound."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.support.required import require

_COLUMNS = re.compile(r"-+")
_TEXT = re.compile(r'\s*"(?P<text>.*)"')


@dataclass(frozen=True, slots=True)
class Font:
    name: str
    embedded: bool
    to_unicode: bool
    """Whether the text can be copied and searched."""


def fonts(file: Path) -> list[Font]:
    """Return the fonts that the pages of a PDF use."""
    _, rule, *rows = _run("pdffonts", str(file)).splitlines()
    # Names and types hold blanks, so the columns are where the rule under the headings has its dashes.
    name, _type, _encoding, embedded, _subset, to_unicode, _object = (mark.span() for mark in _COLUMNS.finditer(rule))
    return [
        Font(
            row[slice(*name)].strip(), row[slice(*embedded)].strip() == "yes", row[slice(*to_unicode)].strip() == "yes"
        )
        for row in rows
    ]


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


def _run(tool: str, *arguments: str) -> str:
    run = subprocess.run(
        [require(tool), *arguments], capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    if run.returncode != 0:
        raise AssertionError(f"{tool} {' '.join(arguments)}: {run.stderr}")
    return run.stdout
