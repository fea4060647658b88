from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tamdocs.errors import WorkspaceError
from tamdocs.reviews.csv_quick import quick_csv
from tamdocs.tables.csv_table import csv_table

PIECES = st.sampled_from(
    ["a", "b,", '"', '""', "\n", "\r\n", "\r", ",", '"x"', "\n\n", "1,2\n", '"a,b"', " ", '"q\nr"', "é", "\x00"]
)


@settings(max_examples=2000)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_quick_reader_reads_what_the_careful_one_reads_or_nothing(body: str) -> None:
    data = f"h,i\n{body}".encode()

    quick = quick_csv(data, ",")

    if quick is not None:
        rows = list(csv_table("", iter([data]), delimiter=",").rows)
        assert [row.fault for row in rows if row.fault] == []
        careful = [(row.line, *(str(cell) or None for cell in row.cells)) for row in rows]
        # A line break in a cell is folded into a blank later.
        read = [(line, *(cell and cell.replace("\r\n", "\n") for cell in cells)) for line, *cells in quick.frame.rows()]
        assert [row for row in read if any(row[1:])] == [row for row in careful if any(row[1:])]


def test_ordinary_files_are_read_quickly() -> None:
    for ending in ("\n", "\r\n"):
        for last in ("", ending):
            body = ending.join(["a,b", '"1","x, ""y"""', '2,"two\nlines"', "3,"]) + last
            quick = quick_csv(body.encode())

            assert quick is not None
            assert quick.frame.rows() == [(2, "1", 'x, "y"'), (3, "2", "two\nlines"), (5, "3", None)]
            assert quick_csv(b"\xef\xbb\xbf" + body.encode()) is not None


def test_broken_files_are_left_to_the_careful_reader() -> None:
    for body in ('1,"x', "1", "1,2,3", '1,"x"y', '1,x"y"', "1,x\ry", "1,\xff"):
        assert quick_csv(b"a,b\n" + body.encode("latin-1")) is None


def test_whole_careful_reader_and_quick_one_agree_on_an_empty_file() -> None:
    quick = quick_csv(b"a,b\n")

    assert quick is not None
    assert (quick.headings, quick.frame.height) == (("a", "b"), 0)
    assert quick_csv(b"") is None
    with pytest.raises(WorkspaceError, match="the file has no row"):
        csv_table("x", iter([b""]))


def test_a_file_of_several_pieces_is_read_as_the_careful_reader_reads_it() -> None:
    cells = ('"x"', '"""q"""', '""', "plain", '"a,b"', '"two\nlines"', '"a ""b"" c"', "")
    rows = (f'{cells[number % 8]},"{number * 37 % 100_003}",{cells[number % 7]}' for number in range(150_000))
    data = "\n".join(["a,b,c", *rows]).encode()

    quick = quick_csv(data)

    assert quick is not None
    assert len(data) > 2 << 20
    careful = [(row.line, *(str(cell) or None for cell in row.cells)) for row in csv_table("", iter([data])).rows]
    assert quick.frame.rows() == careful
    # A quotation mark that is not shut is seen, also where two pieces meet.
    for at in range((1 << 20) - 10, (1 << 20) + 10):
        assert quick_csv(data[:at] + b'"' + data[at:]) is None


def test_a_delimiter_of_several_bytes_is_left_to_the_careful_reader() -> None:
    assert quick_csv("a§b\n1§2\n".encode(), "§") is None
