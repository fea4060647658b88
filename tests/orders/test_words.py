from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tamdocs.orders.words import as_json, dotted, join_pointer, listed, nearest, shown, split_pointer


def test_values_are_told_in_the_words_of_json() -> None:
    told = [as_json(value) for value in (True, False, None, 1, 2.0, 'a"b', "é", {"a": 1}, [1])]

    assert told == ["true", "false", "null", "1", "2.0", '"a\\"b"', '"é"', "an object", "a list"]


def test_what_a_terminal_would_not_show_is_escaped() -> None:
    assert as_json("a\n\x7f\u202e\ud800\x1b[31m") == r'"a\n\u007f\u202e\ud800\u001b[31m"'
    assert shown("a\u200bb\x07") == r"a\u200bb\u0007"


def test_what_is_long_is_shortened() -> None:
    assert as_json("x" * 1_000) == '"' + "x" * 57 + '…"'
    assert shown("x" * 1_000) == "x" * 59 + "…"
    assert as_json(10**300) == "a very long number"
    assert as_json(float("inf")) == "a very long number"


def test_a_place_is_a_dotted_name() -> None:
    assert dotted("/designated_software/1/base_support_end") == "designated_software[1].base_support_end"
    assert dotted("") == "the order"


@given(st.lists(st.text()))
def test_a_json_pointer_gives_its_parts_back(parts: list[str]) -> None:
    assert split_pointer(join_pointer(parts)) == parts


def test_a_slip_of_the_pen_is_guessed_and_letter_case_does_not_count() -> None:
    known = ["legal_name", "address"]

    guesses = [nearest(word, known) for word in ("legalname", "ADDRESS", "colour", "a" * 1_000)]

    assert guesses == ["legal_name", "address", None, None]


def test_names_stand_in_a_row() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b or c"
