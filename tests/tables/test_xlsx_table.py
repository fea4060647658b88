from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tamdocs.errors import WorkspaceError
from tamdocs.renewals.book.rejects import XlsxRows
from tamdocs.tables.xlsx_table import xlsx_table


def workbook(*rows: tuple[Any, ...]) -> io.BytesIO:
    book = Workbook()
    assert book.active is not None
    book.active.title = "Orders"
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream


def changed(stream: io.BytesIO, member: str, old: bytes, new: bytes) -> io.BytesIO:
    result = io.BytesIO()
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            assert name != member or old in data
            target.writestr(name, data.replace(old, new) if name == member else data)
    return result


SHEET = "xl/worksheets/sheet1.xml"


def test_cells_have_their_kinds() -> None:
    stream = workbook(("a", "b", "c", "d", "e"), ("007", 5, 1.5, True, datetime(2018, 11, 30)), ("x", None, None))  # noqa: DTZ001

    found = xlsx_table("book.xlsx", stream)

    assert (found.source, found.headings) == ("book.xlsx[Orders]", ("a", "b", "c", "d", "e"))
    assert [(row.line, row.cells, row.fault) for row in found.rows] == [
        (2, ("007", 5, 1.5, True, datetime(2018, 11, 30)), None),  # noqa: DTZ001
        (3, ("x", None, None, None, None), None),
    ]


def test_formula_gives_the_value_that_was_saved_and_is_named_without_one() -> None:
    stream = workbook(("a", "b"), ("x", "=1+1"), ("y", "=2+2"))
    saved = changed(stream, SHEET, b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")

    found = [(row.cells, row.fault and row.fault.message) for row in xlsx_table("book.xlsx", saved).rows]

    assert found == [
        (("x", 2), None),
        (("y", None), "B3 holds a formula, and the file does not have its value"),
    ]


def test_error_value_is_told() -> None:
    [row] = xlsx_table("book.xlsx", workbook(("a",), ("#N/A",))).rows

    assert row.fault is not None
    assert row.fault.message == "column 1 of this row holds the error #N/A"


def test_sheet_that_is_not_there_is_told() -> None:
    with pytest.raises(WorkspaceError, match='the workbook has no sheet "Ordres"') as caught:
        xlsx_table("book.xlsx", workbook(("a",)), "Ordres")

    assert caught.value.problems[0].hint == 'did you mean "Orders"?'


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" + bytes(512)])
def test_what_is_no_workbook_is_told(data: bytes) -> None:
    with pytest.raises(WorkspaceError, match=r"this is no Excel workbook \(\.xlsx\), or a broken one"):
        xlsx_table("book.xlsx", io.BytesIO(data))


def test_zip_file_that_is_no_workbook_is_told() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("a.txt", "a")

    with pytest.raises(WorkspaceError, match="this is no Excel workbook, or a broken one"):
        xlsx_table("book.xlsx", stream)


def test_bomb_is_not_unpacked() -> None:
    stream = workbook(("a",), ("x",))
    bomb = changed(stream, SHEET, b"</worksheet>", b" " * 50_000_000 + b"</worksheet>")

    with pytest.raises(WorkspaceError, match="unpacks beyond measure"):
        xlsx_table("book.xlsx", bomb)


def test_declared_entities_are_refused() -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet '
    hostile = changed(workbook(("a",), ("x",)), SHEET, b"<worksheet ", laughs)

    with pytest.raises(WorkspaceError, match="declares entities or is not UTF-8"):
        xlsx_table("book.xlsx", hostile)


def test_size_that_a_sheet_claims_is_not_believed() -> None:
    claim = (b'<dimension ref="A1:B2"/>', b'<dimension ref="A1:XFD1048576"/>')
    lying = changed(workbook(("a", "b"), ("x", "y")), SHEET, *claim)

    assert [row.cells for row in xlsx_table("book.xlsx", lying).rows] == [("x", "y")]


def test_sheet_that_breaks_off_is_told() -> None:
    broken = changed(workbook(("a",), ("x",), ("y",)), SHEET, b"</worksheet>", b"")

    with pytest.raises(WorkspaceError, match="or a broken one"):
        list(xlsx_table("book.xlsx", broken).rows)


def test_text_that_looks_like_a_formula_is_written_as_text_and_read_back() -> None:
    cells = ("=1+1", "+49 711", "-1", "@x", "'x", "https://x.example", 5, True, 1.5, date(2018, 11, 30))
    stream = io.BytesIO()
    rows = XlsxRows(stream, "Orders")
    rows.add([f"h{index}" for index in range(len(cells))])
    rows.add(cells)
    rows.finish()

    [row] = xlsx_table("rejects.xlsx", stream).rows

    assert row.cells == (*cells[:-1], datetime(2018, 11, 30))  # noqa: DTZ001
    sheet = load_workbook(stream).active
    assert sheet is not None
    assert [cell.data_type for cell in list(sheet.rows)[1]][:5] == ["s"] * 5
