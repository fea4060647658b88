from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamdocs.batch.case_source import CaseOptions, load_case_history
from tamdocs.errors import WorkspaceError
from tamdocs.reviews.case_map import CaseMap, parse_case_map
from tamdocs.reviews.history import CaseHistory
from tests.support.cases import SCHEMA, as_csv, history_of, open_row, row, saved, told
from tests.support.samples import sample_order, sample_workspace


def test_good_rows_are_read() -> None:
    history = history_of([row(), open_row(case_id="C-2", first_response="", root_cause="", summary="", reporter="")])

    assert (history.rows, history.left_out, history.problems) == (2, 0, ())
    first, second = history.cases.rows(named=True)
    assert (first["line"], first["opened"], first["severity"], first["escalated"]) == (2, 1525244400, 3, False)
    assert (second["closed"], second["first_response"], second["root_cause"], second["summary"]) == (None,) * 4


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        (
            {"severity": "5"},
            'bad-cell: the column "severity" is "5", not 1, 2, 3 or 4; a map may say what it stands for',
        ),
        ({"severity": ""}, 'missing-cell: the column "severity" is empty, and every case has a severity'),
        ({"case_id": " "}, 'missing-cell: the column "case_id" is empty, and every case has a case_id'),
        ({"status": "resolved"}, 'bad-cell: the column "status" is "resolved", not new, open, waiting-customer, '),
        ({"escalated": "perhaps"}, 'bad-cell: the column "escalated" is "perhaps"; yes and no are '),
        (
            {"opened": "03/04/18"},
            'bad-cell: the column "opened" is "03/04/18"; a moment is written YYYY-MM-DD HH:MM:SS',
        ),
        ({"category": "x" * 201}, 'bad-cell: the column "category" has 201 characters, at most 200'),
        ({"summary": "x" * 10_001}, 'bad-cell: the column "summary" has 10,001 characters, at most 10,000'),
        ({"product": "a\u202eb"}, 'bad-cell: the column "product" has U+202E RIGHT-TO-LEFT OVERRIDE'),
        ({"case_id": "a\x00"}, 'bad-cell: the column "case_id" has the control character U+0000'),
        (
            {"first_response": "2018-05-02T08:59:59+02:00"},
            "case-times: the first response is before the case was opened",
        ),
        ({"closed": "2018-05-02T09:59:59+02:00"}, "case-times: the case was closed before the first response"),
        ({"closed": ""}, "case-status: the status is closed, and there is no moment at which the case was closed"),
        (
            {"status": "open"},
            "case-status: the case has a moment at which it was closed, and its status is another one",
        ),
        ({"case_id": "C-0"}, "case-twice: the case C-0 stands in row 2 already"),
    ],
)
def test_bad_row_is_left_out_and_told(changes: dict[str, str], problem: str) -> None:
    history = history_of([row(case_id="C-0"), row(**changes), row(case_id="C-3")])

    assert (history.rows, history.left_out, history.cases["case_id"].to_list()) == (3, 1, ["C-0", "C-3"])
    assert [line[: len(problem) + 2] for line in told(history)] == [f"3 {problem}"]


def test_every_fault_of_a_row_is_told_and_the_row_counted_once() -> None:
    history = history_of([row(severity="0", status="gone", opened="")])

    assert [each.place for each in history.problems] == ["/severity", "/status", "/opened"] or len(
        history.problems
    ) == 3
    assert history.left_out == 1


def test_rows_that_are_no_rows_are_told_beside_the_others() -> None:
    data = as_csv([row(), row(case_id="C-2"), row(case_id="C-3")]).replace(b"C-2,", b"C-2")

    history = history_of(data)

    assert told(history) == ["3 ragged-row: this row has 13 cells, and the heading 14"]
    assert (history.rows, history.left_out, history.cases.height) == (3, 1, 2)


HOSTILE = (
    "=1+1",
    '=HYPERLINK("http://x","y")',
    "@SUM(A1)",
    "{{ 7*7 }}",
    "<script>alert(1)</script>",
    "#import",
    "[a](b)",
)


@pytest.mark.parametrize(
    "text", [*HOSTILE, "x" * 10_000, "=" * 5_000, "\\u0041", "$(id)", "C:\\x", "&amp;", "合同编号"]
)
def test_hostile_text_stays_text(text: str) -> None:
    fields = dict.fromkeys(("summary",), text) | dict.fromkeys(("category", "product", "reporter"), text[:200])

    history = history_of([row(**fields)])

    assert {name: history.cases[name].item() for name in fields} == fields


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("bell\x07 escape\x1b[31m", "bell? escape?[31m"),
        ("left\u202eright", "left?right"),
        ("a\u200bb", "a?b"),
        ("e\u0301", "é"),
        ("\u0301alone", "?alone"),
        ("lost\ufffd", "lost?"),
        ("z" + "\u0300" * 40, "z" + "?" * 40),
    ],
)
def test_characters_that_are_no_text_cost_no_row(text: str, shown: str) -> None:
    history = history_of([row(summary=text)])

    assert (history.problems, history.cases["summary"].item()) == ((), shown)


def test_rows_of_other_orders_are_counted_apart_and_not_judged() -> None:
    rows = [
        row(order_number="A-1"),
        row(case_id="C-2", order_number="B-2", severity="9"),
        row(case_id="C-3", order_number="a-1"),
    ]

    history = history_of(rows)

    assert (history.rows, history.others, history.left_out, history.cases.height) == (3, 1, 0, 2)


MAP = b"""
dates = "DD.MM.YYYY"
zone = "America/New_York"
yes = ["ja"]
no = ["nein"]

[fields]
"/case_id" = "Ticket"
"/severity" = { column = "Prio", values = { "P1 - Critical" = 1, "P2" = 2 } }
"/status" = { column = "State", values = { "Resolved" = "closed" } }
"/product_family" = { value = "Data Loss Prevention" }
"/escalated" = { value = false }
"/reopened" = "Reopened?"
"/category" = { column = "Area", values = { "FP" = "False positive" } }
"""


def test_column_map_tells_columns_values_dates_and_zone() -> None:
    text = (
        "Ticket;Opened;First Response;Closed;Prio;State;Product;Area;Reopened?\n"
        "T-1;02.05.2018 09:00;02.05.2018 9:30;03.05.2018 09:00:00;P1 - Critical;Resolved;DLP;FP;ja\n"
        "T-2;02.05.2018 09:00;;;P3;open;DLP;FP;nein\n"
    )

    history = history_of(text.encode(), case_map=parse_case_map("m.toml", MAP, SCHEMA))

    (case,) = history.cases.rows(named=True)
    assert (case["case_id"], case["severity"], case["status"], case["category"]) == (
        "T-1",
        1,
        "closed",
        "False positive",
    )
    assert (case["opened"], case["product_family"], case["reopened"]) == (1525266000, "Data Loss Prevention", True)
    assert told(history) == [
        '3 bad-cell: the column "Prio" is "P3", not 1, 2, 3 or 4; a map may say what it stands for'
    ]
    assert (history.zone, history.local_moments) == ("America/New_York", 4)


def test_missing_columns_are_told_at_once() -> None:
    with pytest.raises(WorkspaceError) as refused:
        history_of(b"Case ID,Opened\nC-1,2018-05-02T09:00:00Z\n")

    assert [each.place for each in refused.value.problems] == [
        "/severity",
        "/status",
        "/product_family",
        "/product",
        "/category",
        "/escalated",
        "/reopened",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b'zone = "Mars"', '`zone` is "Mars", which is no time zone of the IANA database'),
        (b'json = "document"', "`json` is for a book of orders"),
        (b'[fields]\n"/severty" = "x"', "a case has no field /severty"),
        (b"colour = 1", "`colour`"),
    ],
)
def test_wrong_map_is_refused(text: bytes, message: str) -> None:
    with pytest.raises(WorkspaceError) as refused:
        parse_case_map("m.toml", text, SCHEMA)

    assert message in str(refused.value)


ROWS = [
    row(),
    open_row(case_id="C-2", summary='Zwei, "drei"', severity="1", escalated="true"),
    row(case_id="C-3", severity="7"),
]


def as_typed(case: dict[str, Any]) -> dict[str, Any]:
    typed = {name: value for name, value in case.items() if value != ""}
    return typed | {"severity": int(case["severity"]), "escalated": case["escalated"] == "true", "reopened": False}


def write_json(path: Path) -> str:
    return saved(path / "c.json", json.dumps([as_typed(case) for case in ROWS], ensure_ascii=False).encode())


def write_json_lines(path: Path) -> str:
    return saved(path / "c.jsonl", b"".join(json.dumps(as_typed(case)).encode() + b"\n" for case in ROWS))


def write_csv(path: Path) -> str:
    return saved(path / "c.csv", as_csv(ROWS))


def write_utf16(path: Path) -> str:
    return saved(path / "c.csv", as_csv(ROWS).decode().encode("utf-16"))


def write_zst(path: Path) -> str:
    import zstandard  # noqa: PLC0415

    return saved(path / "c.csv.zst", zstandard.compress(as_csv(ROWS)))


def write_xlsx(path: Path) -> str:
    from xlsxwriter import Workbook  # noqa: PLC0415

    with Workbook(str(path / "c.xlsx"), {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, list(ROWS[0]))
        for line, case in enumerate(ROWS, start=1):
            for name, value in as_typed(case).items():
                sheet.write(line, list(ROWS[0]).index(name), value)
    return str(path / "c.xlsx")


def write_sqlite(path: Path) -> str:
    import sqlite3  # noqa: PLC0415

    connection = sqlite3.connect(path / "c.db")
    names = ", ".join(ROWS[0])
    connection.execute(f"create table cases ({names})")
    for case in ROWS:
        marks = ", ".join("?" * len(case))
        connection.execute(f"insert into cases values ({marks})", list(case.values()))  # noqa: S608
    connection.commit()
    connection.close()
    return f"sqlite:///{path / 'c.db'}"


@pytest.mark.parametrize(
    "write", [write_csv, write_utf16, write_zst, write_json, write_json_lines, write_xlsx, write_sqlite]
)
def test_every_kind_of_source_gives_the_same_cases(write: Callable[[Path], str], tmp_path: Path) -> None:
    history = load_case_history(write(tmp_path), sample_order(), sample_workspace(), CaseOptions())

    expected = history_of(ROWS)
    assert history.cases.drop("line").rows() == expected.cases.select(history.cases.drop("line").columns).rows()
    assert [each.code for each in history.problems] == ["bad-cell"]


def test_query_is_a_source(tmp_path: Path) -> None:
    address = write_sqlite(tmp_path)

    history = load_case_history(
        address, sample_order(), sample_workspace(), CaseOptions(query="select * from cases where case_id = 'C-2'")
    )

    assert history.cases["case_id"].to_list() == ["C-2"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("c.txt", b"", "this is no kind of case history"),
        ("c.xlsx.gz", b"", "this is no kind of case history"),
        ("c.csv", b"", "the file has no row"),
        ("c.json", b"{}", "this is no list of cases"),
        ("c.json", b"[1, ", "this is no JSON"),
        ("c.xlsx", b"PK", "this is no Excel workbook"),
        ("c.csv.gz", b"\x1f\x8b", "the packed file breaks off"),
        ("none.csv", None, "there is no such file"),
    ],
)
def test_what_is_no_history_is_refused(name: str, content: bytes | None, message: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)

    with pytest.raises(WorkspaceError, match=message):
        load_case_history(str(tmp_path / name), sample_order(), sample_workspace(), CaseOptions())


def test_broken_lines_of_json_are_left_out(tmp_path: Path) -> None:
    text = b"\n".join(
        [json.dumps(as_typed(row())).encode(), b"{", b"[]", b'{"case_id": "\xff"}', b'{"case_id": []}', b""]
    )

    history = load_case_history(saved(tmp_path / "c.jsonl", text), sample_order(), sample_workspace(), CaseOptions())

    assert [(each.line, each.code) for each in history.problems[:4]] == [
        (2, "bad-json"),
        (3, "bad-json"),
        (4, "not-utf-8"),
        (5, "bad-cell"),
    ]
    assert (history.rows, history.left_out, history.cases.height) == (5, 4, 1)


VALUES = st.one_of(
    st.sampled_from(["1", "3", "closed", "open", "true", "no", "", "2018-05-02T09:00:00+02:00", "x"]),
    st.text(max_size=12),
)


@given(st.lists(st.dictionaries(st.sampled_from(list(row())), VALUES, max_size=4), max_size=5))
def test_rows_are_good_or_told_and_none_is_lost(changes: list[dict[str, str]]) -> None:
    rows = [row(case_id=f"C-{number}") | each for number, each in enumerate(changes)]

    history = history_of(as_csv(rows))

    lines = {each.line for each in history.problems}
    assert history.cases.height + history.left_out + history.others == history.rows
    assert lines.isdisjoint(history.cases["line"].to_list())
    assert len(lines) == history.left_out


def as_json_case(history: CaseHistory, index: int) -> dict[str, Any]:
    case = {name: value for name, value in history.cases.row(index, named=True).items() if value is not None}
    for name in ("opened", "first_response", "closed"):
        if name in case:
            case[name] = "2018-05-02T09:00:00Z"
    del case["line"]
    return case


@given(st.lists(st.dictionaries(st.sampled_from(list(row())), VALUES, max_size=3), max_size=5))
def test_what_is_kept_follows_the_schema(changes: list[dict[str, str]]) -> None:
    rows = [row(case_id=f"C-{number}") | each for number, each in enumerate(changes)]
    history = history_of(as_csv(rows))

    for index in range(history.cases.height):
        jsonschema.validate(as_json_case(history, index), SCHEMA)


def test_empty_map_is_the_map_of_the_schema() -> None:
    assert history_of([row()], case_map=CaseMap()).cases.rows() == history_of([row()]).cases.rows()
