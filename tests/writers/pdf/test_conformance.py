"""PDF/A-3a, PDF/UA-1 and the soundness of the files, as veraPDF, qpdf and poppler judge them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tamdocs.writers.pdf import PdfWriter
from tamdocs.writers.pdf.join import join
from tamdocs.writers.pdf.part import take_apart
from tests.support.required import require
from tests.support.trees import document
from tests.support.verapdf import failures
from tests.writers.pdf.samples import SKIN, every_kind, terms


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("pdf")
    writer = PdfWriter(SKIN)
    documents = [every_kind(), every_kind("zh-Hans"), terms(label="AP", title="Action Plan"), document(label="")]
    written = [writer.write(made).data for made in documents]
    for number, data in enumerate(written):
        (folder / f"{number}.pdf").write_bytes(data)
    packs = {"pack": written, "backwards": written[::-1], "twice": [written[0], written[0]], "alone": [written[2]]}
    for name, pack in packs.items():
        joined = join([take_apart(data) for data in pack], f"A file <{name}> (合同")
        (folder / f"{name}.pdf").write_bytes(joined)
    return sorted(folder.iterdir())


def test_documents_and_packs_are_pdf_a_3a_and_pdf_ua_1(files: list[Path]) -> None:
    assert failures(files) == []


def test_verapdf_finds_what_breaks_a_standard(files: list[Path], tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(files[0].read_bytes().replace(b"/DisplayDocTitle true", b"/DisplayDocTitle null"))

    assert {(found.standard, found.rule) for found in failures([broken])} == {("ua1", "7.1-10")}


def test_qpdf_finds_no_fault(files: list[Path]) -> None:
    runs = [subprocess.run([require("qpdf"), "--check", file], capture_output=True, check=False) for file in files]

    assert [(run.returncode, run.stderr) for run in runs] == [(0, b"")] * len(files)


def test_every_font_is_embedded(files: list[Path]) -> None:
    for file in files:
        listed = subprocess.run([require("pdffonts"), file], capture_output=True, check=True, text=True).stdout
        fonts = listed.splitlines()[2:]

        assert [line for line in fonts if line.split()[-5:-3] != ["yes", "yes"]] == []
        assert fonts
