from __future__ import annotations

import json
import tomllib
from typing import Any

import jsonschema
import pytest

from tamdocs.errors import WorkspaceError
from tamdocs.renewals.book.demo_order import DemoBook, demo_orders
from tamdocs.renewals.book.demo_table import HEADINGS, demo_map, demo_rows
from tamdocs.renewals.book.propose_map import propose_map
from tamdocs.tables.cell import Row
from tamdocs.tables.column_map import parse_column_map
from tamdocs.tables.order_fields import order_fields
from tests.support.samples import ROOT, sample_workspace

FIELDS = order_fields(sample_workspace().load_order_schema())
SCHEMA = json.loads((ROOT / "schemas" / "column-map.schema.json").read_text(encoding="utf-8"))


def proposed(headings: str, *rows: Row) -> dict[str, Any]:
    fields: dict[str, Any] = tomllib.loads(propose_map(headings.split("|"), rows, FIELDS).toml)["fields"]
    return fields


def test_map_of_the_demonstration_book_is_found_whole() -> None:
    rows = [row for order in demo_orders(DemoBook(60, bad_share=0)) for row in demo_rows(order)]

    proposal = propose_map(HEADINGS, rows, FIELDS)

    assert tomllib.loads(proposal.toml)["fields"] == tomllib.loads(demo_map())["fields"]
    assert (proposal.missing, proposal.unused) == ((), ())


@pytest.mark.parametrize(
    ("heading", "pointer"),
    [
        ("Order No.", "/order_number"),
        ("order_id", "/order_number"),
        ("OrderDate", "/order_date"),
        ("Expiry Date", "/term/end"),
        ("Ship-to city", "/delivery_location/city"),
        ("Custmer Name", "/customer/legal_name"),
        ("ZIP", "/customer/address/postal_code"),
        ("Licence Number", "/designated_software/*/license_number"),
        ("TAM e-mail", "/technical_account_manager/email"),
        ("Reseller Contact Email", "/channel/reseller/contact/email"),
        ("合同编号", "/order_number"),
        ("到期日期", "/term/end"),
        ("客户 名称", "/customer/legal_name"),
        ("经销商名称", "/channel/reseller/legal_name"),
        ("许可证号", "/designated_software/*/license_number"),
        ("技术客户经理姓名", "/technical_account_manager/name"),
    ],
)
def test_heading_tells_its_field(heading: str, pointer: str) -> None:
    assert proposed(heading) == {pointer: heading}


def test_heading_that_means_nothing_here_is_unused() -> None:
    proposal = propose_map(["Order number", "Credit rating", "备注"], (), FIELDS)

    assert proposal.unused == ("Credit rating", "备注")
    assert "/term/end" in proposal.missing
    assert "/fee/amount" not in proposal.missing
    assert '# "/term/end" = ""  # needed: Term / Last day' in proposal.toml


@pytest.mark.parametrize(
    ("cells", "form"),
    [
        (["30.11.2018", "01.12.2018"], "DD.MM.YYYY"),
        (["11/30/2018", "12/01/2018"], "MM/DD/YYYY"),
        (["3/4/2018", "30/4/2018"], "D/M/YYYY"),
        (["2018年3月4日"], "YYYY年M月D日"),
        (["5-Nov-2018"], "D-MON-YYYY"),
    ],
)
def test_days_tell_how_they_are_written(cells: list[str], form: str) -> None:
    assert proposed("Term end", *((cell,) for cell in cells)) == {"/term/end": {"column": "Term end", "date": form}}


def test_days_that_may_be_the_other_way_round_are_marked() -> None:
    text = propose_map(["Term end"], [("03/04/2018",)], FIELDS).toml

    assert "# look: day and month may be the other way round" in text


def test_words_of_the_source_are_put_into_those_of_an_order() -> None:
    rows: list[Row] = [("Partner", "Deutschland", "Germany"), ("直销", "FR", "中国")]

    assert proposed("Channel|Customer country|Territory", *rows) == {
        "/channel/kind": {"column": "Channel", "values": {"Partner": "reseller", "直销": "direct"}},
        "/customer/address/country": "Customer country",
        "/territory": {"column": "Territory", "values": {"Germany": "DE", "中国": "CN"}},
    }
    text = propose_map(["Customer country"], [(row[1],) for row in rows], FIELDS).toml
    assert '# look: also "Deutschland"' in text


def test_hostile_heading_stays_a_text() -> None:
    heading = 'Order number"]\n[x]\n\x7f'

    assert tomllib.loads(propose_map([heading, "Order no"], (), FIELDS).toml)["fields"]


def test_proposal_is_a_map_and_follows_the_schema() -> None:
    rows = [row for order in demo_orders(DemoBook(30)) for row in demo_rows(order)]
    text = propose_map(HEADINGS, rows, FIELDS, 'encoding = "gb18030"').toml

    parse_column_map("map.toml", text.encode(), FIELDS)
    jsonschema.validate(tomllib.loads(text), SCHEMA)


@pytest.mark.parametrize(
    "text",
    [
        'colums = "x"',
        'encoding = "latin-1"',
        'delimiter = ";;"',
        'number = "1.000"',
        'yes = "ja"',
        '[fields]\n"/order_number" = 5',
        '[fields]\n"/order_number" = { column = "A", value = "B" }',
        '[fields]\n"/order_number" = "N"\n"/languages" = { columns = "A" }',
        '[fields]\n"/order_number" = "N"\n"/languages" = { column = "A", split = "" }',
    ],
)
def test_schema_and_program_refuse_the_same(text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tomllib.loads(text), SCHEMA)
    with pytest.raises(WorkspaceError):
        parse_column_map("map.toml", text.encode(), FIELDS)


def test_example_of_the_documentation_is_a_map() -> None:
    [example] = [
        block.partition("```")[0] for block in (ROOT / "docs" / "book.md").read_text("utf-8").split("```toml\n")[1:]
    ]

    parse_column_map("docs/book.md", example.encode(), FIELDS)
    jsonschema.validate(tomllib.loads(example), SCHEMA)
