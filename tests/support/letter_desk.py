"""Letters that are sent to the customers of the sample orders, and what is in them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pypdf
import pytest
from click.testing import CliRunner, Result

from tamdocs.cli.letter import letter
from tests.support.docx_text import docx_text
from tests.support.lifecycle import save
from tests.support.samples import ORDER_FILES, ROOT

DAY = "2018-09-03"


@pytest.fixture(autouse=True)
def in_workspace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    folder.mkdir()
    for path in ORDER_FILES:
        shutil.copy(path, folder)
    return folder


def call(kind: str, book: Path, data: Any, *options: str, day: str = DAY) -> Result:
    places = ("--out", str(book.parent / "out"), "--ledger", str(book.parent / "ledger.db"))
    given = ("--data", str(save(book.parent, data))) if data is not None else ()
    return CliRunner().invoke(letter, [kind, str(book), *given, "--as-of", day, *places, *options])


def send(kind: str, book: Path, data: Any, *options: str, day: str = DAY) -> Result:
    done = call(kind, book, data, *options, day=day)
    assert done.exit_code == 0, done.output
    return done


def letters(book: Path, ending: str = "pdf") -> dict[str, Path]:
    """Return the letters by the number of their order and their recipient."""
    paths = sorted((book.parent / "out/renewals/notices").rglob(f"*.{ending}"))
    return {f"{path.parent.name} {path.stem.rsplit('-', 1)[-1]}": path for path in paths}


def text(path: Path) -> str:
    if path.suffix == ".docx":
        return " ".join(docx_text(path.read_bytes()))
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())
