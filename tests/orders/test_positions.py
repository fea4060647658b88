from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamdocs.orders.positions import DEEPEST, MOST_VALUES, Places, Position, index_json
from tamdocs.orders.words import split_pointer

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)
layouts = st.sampled_from([None, 1, "\t", "\r\n"])


def written(value: object, indent: int | str | None, *, ascii_only: bool) -> str:
    if indent == "\r\n":
        return json.dumps(value, indent=1, ensure_ascii=ascii_only).replace("\n", "\r\n")
    return json.dumps(value, indent=indent, ensure_ascii=ascii_only)


def all_values(value: object, pointer: str = "") -> list[tuple[str, object]]:
    found = [(pointer, value)]
    if isinstance(value, dict):
        for name, item in value.items():
            found += all_values(item, pointer + "/" + name.replace("~", "~0").replace("/", "~1"))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            found += all_values(item, f"{pointer}/{index}")
    return found


def read_at(text: str, position: Position) -> object:
    """Read the value at a position as an editor counts: lines end in LF, CRLF or CR."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    rest = "\n".join([lines[position.line - 1][position.column - 1 :], *lines[position.line :]])
    found: object = json.JSONDecoder().raw_decode(rest)[0]
    return found


@given(value=values, layout=layouts, ascii_only=st.booleans())
def test_reading_at_the_position_of_a_value_gives_that_value(
    value: object, layout: int | str | None, *, ascii_only: bool
) -> None:
    places = Places(written(value, layout, ascii_only=ascii_only))

    assert places.index.stop is None
    for pointer, part in all_values(value):
        assert read_at(places.text, places.of_value(pointer)) == part


@given(st.dictionaries(st.text(), values, max_size=4), layouts)
def test_reading_at_the_position_of_a_name_gives_that_name(value: dict[str, object], layout: int | str | None) -> None:
    places = Places(written(value, layout, ascii_only=True))

    for pointer in places.index.names:
        assert read_at(places.text, places.of_name(pointer)) == split_pointer(pointer)[-1]


@given(values, st.integers(min_value=0), layouts)
def test_a_text_that_breaks_off_is_indexed_as_far_as_it_goes(value: object, cut: int, layout: int | str | None) -> None:
    whole = written([value], layout, ascii_only=True)
    cut %= len(whole)
    index = index_json(whole[:cut])

    assert index.stop is not None
    assert index.values.items() <= index_json(whole).values.items()


json_like = st.lists(
    st.sampled_from([*'{}[]:," \n', '"a"', '"b"', '"\\u12', '"\\ud800"', "1", "-0", "1.5e3", "01", "true", "nul", "é"])
)


@given(json_like.map("".join) | st.text())
def test_what_the_index_takes_for_json_is_what_the_json_module_takes_for_json(text: str) -> None:
    def refuse(constant: str) -> None:
        raise ValueError(constant)

    try:
        json.loads(text, parse_constant=refuse)
    except ValueError:
        valid = False
    else:
        valid = True

    assert (index_json(text).stop is None) == valid


def test_of_fields_with_one_name_the_last_one_counts_and_the_first_is_known() -> None:
    index = index_json('{"a": 1,\n "b": {"a": 2, "a": 3}}')

    assert [(each.pointer, each.offset, each.first) for each in index.duplicates] == [("/b/a", 24, 16)]
    assert index.values["/b/a"] == 29


def test_a_pointer_without_a_value_is_placed_at_what_is_around_it() -> None:
    places = Places('{\n "a": {"b": 1}}')

    assert places.of_value("/a/c/d") == Position(2, 7)
    assert places.of_name("/a/c") == Position(2, 7)


def test_a_column_counts_code_points() -> None:
    places = Places('["𝄞é", 1]')

    assert places.of_value("/1") == Position(1, 8)


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_nesting_is_followed_to_a_depth_and_no_further(opening: str) -> None:
    stop = index_json(opening * 5_000).stop

    assert stop is not None
    assert (stop.reason, len(stop.opened)) == ("too deep", DEEPEST)


def test_values_are_followed_to_a_number_and_no_further() -> None:
    stop = index_json("[" + "1," * MOST_VALUES).stop

    assert stop is not None
    assert stop.reason == "too many"
