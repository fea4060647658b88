"""Files that leave their order out, and such as need data beyond it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tamdocs.batch.document import make_document
from tamdocs.batch.job import PackJob
from tamdocs.batch.verify import VerifyDesk
from tamdocs.document.provenance import parse_provenance, write_provenance
from tests.support.judged import CHINA, edited, judging, packed, reworded, with_papers
from tests.support.letters import notice
from tests.support.provenance import provenance_in
from tests.support.samples import ORDER_FILES, ROOT, sample_workspace


@pytest.fixture(scope="module")
def desk() -> VerifyDesk:
    return judging()


def test_without_the_order_hashes_are_all_there_is(tmp_path: Path) -> None:
    data = packed(embed=False)["en/terms.pdf"]
    finding = judging(book=tmp_path).verify("terms.pdf", data)

    assert (finding.verdict, finding.order, finding.differences) == ("hash-only", None, ())


def test_with_the_order_named_or_in_the_book_it_is_genuine(tmp_path: Path) -> None:
    order = tmp_path / "mine.txt"
    order.write_bytes(CHINA)
    for name, data in packed(embed=False).items():
        assert judging(None, order, book=tmp_path).verify(name, data).verdict == "genuine"
        assert judging().verify(name, data).verdict == "genuine"


def test_another_order_than_the_one_it_was_made_of_helps_nothing(tmp_path: Path) -> None:
    finding = judging(None, ORDER_FILES[0], book=tmp_path).verify("terms.pdf", packed(embed=False)["en/terms.pdf"])

    assert finding.verdict == "hash-only"


def noticed(folder: Path, *, embed: bool = True) -> bytes:
    data = folder / "notice.json"
    data.write_text(json.dumps(notice("DE")), encoding="utf-8")
    order = ROOT / "contracts" / "order-emea-de-reseller.json"
    job = PackJob(sample_workspace(), folder, frozenset({"docx"}), ("en",), embed=embed)
    return make_document("renewal-notice", order, job, data).paths[0].read_bytes()


def test_letter_is_made_again_with_the_data_in_it(desk: VerifyDesk, tmp_path: Path) -> None:
    letter = noticed(tmp_path)
    altered = edited(letter, reworded("renew", "not renew"))

    assert desk.verify("letter.docx", letter).verdict == "genuine"
    assert desk.verify("letter.docx", altered).verdict == "altered"


def test_data_that_is_not_what_the_letter_was_made_of_is_told(desk: VerifyDesk, tmp_path: Path) -> None:
    letter = noticed(tmp_path)
    paper = parse_provenance(provenance_in(letter))
    assert paper.data
    assert paper.data.text
    other = replace(paper, data=replace(paper.data, text=paper.data.text.replace("2018-12-31", "2019-12-31")))

    finding = desk.verify("letter.docx", with_papers(letter, write_provenance(other)))

    assert finding.verdict == "not-made"
    assert [problem.message for problem in finding.problems] == ["the data in it is not what it was made of"]


def test_letter_without_its_data_is_known_by_hashes_only(desk: VerifyDesk, tmp_path: Path) -> None:
    assert desk.verify("letter.docx", noticed(tmp_path, embed=False)).verdict == "hash-only"
