from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
import zstandard

from tamdocs.batch.book import open_book
from tamdocs.batch.desk import Desk
from tamdocs.errors import WorkspaceError
from tamdocs.renewals.book.json_lines import json_line_entries, with_reason
from tamdocs.renewals.book.record import Record
from tests.support.samples import ORDER_FILES, sample_workspace

DESK = Desk(sample_workspace())
SAMPLE: dict[str, Any] = json.loads(ORDER_FILES[0].read_text(encoding="utf-8"))


def order(number: str, **changes: object) -> bytes:
    return json.dumps(SAMPLE | {"order_number": number} | changes, ensure_ascii=False).encode()


def read(tmp_path: Path, data: bytes, name: str = "book.jsonl") -> list[Record]:
    (tmp_path / name).write_bytes(data)
    return list(open_book(str(tmp_path / name), DESK))


def told(tmp_path: Path, records: list[Record]) -> list[str]:
    return [
        str(problem).replace(f"{tmp_path}/", "").split("\n", maxsplit=1)[0]
        for record in records
        for problem in record.problems
        if problem.severity == "error"
    ]


def test_each_line_is_an_order_and_blank_lines_count_as_lines_only(tmp_path: Path) -> None:
    records = read(tmp_path, b"\xef\xbb\xbf" + order("A-1") + b"\r\n\n  \n" + order("A-2"))

    assert [record.place.rpartition("/")[2] for record in records] == ["book.jsonl:1", "book.jsonl:4"]
    assert [record.order.order_number if record.order else None for record in records] == ["A-1", "A-2"]
    assert all(record.agreement for record in records)


@pytest.mark.parametrize(
    ("name", "pack"), [("b.jsonl.gz", gzip.compress), ("b.jsonl.zst", zstandard.ZstdCompressor().compress)]
)
def test_packed_lines_are_read_as_plain_ones(tmp_path: Path, name: str, pack: Any) -> None:
    data = b"\n".join(order(f"A-{number}") for number in range(300))

    assert len(read(tmp_path, pack(data[:1000]) + pack(data[1000:]), name)) == 300


@pytest.mark.parametrize(
    ("name", "pack"), [("b.jsonl.gz", gzip.compress), ("b.jsonl.zst", zstandard.ZstdCompressor().compress)]
)
def test_packed_file_that_breaks_off_is_told(tmp_path: Path, name: str, pack: Any) -> None:
    with pytest.raises(WorkspaceError, match="the packed file breaks off"):
        read(tmp_path, pack(order("A-1") * 100)[:-9], name)


@pytest.mark.parametrize("name", ["b.jsonl.gz", "b.jsonl.zst"])
def test_file_that_is_not_packed_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(WorkspaceError, match="or a broken one"):
        read(tmp_path, order("A-1"), name)


def test_bomb_is_stopped(tmp_path: Path) -> None:
    bomb = zstandard.ZstdCompressor(level=1).compress(bytes(200_000_000))

    with pytest.raises(WorkspaceError, match=r"unpacks to more than 1,000 times its size"):
        read(tmp_path, bomb, "b.jsonl.zst")


def test_bad_line_is_set_aside_with_its_place_and_the_others_go_on(tmp_path: Path) -> None:
    bad = order("A-2", territory="XX")
    records = read(tmp_path, b"\n".join([order("A-1"), bad, order("A-3")[:-40], order("A-4")]))

    assert [record.order is not None for record in records] == [True, False, False, True]
    column = bad.decode().index('"XX"') + 1
    assert told(tmp_path, records) == [
        f'book.jsonl:2:{column}: territory is "XX"; ISO 3166-1 has no such country code [unknown-country]',
        "book.jsonl:3:1654: the file breaks off here: the { of 1:1 is still open [cut-off]",
    ]


def test_line_of_fifty_megabytes_is_not_kept(tmp_path: Path) -> None:
    records = read(tmp_path, order("A-1") + b'\n{"x": "' + b"y" * 50_000_000 + b'"}\n' + order("A-2"))

    assert [record.order is not None for record in records] == [True, False, True]
    assert len(records[1].data) < 10_000
    assert told(tmp_path, records) == ["book.jsonl:2:1: the line is longer than 4 MB; this is no order [too-large]"]


def test_order_number_that_stands_twice_is_told_whatever_the_case(tmp_path: Path) -> None:
    records = read(tmp_path, b"\n".join([order("Straße-1"), order("A-1"), order("a-1")]))

    assert told(tmp_path, records)[1:] == [
        'book.jsonl:3: order_number "a-1" is in book.jsonl:2 already [order-number-taken]'
    ]


def test_equal_orders_have_equal_hashes_in_a_file_and_in_a_line(tmp_path: Path) -> None:
    [of_file] = open_book(str(ORDER_FILES[0]), DESK)
    untidy = SAMPLE["customer"] | {"legal_name": f" {SAMPLE['customer']['legal_name']}\u00a0"}
    of_lines = read(tmp_path, json.dumps(SAMPLE).encode() + b"\n" + order("A-1") + b"\n" + order("B", customer=untidy))
    [tidy] = read(tmp_path, order("B"))

    assert of_lines[0].sha256 == of_file.sha256 != of_lines[1].sha256
    assert of_lines[2].sha256 == tidy.sha256


def test_warning_of_a_good_order_names_its_line(tmp_path: Path) -> None:
    [record] = read(tmp_path, order("A-1", order_date="2018-05-01"))

    assert record.order is not None
    assert [(problem.code, problem.line) for problem in record.problems] == [("order-after-start", 1)]


@pytest.mark.parametrize(
    "line", [order("A-1"), b"{}", b"{", b'  {"a": 1}', b"[1, 2]", b"null", b"caf\xc3\xa9", b'{"\\"']
)
def test_reason_in_front_of_a_line_is_read_away(line: bytes) -> None:
    written = with_reason(line, 'a "reason" \\ with\nsigns ”')

    [entry] = json_line_entries("rejects.jsonl", iter([written + b"\n"]))

    assert b"\n" not in written
    assert entry.data == line.lstrip()
