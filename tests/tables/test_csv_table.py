from __future__ import annotations

import codecs
from collections.abc import Iterator

import pytest

from tamdocs.errors import WorkspaceError
from tamdocs.tables.column_map import Encoding
from tamdocs.tables.csv_table import csv_table
from tamdocs.tables.table import REASON_HEADING, Table


def table(data: bytes, encoding: Encoding = "utf-8", delimiter: str = "") -> Table:
    return csv_table("book.csv", pieces(data), encoding, delimiter)


def pieces(data: bytes) -> Iterator[bytes]:
    return (data[start : start + 7_777] for start in range(0, len(data), 7_777))


def rows(data: bytes, encoding: Encoding = "utf-8") -> list[tuple[int, tuple[object, ...], str | None]]:
    return [
        (row.line, row.cells, f"{row.fault.line}: {row.fault.message}" if row.fault else None)
        for row in table(data, encoding).rows
    ]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_delimiter_is_the_one_that_the_first_line_has_most_of(sign: str) -> None:
    found = table(f"a{sign}b{sign}c,d\n1{sign}2{sign}3\n".encode().replace(b"c,d", b"c d"))

    assert found.headings == ("a", "b", "c d")
    assert [row.cells for row in found.rows] == [("1", "2", "3")]


@pytest.mark.parametrize(
    "data",
    [
        "编号,名称\r\n1,上海\r\n".encode(),
        codecs.BOM_UTF8 + "编号,名称\n1,上海".encode(),
        "编号,名称\n1,上海\n".encode("utf-16"),
        codecs.BOM_UTF16_BE + "编号,名称\n1,上海\n".encode("utf-16-be"),
    ],
)
def test_encoding_with_a_mark_is_known(data: bytes) -> None:
    found = table(data)

    assert (found.headings, [row.cells for row in found.rows]) == (("编号", "名称"), [("1", "上海")])


def test_gb18030_is_read_where_the_map_says_so_and_else_refused_by_name() -> None:
    data = "编号,名称\n1,上海\n".encode("gb18030")

    assert [row.cells for row in table(data, "gb18030").rows] == [("1", "上海")]
    with pytest.raises(WorkspaceError, match=r"this file is probably GB18030 \(GBK\), not UTF-8") as caught:
        table(data)
    assert caught.value.problems[0].hint is not None
    assert "name its encoding in the map" in caught.value.problems[0].hint


def test_workbook_that_is_named_csv_is_told() -> None:
    with pytest.raises(WorkspaceError, match="this is a Word, Excel or ZIP file, not CSV") as caught:
        table(b"PK\x03\x04and so on")

    assert caught.value.problems[0].hint == "export the table as CSV; a workbook may be named as it is"


def test_empty_file_is_told() -> None:
    with pytest.raises(WorkspaceError, match="the file has no row"):
        table(b"\n\n")


def test_row_is_named_by_the_line_on_which_it_begins() -> None:
    assert rows(b'a,b\n1,"x\ny"\n\n2,z\n') == [(2, ("1", "x\ny"), None), (5, ("2", "z"), None)]


def test_ragged_row_is_set_aside_and_empty_cells_beyond_are_nothing() -> None:
    assert rows(b"a,b\n1\n1,2,3\n4,5,,\n") == [
        (2, ("1",), "2: this row has 1 cells, and the heading 2"),
        (3, ("1", "2", "3"), "3: this row has 3 cells, and the heading 2"),
        (4, ("4", "5"), None),
    ]


def test_cell_of_ten_megabytes_is_not_kept_and_the_others_go_on() -> None:
    found = rows(b"a,b\n1,2\n3," + b"x" * 10_000_000 + b"\n5,6\n")

    assert [(line, fault) for line, _, fault in found] == [
        (2, None),
        (3, "3: the line is longer than 1 MB"),
        (4, None),
    ]
    assert sum(len(str(cell)) for _, cells, _ in found for cell in cells) < 10_000


def test_cell_with_many_lines_is_not_kept() -> None:
    found = rows(b'a,b\n1,"' + b"x\n" * 100_000 + b'"\n5,6\n')

    assert found[0][2] == "2: this row cannot be told into cells: a cell is longer than 131,072 characters"
    assert found[-1][1:] == (("5", "6"), None)


def test_quotation_mark_that_is_never_closed_is_told() -> None:
    assert rows(b'a,b\n1,2\n3,"x\n4,5\n') == [
        (2, ("1", "2"), None),
        (3, ('3,"x',), "3: this row cannot be told into cells: unexpected end of data"),
        (4, ("4", "5"), None),
    ]


def test_nul_stays_in_its_cell() -> None:
    assert rows(b"a,b\n1,x\x00y\n") == [(2, ("1", "x\0y"), None)]


@pytest.mark.parametrize("before", [1, 3, 20_000])
def test_byte_that_is_no_text_is_the_fault_of_its_row_wherever_it_stands(before: int) -> None:
    found = rows(b"a,b\n" + b"1,2\n" * before + b"3,caf\xe9\n4,5\n")

    assert [(line, fault) for line, _, fault in found if fault] == [
        (before + 2, f"{before + 2}: byte 6 of this line, 0xE9, is not UTF-8")
    ]
    assert found[-1] == (before + 3, ("4", "5"), None)


@pytest.mark.parametrize(
    ("data", "broken"),
    [
        (codecs.BOM_UTF8 + b"a,b\n" + b"1,\xe9\n" * 12, 12),
        ("é,b\n".encode() * 12 + b"\xe9,b\n" * 11, 11),
    ],
)
def test_rows_of_a_file_that_is_utf_8_are_told_one_by_one(data: bytes, broken: int) -> None:
    assert [fault[-18:] for _, _, fault in rows(data) if fault] == ["0xE9, is not UTF-8"] * broken


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"a,caf\xe9\n" + b"1,2\n" * 50, (1, 6)),
        (b"a,b\n1,2\n" + b"caf\xe9,2\n" * 3, (3, 4)),
        (b"a,b\n" + b"1,2\n" * 5_000 + b"caf\xe9,2\n" * 10, (5_002, 4)),
    ],
)
def test_file_of_another_encoding_is_refused_once_with_the_first_place(data: bytes, place: tuple[int, int]) -> None:
    with pytest.raises(WorkspaceError, match="this file is probably Windows-1252") as caught:
        table(data)

    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == place
    assert problem.hint == ('save it as UTF-8, or name its encoding in the map: encoding = "windows-1252", for example')


def test_an_encoding_that_is_not_known_is_not_named() -> None:
    with pytest.raises(WorkspaceError, match="this file is not UTF-8") as caught:
        table("編號,摘要\n".encode() + b"1,\xff\n" * 12)

    assert [problem.hint for problem in caught.value.problems] == ["save it as UTF-8"]


def test_reasons_and_apostrophes_of_a_file_of_rejects_are_read_away() -> None:
    found = table(f"{REASON_HEADING},'+a,b\nbad,'=1+1,''x\n".encode())

    assert (found.headings, [row.cells for row in found.rows]) == (("+a", "b"), [("=1+1", "'x")])
