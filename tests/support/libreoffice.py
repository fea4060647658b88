"""LibreOffice as a stand-in for Word: it opens our Word files and shows what a reader would see of them.

It is no judge of validity, for it opens broken files without a word; `tests.support.ooxml` is.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.support.required import require

_SECONDS_A_FILE = 30
_SECONDS_TO_START = 60
_MOST_AT_ONCE = 150
"""LibreOffice ends without a word somewhere above 250."""


def pdfs_of(files: Sequence[Path]) -> list[bytes]:
    """Return the PDF that LibreOffice makes of each Word file, in their order; tagged, so that text has an order."""
    return _converted(files, "pdf", 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}')


def texts_of(files: Sequence[Path]) -> list[str]:
    """Return the text that LibreOffice reads in each Word file, list markers and numbers included."""
    return [text.decode("utf-8-sig") for text in _converted(files, "txt", "txt:Text (encoded):UTF8")]


def resaved(files: Sequence[Path]) -> list[bytes]:
    """Return each Word file as LibreOffice saves it anew."""
    return _converted(files, "docx", "docx:MS Word 2007 XML")


def _converted(files: Sequence[Path], suffix: str, target: str) -> list[bytes]:
    """Convert many files in one run: starting takes several seconds, a document a fraction of one."""
    return [
        result
        for start in range(0, len(files), _MOST_AT_ONCE)
        for result in _converted_at_once(files[start : start + _MOST_AT_ONCE], suffix, target)
    ]


def _converted_at_once(files: Sequence[Path], suffix: str, target: str) -> list[bytes]:
    soffice = require("soffice")
    with tempfile.TemporaryDirectory(prefix="libreoffice-") as folder:
        # A profile of its own, so that runs side by side do not wait for each other; names of their own, because
        # LibreOffice writes everything into one folder and packs hold files of the same name.
        profile, sources, results = (Path(folder) / name for name in ("profile", "sources", "results"))
        sources.mkdir()
        copies = [Path(shutil.copy(file, sources / f"{index}.docx")) for index, file in enumerate(files)]
        run = subprocess.run(
            [
                soffice,
                f"-env:UserInstallation={profile.as_uri()}",
                *("--headless", "--norestore", "--nolockcheck", "--nodefault"),
                *("--convert-to", target, "--outdir", str(results), *map(str, copies)),
            ],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=_SECONDS_TO_START + _SECONDS_A_FILE * len(files),
        )
        made = [results / f"{copy.stem}.{suffix}" for copy in copies]
        refused = [str(file) for file, result in zip(files, made, strict=True) if not result.is_file()]
        if refused:
            raise AssertionError(f"LibreOffice does not open {', '.join(refused)}:\n{run.stdout}\n{run.stderr}")
        return [result.read_bytes() for result in made]
