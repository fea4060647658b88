from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamdocs.errors import WorkspaceError
from tamdocs.orders.schema import OrderSchema
from tests.support.order_documents import order_document, order_schema, put
from tests.support.samples import ORDER_FILES, sample_workspace

SCHEMA = sample_workspace().load_order_schema()


def subschemas(schema: dict[str, Any], path: str = "#") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every schema in *schema* that says what a value is, with its path."""
    yield path, schema
    for name in ("properties", "$defs"):
        for key, part in schema.get(name, {}).items():
            yield from subschemas(part, f"{path}/{name}/{key}")
    if isinstance(schema.get("items"), dict):
        yield from subschemas(schema["items"], f"{path}/items")


EVERYTHING = dict(subschemas(SCHEMA))
PROPERTIES = {path: part for path, part in EVERYTHING.items() if path.split("/")[-2:-1] == ["properties"]}
OBJECTS = {path: part for path, part in EVERYTHING.items() if part.get("type") == "object"}
PATTERNS = {path: part for path, part in EVERYTHING.items() if "pattern" in part}
STRINGS = {path: part for path, part in EVERYTHING.items() if part.get("type") == "string"}


def validator(part: dict[str, Any]) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator({**part, "$defs": SCHEMA["$defs"]})


def test_it_is_a_schema_of_2020_12() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", ORDER_FILES, ids=lambda path: path.stem)
def test_the_sample_orders_follow_it(path: Path) -> None:
    assert order_schema().accepts(json.loads(path.read_text("utf-8")))


@pytest.mark.parametrize("path", PROPERTIES)
def test_every_property_has_what_an_editor_shows(path: str) -> None:
    part = PROPERTIES[path]

    assert part["title"]
    assert part["description"].endswith(".")
    assert part["examples"]


@pytest.mark.parametrize("path", PROPERTIES)
def test_every_example_follows_its_own_schema(path: str) -> None:
    part = PROPERTIES[path]

    assert [list(validator(part).iter_errors(example)) for example in part["examples"]] == [
        [] for _ in part["examples"]
    ]


@pytest.mark.parametrize("path", OBJECTS)
def test_no_object_takes_unknown_fields(path: str) -> None:
    assert OBJECTS[path]["additionalProperties"] is False


@pytest.mark.parametrize("path", STRINGS)
def test_every_text_has_a_longest_length(path: str) -> None:
    too_long = "1" * 1_000

    assert not validator(STRINGS[path]).is_valid(too_long)


@pytest.mark.parametrize("path", [path for path, part in PATTERNS.items() if part["pattern"].startswith("^")])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\u2028"])
def test_both_engines_refuse_a_line_break_after_a_whole_pattern(path: str, end: str) -> None:
    part = PATTERNS[path]
    good = next(example for example in examples_of(path) if validator(part).is_valid(example))

    assert jsonschema_rs.Draft202012Validator(part).is_valid(good)
    assert not validator(part).is_valid(good + end)
    assert not jsonschema_rs.Draft202012Validator(part).is_valid(good + end)


def examples_of(path: str) -> list[str]:
    """Return the examples of the string at *path*, or of what refers to it."""
    own = EVERYTHING[path].get("examples", [])
    return own or [
        example
        for part in EVERYTHING.values()
        if part.get("$ref") == "#/" + path.removeprefix("#/")
        for example in part["examples"]
    ]


@pytest.mark.parametrize("path", PATTERNS)
def test_every_pattern_has_words_for_people(path: str) -> None:
    assert PATTERNS[path]["patternErrorMessage"]


odd_strings = st.text(max_size=8) | st.sampled_from(
    [
        "",
        " ",
        "en\n",
        "DE\n",
        "ＤＥ",
        "٢٠١٧-١٢-٠١",
        "2017-12-01\n",
        "2017-13-41",
        "a@b.co\n",
        "a..b@c.de",
        "a@b",
        "1.0\n",
    ]
)
odd_values: st.SearchStrategy[object] = (
    odd_strings
    | st.none()
    | st.booleans()
    | st.integers(min_value=-2, max_value=10**10)
    | st.just([])
    | st.just({})
    | st.lists(odd_strings, max_size=3)
    | st.dictionaries(odd_strings, odd_strings, max_size=2)
)


def pointers(value: object, pointer: str = "") -> Iterator[str]:
    if isinstance(value, (dict, list)):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield f"{pointer}/{key}"
            yield from pointers(item, f"{pointer}/{key}")


SAMPLES = [order_document(path.stem.removeprefix("order-")) for path in ORDER_FILES]
PLACES = [(index, place) for index, sample in enumerate(SAMPLES) for place in pointers(sample)]


@given(st.sampled_from(PLACES), odd_values)
def test_both_engines_agree_on_orders_that_were_spoilt_anywhere(place: tuple[int, str], value: object) -> None:
    index, pointer = place
    document = put(copy.deepcopy(SAMPLES[index]), pointer, value)

    assert order_schema().accepts(document) == (not list(order_schema().explain(document)))


@given(odd_values)
def test_both_engines_agree_on_anything(value: object) -> None:
    assert order_schema().accepts(value) == (not list(order_schema().explain(value)))


def test_a_compiled_schema_can_be_sent_to_another_process() -> None:
    sent = pickle.loads(pickle.dumps(order_schema()))  # noqa: S301 - our own bytes

    assert sent.accepts(order_document())


@pytest.mark.parametrize("schema", [{"type": "strin"}, {"pattern": "["}, {"$ref": "https://example.com/schema.json"}])
def test_a_schema_that_is_none_is_refused(schema: dict[str, Any]) -> None:
    with pytest.raises(WorkspaceError, match="the schema of order confirmations is no schema: "):
        OrderSchema(schema)
