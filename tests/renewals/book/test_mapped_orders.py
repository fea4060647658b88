from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from tamdocs.errors import WorkspaceError
from tamdocs.renewals.book.fillers import make_fillers
from tamdocs.renewals.book.mapped_orders import mapped_entries
from tamdocs.renewals.book.record import Entry
from tamdocs.tables.cell import Cell
from tamdocs.tables.column_map import parse_column_map
from tamdocs.tables.order_fields import order_fields
from tamdocs.tables.table import Table, TableRow
from tests.support.samples import sample_workspace

FIELDS = order_fields(sample_workspace().load_order_schema())


def entries(toml: str, headings: str, *rows: Sequence[Cell]) -> list[Entry]:
    column_map = parse_column_map("map.toml", toml.encode(), FIELDS)
    lines = (TableRow(line, tuple(row)) for line, row in enumerate(rows, start=2))
    table = Table("book.csv", tuple(headings.split()), lines)
    return list(mapped_entries(table, make_fillers(column_map, table, FIELDS)))


def orders(toml: str, headings: str, *rows: Sequence[Cell]) -> list[dict[str, Any]]:
    return [json.loads(entry.data) for entry in entries(toml, headings, *rows)]


def faults(toml: str, headings: str, *rows: Sequence[Cell]) -> list[str]:
    return [
        f"{problem.line}: {problem.message} [{problem.code}]"
        for entry in entries(toml, headings, *rows)
        for problem in entry.problems
    ]


def wrong(toml: str) -> list[str]:
    with pytest.raises(WorkspaceError) as caught:
        parse_column_map("map.toml", toml.encode(), FIELDS)
    return [str(problem).replace("\n  ", " ") for problem in caught.value.problems]


NUMBER = '[fields]\n"/order_number" = "No"\n'


def test_every_field_of_the_schema_can_have_a_column() -> None:
    assert FIELDS["/designated_software/*/quantity"].kind == "integer"
    assert FIELDS["/customer/address/lines"].kind == "list"
    assert FIELDS["/term/end"].kind == "date"
    assert [pointer for pointer, field in FIELDS.items() if field.required][:4] == [
        "/order_number",
        "/order_date",
        "/service",
        "/territory",
    ]
    assert not FIELDS["/fee/amount"].required


def test_rows_with_one_number_make_one_order() -> None:
    toml = (
        NUMBER + '"/service" = "S"\n"/designated_software/*/product" = "P"\n"/designated_software/*/quantity" = "Q"\n'
    )

    assert orders(
        toml, "No S P Q", ("A", "tam", "X", "1"), ("A", "", "Y", "2"), ("A", "tam", "X", "1"), ("B", "css", "", "")
    ) == [
        {
            "order_number": "A",
            "service": "tam",
            "designated_software": [{"product": "X", "quantity": 1}, {"product": "Y", "quantity": 2}],
        },
        {"order_number": "B", "service": "css"},
    ]


def test_rows_of_one_order_that_differ_are_told() -> None:
    toml = NUMBER + '"/service" = "S"\n'

    assert faults(toml, "No S", ("A", "tam"), ("A", "css")) == [
        '3: rows of one order differ in the column "S": "css" [rows-differ]'
    ]


def test_row_without_a_number_belongs_to_no_other() -> None:
    assert orders(NUMBER + '"/service" = "S"\n', "No S", ("A", "tam"), ("", "css"), ("", "css")) == [
        {"order_number": "A", "service": "tam"},
        {"service": "css"},
        {"service": "css"},
    ]


def test_list_comes_from_several_columns_or_from_one_that_is_split() -> None:
    toml = NUMBER + (
        '"/customer/address/lines" = { columns = ["L1", "L2"] }\n'
        '"/languages" = { column = "G", split = ";" }\n'
        '"/designated_contacts/*/name" = { column = "N", split = ";" }\n'
        '"/designated_contacts/*/phone" = { column = "T", split = ";" }\n'
    )

    assert orders(toml, "No L1 L2 G N T", ("A", "x", "", "en; zh-Hans;", "Ann; Bob; Cy", ";2;")) == [
        {
            "order_number": "A",
            "customer": {"address": {"lines": ["x"]}},
            "languages": ["en", "zh-Hans"],
            "designated_contacts": [{"name": "Ann"}, {"name": "Bob", "phone": "2"}, {"name": "Cy"}],
        }
    ]


def test_entries_of_a_list_may_have_columns_of_their_own() -> None:
    toml = NUMBER + '"/designated_contacts/0/name" = "N1"\n"/designated_contacts/1/name" = "N2"\n'

    assert orders(toml, "No N1 N2", ("A", "", "Bob"))[0]["designated_contacts"] == [{"name": "Bob"}]


def test_value_that_is_always_the_same_does_not_make_an_optional_part() -> None:
    toml = NUMBER + (
        '"/renewal/delivery" = { value = "post" }\n"/languages" = { value = ["en"] }\n'
        '"/channel/reseller/address/country" = { value = "DE" }\n"/channel/reseller/legal_name" = "R"\n'
    )

    first, second = orders(toml, "No R", ("A", ""), ("B", "Rheinnetz"))

    assert first == {"order_number": "A", "renewal": {"delivery": "post"}, "languages": ["en"]}
    assert second["channel"] == {"reseller": {"legal_name": "Rheinnetz"}}


def test_value_that_is_always_the_same_joins_a_part_that_is_there() -> None:
    toml = NUMBER + '"/fee/currency" = { value = "USD" }\n"/fee/amount" = "F"\n'

    assert orders(toml, "No F", ("A", None), ("B", 4800), ("C", 12.5), ("D", Decimal("9.999"))) == [
        {"order_number": "A"},
        {"order_number": "B", "fee": {"amount": "4800.00", "currency": "USD"}},
        {"order_number": "C", "fee": {"amount": "12.50", "currency": "USD"}},
        {"order_number": "D", "fee": {"amount": "9.999", "currency": "USD"}},
    ]


@pytest.mark.parametrize(
    ("form", "cell", "day"),
    [
        ("DD.MM.YYYY", "30.11.2018", "2018-11-30"),
        ("DD.MM.YYYY", "2018-11-30", "2018-11-30"),
        ("M/D/YYYY", "3/4/2018", "2018-03-04"),
        ("D-MON-YYYY", "5-nov-2018", "2018-11-05"),
        ("YYYY年M月D日", "2018年3月4日", "2018-03-04"),
        ("DD.MM.YYYY", datetime(2018, 11, 30), "2018-11-30"),  # noqa: DTZ001
        ("DD.MM.YYYY", date(2018, 11, 30), "2018-11-30"),
    ],
)
def test_day_is_read_as_the_map_says(form: str, cell: Cell, day: str) -> None:
    toml = f'dates = "{form}"\n{NUMBER}"/order_date" = "D"\n'

    assert orders(toml, "No D", ("A", cell))[0]["order_date"] == day


@pytest.mark.parametrize(
    ("pointer", "cell", "said"),
    [
        ("/order_date", "30/11/2018", 'is "30/11/2018"; the map says that days are written YYYY-MM-DD'),
        ("/order_date", 43434, "is 43434, a number and not a day; format the column as a date"),
        (
            "/order_date",
            datetime(2018, 1, 1, 9),  # noqa: DTZ001
            "is 2018-01-01 09:00:00, a day with a time of day; an order has the day alone",
        ),
        ("/service", b"\x00", "has binary data, not a value of an order"),
        ("/service", time(9), "has a time of day, not a value of an order"),
        ("/service", "x" * 20_000, "has 20,000 characters, at most 10,000"),
        ("/designated_software/*/quantity", "12 000", 'is "12 000", not a whole number'),
        ("/designated_software/*/quantity", 2.5, "is 2.5, not a whole number"),
        ("/designated_software/*/quantity", float("nan"), "is nan, which is no number"),
        ("/fee/amount", Decimal("NaN"), "is NaN, which is no number"),
        ("/fee/amount", float("inf"), "is inf, which is no number"),
        (
            "/designated_software/*/site_license",
            "maybe",
            'is "maybe"; yes and no are "0", "1", "false", "n", "no", "true", "y", "yes", "否", "是"',
        ),
    ],
)
def test_cell_that_does_not_say_what_its_column_should_is_told(pointer: str, cell: Cell, said: str) -> None:
    toml = NUMBER + f'"{pointer}" = "C"\n'

    assert faults(toml, "No C", ("A", cell)) == [f'2: the column "C" {said} [bad-cell]']


@pytest.mark.parametrize(
    ("cell", "number"),
    [("1.234", 1234), ("12", 12), (5, 5), (5.0, 5), (Decimal(7), 7), (" 12 ", 12)],
)
def test_number_is_read_as_the_map_says(cell: Cell, number: int) -> None:
    toml = f'number = "1.234,5"\n{NUMBER}"/channel/payment_terms_days" = "N"\n'

    assert orders(toml, "No N", ("A", cell))[0]["channel"]["payment_terms_days"] == number


def test_list_of_a_database_is_a_list() -> None:
    languages: Any = ["zh-Hans", "en"]

    assert orders(NUMBER + '"/languages" = "L"\n', "No L", ("A", languages))[0]["languages"] == languages


def test_words_of_the_source_are_put_into_those_of_an_order() -> None:
    toml = NUMBER + '"/channel/kind" = { column = "K", values = { Partner = "reseller" } }\n'

    assert [order["channel"]["kind"] for order in orders(toml, "No K", ("A", "Partner"), ("B", "direct"))] == [
        "reseller",
        "direct",
    ]


def test_column_that_is_not_there_is_told_with_the_nearest() -> None:
    with pytest.raises(WorkspaceError) as caught:
        entries(NUMBER + '"/service" = "Servce"\n', "No Service Service", ())

    assert str(caught.value) == (
        'book.csv: the map names the column "Servce", which is not there [no-column]\n  hint: did you mean "Service"?'
    )


def test_column_that_stands_twice_is_told() -> None:
    with pytest.raises(WorkspaceError, match='the heading "Service" stands over more than one column'):
        entries(NUMBER + '"/service" = "Service"\n', "No Service Service", ())


def test_more_rows_than_an_order_can_have_are_told() -> None:
    found = entries(NUMBER + '"/service" = "S"\n', "No S", *[("A", "tam")] * 2001)

    assert [len(entry.rows) for entry in found] == [2000, 1]
    assert [problem.message for entry in found for problem in entry.problems] == [
        "more than 2,000 rows have one order number"
    ]


def test_mistakes_of_a_map_are_told_at_once_with_their_lines() -> None:
    toml = (
        'delimiter = ";;"\ndates = "DD.MM"\nnumber = "1.234"\n'
        '[fields]\n"/servce" = "S"\n"/term/end" = { column = "E", date = "DD" }\n'
        '"/service" = { split = ";", column = "S" }\n"/territory" = {}\n"/order_date" = { columns = ["A"] }\n'
    )

    assert wrong(toml) == [
        'map.toml:1: `delimiter` is one sign, not ";;" [column-map]',
        'map.toml:2: "DD.MM" does not have YYYY, MM (M, MON) and DD (D) once each [column-map]',
        'map.toml:3: "1.234" is no example of a number such as "1,234.5" or "1.234,5" [column-map]',
        "map.toml:4: no column gives /order_number [column-map] "
        'hint: write "/order_number" = "…" with the name of its column',
        "map.toml:5: an order has no field /servce [column-map] hint: did you mean /service?",
        'map.toml:6: "DD" does not have YYYY, MM (M, MON) and DD (D) once each [column-map]',
        "map.toml:7: /service is no list, or there is no sign to split it at [column-map]",
        "map.toml:8: /territory has one of `column`, `columns` and `value` [column-map]",
        "map.toml:9: /order_date is no list of texts: it comes from one `column` [column-map]",
    ]


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("[fields", "map.toml: Expected ']' at the end of a table declaration (at end of document) [toml]"),
        ("colums = 1", "map.toml:1: `colums` is not known here [column-map]"),
        ("encoding = 'latin-1'", 'map.toml:1: `encoding` is gb18030, utf-16, utf-8 or windows-1252, not "latin-1"'),
        ("[fields]\n'/service' = 1", "map.toml:2: `/service` is text or a table, not 1 [column-map]"),
        ("json = 'x'\n[fields]\n'/service' = 'S'", "map.toml:1: `json` names a column with whole orders"),
    ],
)
def test_map_of_another_shape_is_told(toml: str, said: str) -> None:
    assert wrong(toml)[0].startswith(said)
