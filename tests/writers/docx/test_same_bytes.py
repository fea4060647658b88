from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

from tamdocs.writers.docx.kept import Kept
from tamdocs.writers.docx.skin import compile_skin
from tamdocs.writers.docx.write import write_docx
from tests.support.trees import paragraph
from tests.writers.docx.samples import SKIN, contract_skin, document, every_kind, terms, with_contents

PROGRAM = """
import hashlib, sys
from tamdocs.writers.docx.write import write_docx
from tests.writers.docx.samples import contract_skin, every_kind, with_contents
for composed, pages in (with_contents(), (every_kind(), {})):
    print(hashlib.sha256(write_docx(composed, contract_skin(), pages)).hexdigest())
"""


def hashes_under(**environment: str) -> str:
    root = Path(__file__).resolve().parents[3]
    return subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, "PYTHONPATH": str(root), **environment},
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout


def test_bytes_are_the_same_in_another_time_zone_locale_and_hash_seed() -> None:
    here = hashes_under(TZ="UTC", PYTHONHASHSEED="1", LC_ALL="C.UTF-8", LANG="C.UTF-8")
    there = hashes_under(TZ="Pacific/Kiritimati", PYTHONHASHSEED="2", LC_ALL="zh_CN.UTF-8", LANG="zh_CN.UTF-8")

    assert len(here.split()) == 2
    assert here == there


def test_bytes_are_the_same_whatever_was_written_before() -> None:
    used = compile_skin("contract.docx", SKIN.read_bytes())
    for index in range(200):
        write_docx(document(paragraph(f"value {index}")), used, {})
    composed, pages = with_contents()
    write_docx(composed, used, pages)

    again = write_docx(composed, used, pages)

    assert again == write_docx(composed, compile_skin("contract.docx", SKIN.read_bytes()), pages)


def test_zip_is_sound_and_without_a_clock() -> None:
    data = write_docx(every_kind(), contract_skin(), {})

    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        names = archive.namelist()
    assert names[0] == "[Content_Types].xml"
    assert len(names) == len(set(names))


def test_documents_of_one_skin_hold_the_same_parts() -> None:
    composed, pages = with_contents()
    files = [write_docx(terms(1, 1), contract_skin(), {}), write_docx(composed, contract_skin(), pages)]

    parts = [zipfile.ZipFile(BytesIO(data)).namelist() for data in files]

    assert parts[0] == parts[1]


def test_what_is_kept_is_bounded() -> None:
    kept = Kept[int, str](2)
    made: list[int] = []

    def value(key: int) -> str:
        def make() -> str:
            made.append(key)
            return str(key)

        return kept.get(key, make)

    assert [value(key) for key in (1, 1, 2, 3, 1)] == ["1", "1", "2", "3", "1"]
    assert made == [1, 2, 3, 1]
