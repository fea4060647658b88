"""Every PDF, for each service, region, channel and language, keeps the standards that it claims."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.support import poppler, verapdf
from tests.support.book import every_kind_of_order, packs_of

ARCHIVAL = "3a"
ACCESSIBLE = "ua1"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return packs_of(every_kind_of_order(), tmp_path_factory.mktemp("book"), "--format", "pdf")


def test_each_file_claims_to_be_archival_and_accessible(files: list[Path]) -> None:
    claims = {str(file): claimed_standards(file) for file in files}

    assert {file: found for file, found in claims.items() if not ({ARCHIVAL, ACCESSIBLE} <= found)} == {}


def test_verapdf_finds_each_claim_kept(files: list[Path]) -> None:
    by_claim: dict[frozenset[str], list[Path]] = {}
    for file in files:
        by_claim.setdefault(claimed_standards(file), []).append(file)

    for standards, claiming in by_claim.items():
        assert verapdf.failures(claiming, sorted(standards)) == []


def test_syntax_is_sound(files: list[Path]) -> None:
    assert {str(file): faults for file in files if (faults := poppler.qpdf_faults(file))} == {}


def test_every_font_is_embedded_and_its_text_can_be_copied(files: list[Path]) -> None:
    fonts = {(str(file), font) for file in files for font in poppler.fonts(file)}

    assert {(file, font) for file, font in fonts if not (font.embedded and font.to_unicode)} == set()
    assert {file for file, _ in fonts} == {str(file) for file in files}


def claimed_standards(file: Path) -> frozenset[str]:
    """Return the standards that the metadata of a PDF names, such as `3a` (ISO 19005-3) and `ua1` (ISO 14289-1)."""
    metadata = PdfReader(file).root_object["/Metadata"].get_object().get_data().decode("utf-8")  # type: ignore[union-attr]
    part, conformance, accessible = (
        re.search(rf"<{name}>(\w+)</{name}>|\b{name}=\"(\w+)\"", metadata)
        for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")
    )
    archival = {f"{value(part)}{value(conformance)}".lower()} if part and conformance else set()
    return frozenset(archival | ({f"ua{value(accessible)}"} if accessible else set()))


def value(found: re.Match[str]) -> str:
    return found[1] or found[2]
