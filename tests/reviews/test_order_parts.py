from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tamdocs.errors import WorkspaceError
from tamdocs.reviews.case_map import CaseMap, parse_case_map
from tamdocs.reviews.csv_quick import LINE
from tamdocs.reviews.history import check_cases
from tamdocs.reviews.order_parts import OrderHistories, OrderParts, parts_by_order
from tamdocs.reviews.raw_cases import raw_from_csv
from tests.support.cases import SCHEMA, ZONE, as_csv, open_row, row


def parts_of(*rows: Mapping[str, Any], more: bytes = b"", case_map: CaseMap | None = None) -> OrderParts:
    return parts_by_order(raw_from_csv("cases.csv", as_csv(rows) + more, case_map or CaseMap(), SCHEMA))


def lines(parts: OrderParts, number: str) -> list[int]:
    return parts.of(number).frame[LINE].to_list()


def test_each_order_has_its_rows_with_their_numbers_in_the_source() -> None:
    parts = parts_of(
        row(order_number="A-1"), row(order_number="B-2"), row(order_number="  a-1 "), row(order_number="A-1 2")
    )

    assert (lines(parts, "A-1"), lines(parts, "b-2"), lines(parts, "C-3")) == ([2, 4], [3], [])
    assert (parts.rows, parts.problems) == (4, ())


def test_what_is_wrong_with_a_row_is_told_by_its_number_in_the_whole() -> None:
    parts = parts_of(row(order_number="B"), row(order_number="A", severity="7"), row(order_number="A", case_id="C-2"))

    history = check_cases(parts.of("A"), SCHEMA["properties"], ZoneInfo(ZONE), "A")

    assert [problem.line for problem in history.problems] == [3]
    assert (history.rows, history.left_out, history.others, history.cases.height) == (2, 1, 0, 1)


def test_one_case_number_may_stand_in_two_orders() -> None:
    parts = parts_of(row(order_number="A"), row(order_number="B"))

    for number in ("A", "B"):
        assert check_cases(parts.of(number), SCHEMA["properties"], ZoneInfo(ZONE), number).problems == ()


def test_rows_of_nobody_are_told_once_for_the_whole() -> None:
    parts = parts_of(row(order_number=""), row(order_number=" "), row(order_number="A"), more=b"A,B\n")

    assert [(problem.line, problem.code) for problem in parts.problems] == [
        (2, "missing-cell"),
        (3, "missing-cell"),
        (5, "ragged-row"),
    ]
    assert parts.rows == 4
    assert parts.of("A").faults == ()


def test_rows_of_other_orders_are_counted_by_their_number_as_it_is_written() -> None:
    parts = parts_of(row(order_number="A"), row(order_number="Bc"), row(order_number="bC"), row(order_number="D"))

    assert parts.counts_of_others({"a"}) == {"Bc": 2, "D": 1}
    assert parts.count_of({"bc", "a", "x"}) == 3


def test_a_history_of_one_order_may_be_told_so_by_the_map() -> None:
    case_map = parse_case_map("map.toml", b'[fields]\n"/order_number" = { value = "A-1" }\n', SCHEMA)

    assert lines(parts_of(row(), case_map=case_map), "A-1") == [2]


def test_a_history_that_tells_no_order_is_refused() -> None:
    with pytest.raises(WorkspaceError) as refused:
        parts_of(row())

    assert [problem.code for problem in refused.value.problems] == ["no-column"]


def test_an_empty_history_has_no_rows_of_anybody() -> None:
    parts = parts_by_order(raw_from_csv("c.csv", as_csv([row(order_number="A")]).split(b"\n")[0], CaseMap(), SCHEMA))

    history = check_cases(parts.of("A"), SCHEMA["properties"], ZoneInfo(ZONE), "A")

    assert (parts.rows, history.rows, history.cases.height) == (0, 0, 0)


FAULTY: Mapping[str, Mapping[str, Any]] = {
    "a cell": row(severity="7"),
    "a required cell": row(case_id=""),
    "several cells": row(severity="7", opened="yesterday"),
    "times": row(closed="2018-05-01T09:00:00+02:00"),
    "status": open_row(status="closed"),
    "a day": row(opened="2018-02-30T09:00:00+01:00"),
    "nothing": row(first_response="", reopened="true"),
    "another offset": row(opened="2018-05-02T07:00:00Z"),
}
LOCAL = row(opened="2018-03-25T02:30:00", first_response="2018-05-02T10:00:00")


@pytest.mark.parametrize("zone", [None, "America/New_York"])
@pytest.mark.parametrize("also", [*FAULTY.values(), LOCAL], ids=[*FAULTY, "local moments"])
def test_histories_checked_at_once_are_those_checked_one_by_one(also: Mapping[str, Any], zone: str | None) -> None:
    rows = [
        row(order_number="A"),
        {**also, "order_number": "b"},
        row(order_number="a", case_id="C-2"),
        row(order_number="B", case_id="C-2"),
        row(order_number=" A "),
        {**also, "order_number": "A", "case_id": "C-3"},
        row(order_number="B", case_id="C-2"),
    ]
    case_map = CaseMap(zone=zone)
    parts = parts_of(*rows, case_map=case_map)
    histories = OrderHistories(parts, SCHEMA["properties"])

    for number, place in (("A", "Europe/Berlin"), ("B", "Asia/Shanghai"), ("C", "UTC")):
        found = histories.of(number, ZoneInfo(place))
        alone = check_cases(parts.of(number), SCHEMA["properties"], ZoneInfo(place), number)
        assert found.cases.equals(alone.cases)
        assert found.cases.schema == alone.cases.schema
        assert replace(found, cases=alone.cases) == alone


def test_histories_of_nobody_are_empty() -> None:
    parts = parts_by_order(raw_from_csv("c.csv", as_csv([row(order_number="A")]).split(b"\n")[0], CaseMap(), SCHEMA))

    assert OrderHistories(parts, SCHEMA["properties"]).of("A", ZoneInfo(ZONE)).cases.height == 0
