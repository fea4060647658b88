"""What finished files say of where they come from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tamdocs import __version__
from tamdocs.batch.desk import Desk
from tamdocs.batch.job import PackJob
from tamdocs.batch.pack import Pack, make_pack
from tests.support.provenance import provenance_in
from tests.support.samples import ORDER_FILES, ROOT, sample_library, sample_workspace

SCHEMA = json.loads((ROOT / "schemas" / "provenance.schema.json").read_text("utf-8"))
DESK = Desk(sample_workspace())
CHINA = ROOT / "contracts" / "order-apac-cn-direct.json"


def packed(data: bytes, *formats: str, embed: bool = True) -> Pack:
    judged = DESK.read("order.json", data)
    assert judged.agreement is not None
    job = PackJob(DESK.workspace, Path("out"), frozenset(formats or ("docx", "pdf")), (), embed=embed)
    return make_pack(judged.reading, judged.agreement, DESK.renderer, job)


def stamps(pack: Pack) -> Iterator[tuple[str, Any]]:
    for file in pack.files:
        yield file.path, json.loads(provenance_in(file.data))


@pytest.fixture(scope="module")
def packs() -> list[tuple[bytes, Pack]]:
    return [(path.read_bytes(), packed(path.read_bytes())) for path in ORDER_FILES]


def test_each_file_says_what_it_was_made_from(packs: list[tuple[bytes, Pack]]) -> None:
    for order, pack in packs:
        for path, stamp in stamps(pack):
            language, _, name = path.partition("/")
            kind, _, suffix = name.partition(".")
            edition = sample_library().editions[stamp["edition"]["id"]]
            jsonschema.Draft202012Validator(SCHEMA).validate(stamp)

            assert stamp["tamdocs_version"] == __version__
            assert stamp["document"] == {"kind": kind, "language": language, "format": suffix}
            assert stamp["order"]["order_number"] == pack.order_number
            assert stamp["order"]["sha256"] == hashlib.sha256(order).hexdigest()
            assert stamp["edition"] == {"id": edition.id, "status": edition.status, "sha256": edition.sha256}


def test_each_file_holds_the_order_byte_by_byte(packs: list[tuple[bytes, Pack]]) -> None:
    assert [stamp["order"]["text"].encode() == order for order, pack in packs for _, stamp in stamps(pack)] == [
        True
    ] * sum(len(pack.files) for _, pack in packs)


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + CHINA.read_bytes(),
        CHINA.read_bytes().replace(b"\n", b"\r\n"),
        CHINA.read_bytes().replace(b"Cloud", b"]]><x y='&amp;'>\\ud83d\\ude00&\xf0\x9f\x98\x80"),
    ],
    ids=["byte order mark", "line ends of Windows", "what XML and JSON escape"],
)
def test_an_order_comes_out_as_it_went_in(data: bytes) -> None:
    for _, stamp in stamps(packed(data, "docx")):
        assert stamp["order"]["text"].encode() == data


def test_an_order_that_is_not_to_be_embedded_leaves_its_hash() -> None:
    pack = packed(CHINA.read_bytes(), embed=False)

    for _, stamp in stamps(pack):
        jsonschema.Draft202012Validator(SCHEMA).validate(stamp)

        assert sorted(stamp["order"]) == ["order_number", "sha256"]


def test_the_clauses_are_those_of_the_document_with_the_hashes_of_their_texts(packs: list[tuple[bytes, Pack]]) -> None:
    editions = sample_workspace().load_editions()
    for _, pack in packs:
        for path, stamp in stamps(pack):
            kinds = list(dict.fromkeys(clause["document"] for clause in stamp["clauses"]))

            assert kinds == (
                ["order-confirmation", "service-description", "terms"]
                if stamp["document"]["kind"] == "pack"
                else [stamp["document"]["kind"]]
            ), path
            for clause in stamp["clauses"]:
                assert clause["file"].split("/")[1:4] == ["clauses", clause["document"], clause["id"]]
                assert clause["hash"] == hashlib.sha256(editions[clause["file"]]).hexdigest()[:16]


def test_a_word_file_names_the_skin_that_gave_it_its_page_numbers(packs: list[tuple[bytes, Pack]]) -> None:
    skins = {path: sorted(stamp["skins"]) for _, pack in packs for path, stamp in stamps(pack)}

    assert skins["en/service-description.docx"] == ["chart.typ", "contract.docx", "contract.typ"]
    assert skins["en/order-confirmation.docx"] == ["contract.docx"]
    assert skins["en/order-confirmation.pdf"] == ["chart.typ", "contract.typ"]


def test_a_shared_document_has_the_stamp_of_each_order() -> None:
    first, second = (
        packed(CHINA.read_bytes().replace(b"TAM-2017-004218", number), "pdf") for number in (b"A-1", b"B-2")
    )
    terms = [next(file.data for file in pack.files if file.path == "en/terms.pdf") for pack in (first, second)]

    assert [json.loads(provenance_in(data))["order"]["order_number"] for data in terms] == ["A-1", "B-2"]
    assert terms[0][:40_000] == terms[1][:40_000]
