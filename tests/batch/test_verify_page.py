"""HTML pages: what they carry, and what `verify` finds of them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from lxml import html

from tamdocs.batch.document import make_document
from tamdocs.batch.job import PackJob
from tamdocs.batch.verify import VerifyDesk
from tamdocs.document.provenance import parse_provenance, write_provenance
from tests.support.judged import judging
from tests.support.letters import notice
from tests.support.samples import ROOT, sample_workspace

_ORDER = ROOT / "contracts" / "order-emea-de-reseller.json"


def page_of(folder: Path, kind: str = "service-description", *, embed: bool = True) -> bytes:
    data = folder / "notice.json"
    data.write_text(json.dumps(notice("DE")), encoding="utf-8")
    job = PackJob(sample_workspace(), folder, frozenset({"html"}), ("en",), embed=embed)
    (path,) = make_document(kind, _ORDER, job, data if kind == "renewal-notice" else None).paths
    return path.read_bytes()


def papers_in(page: bytes) -> str:
    (meta,) = html.fromstring(page.decode()).xpath("//meta[@name='tamdocs-provenance']")
    return str(meta.get("content"))


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return page_of(tmp_path_factory.mktemp("page"))


@pytest.fixture(scope="module")
def desk() -> VerifyDesk:
    return judging()


def test_a_page_carries_its_order_where_nothing_is_run(page: bytes) -> None:
    papers = json.loads(papers_in(page))

    jsonschema.Draft202012Validator(json.loads((ROOT / "schemas" / "provenance.schema.json").read_bytes())).validate(
        papers
    )
    assert papers["order"]["text"].encode() == _ORDER.read_bytes()
    assert papers["document"] == {"kind": "service-description", "language": "en", "format": "html"}
    assert not list(html.fromstring(page.decode()).iter("script"))


def test_markup_in_an_order_stays_a_value(tmp_path: Path) -> None:
    order = json.loads(_ORDER.read_bytes())
    order["customer"]["legal_name"] = "'><script>alert(1)</script><meta name='x"
    file = tmp_path / "order.json"
    file.write_text(json.dumps(order), "utf-8")
    job = PackJob(sample_workspace(), tmp_path, frozenset({"html"}), ("en",))
    (path,) = make_document("terms", file, job).paths
    made = path.read_bytes()

    page = html.fromstring(made.decode())
    assert not list(page.iter("script"))
    assert [meta.get("name") for meta in page.iter("meta")].count("x") == 0
    assert json.loads(papers_in(made))["order"]["text"] == file.read_text("utf-8")


@pytest.mark.parametrize("kind", ["service-description", "terms", "renewal-notice"])
def test_a_page_is_genuine(kind: str, desk: VerifyDesk, tmp_path: Path) -> None:
    finding = desk.verify("page.html", page_of(tmp_path, kind))

    assert (finding.verdict, finding.same_text, finding.is_good) == ("genuine", True, True)


def test_without_its_order_it_is_known_by_that_of_the_book(desk: VerifyDesk, tmp_path: Path) -> None:
    made = page_of(tmp_path, embed=False)

    assert "text" not in json.loads(papers_in(made))["order"]
    assert desk.verify("page.html", made).verdict == "genuine"
    assert judging(book=tmp_path / "none").verify("page.html", made).verdict == "hash-only"


def test_other_words_are_told_with_their_clause(desk: VerifyDesk, tmp_path: Path) -> None:
    altered = page_of(tmp_path, "terms").replace(b"thirty (30)", b"sixty (60)", 1)
    finding = desk.verify("page.html", altered)

    assert (finding.verdict, finding.same_text) == ("altered", False)
    assert [(each.clause, each.before, each.after) for each in finding.changes] == [
        ("term-and-termination", "thirty (30", "sixty (60")
    ]


def test_another_address_of_a_link_is_told(desk: VerifyDesk, page: bytes) -> None:
    finding = desk.verify("page.html", page.replace(b"</main>", b'<p><a href="https://evil.example">.</a></p></main>'))

    assert finding.verdict == "altered"
    assert "evil.example" in finding.changes[0].after


def test_the_same_words_in_other_bytes_are_saved_anew(desk: VerifyDesk, page: bytes) -> None:
    again = b"\xef\xbb\xbf" + page.replace(b"\n", b"\r\n").replace(b"<section", b"<SECTION")
    finding = desk.verify("page.html", again)

    assert (finding.verdict, finding.same_text, finding.problems) == ("resaved", True, ())


def test_what_a_page_was_not_made_with_is_told(desk: VerifyDesk, page: bytes) -> None:
    forged = page.replace(b"</style>", b"main { display: none }</style>")
    forged = forged.replace(b"</main>", b"</main><script>run()</script><p hidden></p><!-- x -->")
    finding = desk.verify("page.html", forged)

    assert finding.verdict == "resaved"
    assert [problem.message for problem in finding.problems] == [
        "the page has parts that it was not made with, which are not compared: <!, @hidden, script",
        "the page has another style sheet: it may hide words, or show some that are not compared",
    ]


def test_false_papers_are_told(desk: VerifyDesk, page: bytes) -> None:
    claimed = parse_provenance(papers_in(page).encode())
    other = write_provenance(replace(claimed, clauses=claimed.clauses[1:])).decode()
    forged = html.fromstring(page.decode())
    forged.xpath("//meta[@name='tamdocs-provenance']")[0].set("content", other)
    finding = desk.verify("page.html", html.tostring(forged, doctype="<!DOCTYPE html>", encoding="utf-8"))

    assert (finding.verdict, finding.same_text) == ("altered", True)


@pytest.mark.parametrize(
    ("data", "verdict", "said"),
    [
        (b"<!DOCTYPE html><p>Terms</p>", "not-ours", []),
        (b"<html>" + b"<meta name='tamdocs-provenance' content='{}'>" * 2, "unreadable", ["file-twice"]),
        (b"<html><meta name='tamdocs-provenance' content='{}'>", "unreadable", ["file-provenance"]),
        (b"<html>" + b"<a=b " * 4_000_000, "unreadable", ["file-too-large"]),
        (b"<!doctype html>" + b"<div>" * 100_000, "unreadable", ["file-too-large"]),
        (b"<html><p>" + b"x" * 11_000_000, "unreadable", ["file-too-large"]),
        (b"<html>\x00\xff", "unreadable", ["file-broken"]),
        (b"<html>\x00", "not-ours", []),
        (b"<html>", "not-ours", []),
    ],
)
def test_a_foreign_page_does_no_harm(data: bytes, verdict: str, said: list[str], desk: VerifyDesk) -> None:
    finding = desk.verify("page.html", data)

    assert (finding.verdict, [problem.code for problem in finding.problems]) == (verdict, said)
