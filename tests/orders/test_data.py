from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from tamdocs.orders.data import DataReader
from tamdocs.orders.data_shape import read_shape
from tests.support.samples import sample_workspace
from tests.support.visit import DATA, SCHEMA

TEXT = json.dumps(DATA, indent=1, ensure_ascii=False)


@cache
def reader() -> DataReader:
    shape = read_shape("visit", "visit.schema.json", json.dumps(SCHEMA).encode())
    return DataReader(shape, sample_workspace().load_order_schema())


def told(text: str) -> list[str]:
    read = reader().read("v.json", text.encode())
    assert (read.data is None) == any(problem.severity == "error" for problem in read.problems)
    return [f"{each.line}:{each.column} {each.place} {each.message} [{each.code}]" for each in read.problems]


def test_data_that_keeps_its_schema_has_no_problem() -> None:
    assert told(TEXT) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("2018-03-02", "2018-02-30", "3:10 /visit/day visit.day is 2018-02-30; there is no such day [bad-date]"),
        ("2018-03-02", "2.3.2018", '3:10 /visit/day visit.day is "2.3.2018"; a date is written year-month-day, such as 2018-11-30 [bad-date]'),  # noqa: E501
        ('"DE"', '"UK"', '10:15 /visit/place/country visit.place.country is "UK"; ISO 3166-1 has no such country code [unknown-country]'),  # noqa: E501
        ("Gate *3*", "Gate\\u200b", "22:11 /visit/gate visit.gate has U+200B ZERO WIDTH SPACE, which nobody sees [invisible-character]"),  # noqa: E501
        ('"gate"', '"gates"', '22:3 /visit/gates visit has no field "gates" [unknown-field]'),
        ('"kind": "repair"', '"kind": "repare"', '21:11 /visit/kind visit.kind is "repare"; it can be "check" or "repair" [unknown-value]'),  # noqa: E501
        ('"kind": "repair"', '"kind": "repair", "kind": "check"', "21:21 /visit/kind visit.kind stands here again; it stands at 21:3 already [duplicate-key]"),  # noqa: E501
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(old: str, new: str, problem: str) -> None:
    assert problem in told(TEXT.replace(old, new))


def test_all_that_is_wrong_is_told_at_once() -> None:
    text = TEXT.replace("2018-03-02", "2018-02-30").replace('"DE"', '"ZZ"').replace('"repair"', "7")

    assert [each.split(" ")[1] for each in told(text)] == ["/visit/day", "/visit/place/country", "/visit/kind"]


def test_data_that_is_no_object_is_told_so() -> None:
    assert told("[]") == ["1:1  the data must be an object in { }, found a list [bad-type]"]


@pytest.mark.parametrize("text", ["", "{", "nope", '{"visit": NaN}'])
def test_what_is_no_json_is_refused(text: str) -> None:
    assert len(told(text)) == 1


def test_white_space_is_put_in_order() -> None:
    read: Any = reader().read("v.json", TEXT.replace("Gate *3*", "  Gate   3 ").encode())

    assert read.data.visit.gate == "Gate 3"
