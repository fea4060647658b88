from __future__ import annotations

import json
import tomllib

import jsonschema
import pytest

from tamdocs.errors import WorkspaceError
from tamdocs.reviews.case_map import parse_case_map
from tamdocs.tables.order_fields import order_fields
from tests.support.cases import SCHEMA as CASE
from tests.support.required import ROOT

SCHEMA = json.loads((ROOT / "schemas" / "case-map.schema.json").read_text("utf-8"))


def test_schema_has_the_fields_of_a_case() -> None:
    fields = order_fields(CASE)

    assert SCHEMA["properties"]["fields"]["propertyNames"]["enum"] == list(fields)
    assert set(SCHEMA["properties"]["fields"]["properties"]) == {
        pointer for pointer, field in fields.items() if field.kind == "moment"
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        'zone = "Asia/Singapore"\ndates = "M/D/YYYY"\nyes = ["Y"]\nno = ["N"]',
        'encoding = "gb18030"\ndelimiter = ";"\nsheet = "Cases"\nnumber = "1,234.5"',
        '[fields]\n"/case_id" = "Ticket"',
        '[fields]\n"/opened" = "Created"\n"/closed" = { column = "Done", date = "DD.MM.YYYY" }',
        '[fields]\n"/severity" = { column = "P", values = { "P1" = 1, "P2" = "2" } }\n"/escalated" = { value = false }',
        '[fields]\n"/opened" = { column = "Created", values = { never = "" } }',
    ],
)
def test_schema_and_program_take_the_same(text: str) -> None:
    parse_case_map("map.toml", text.encode(), CASE)
    jsonschema.validate(tomllib.loads(text), SCHEMA)


@pytest.mark.parametrize(
    "text",
    [
        'colums = "x"',
        'json = "case"',
        'encoding = "latin-1"',
        'delimiter = ";;"',
        'number = "1.000"',
        "zone = 8",
        'yes = "ja"',
        'fields = "x"',
        '[fields]\n"case_id" = "Ticket"',
        '[fields]\n"/ticket" = "Ticket"',
        '[fields]\n"/case_id" = 5',
        '[fields]\n"/case_id" = {}',
        '[fields]\n"/case_id" = { column = "A", value = "B" }',
        '[fields]\n"/case_id" = { columns = ["A", "B"] }',
        '[fields]\n"/case_id" = { column = "A", split = ";" }',
        '[fields]\n"/case_id" = { column = "A", date = "DD.MM.YYYY" }',
        '[fields]\n"/case_id" = { value = ["A", "B"] }',
        '[fields]\n"/case_id" = { value = 1.5 }',
        '[fields]\n"/severity" = { column = "A", values = { P1 = 1.5 } }',
    ],
)
def test_schema_and_program_refuse_the_same(text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tomllib.loads(text), SCHEMA)
    with pytest.raises(WorkspaceError):
        parse_case_map("map.toml", text.encode(), CASE)


def test_example_of_the_documentation_is_a_map() -> None:
    text = (ROOT / "docs" / "case-history.md").read_text("utf-8")
    [example] = [block.partition("```")[0] for block in text.split("```toml\n")[1:]]

    parse_case_map("docs/case-history.md", example.encode(), CASE)
    jsonschema.validate(tomllib.loads(example), SCHEMA)
