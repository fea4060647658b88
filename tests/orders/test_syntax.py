from __future__ import annotations

import pytest

from tamdocs.orders.positions import Places
from tamdocs.orders.syntax import explain_stop

CUT = "the file breaks off here: "


def explain(text: str) -> str:
    places = Places(text)
    assert places.index.stop is not None
    flaw = explain_stop(places, places.index.stop)
    at = places.at(flaw.offset)
    return f"{at.line}:{at.column}: {flaw.message} [{flaw.code}] {flaw.hint}"


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_an_empty_file_is_named_so(text: str) -> None:
    assert explain(text) == "1:1: the file is empty [empty-file] give the order as a JSON object: { ... }"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": {\n "b": [1,', f"2:10: {CUT}the [ of 2:7 (a.b) is still open, and 2 more around it"),
        ("{", f"1:2: {CUT}the {{ of 1:1 is still open"),
        ('{"a": tru', f"1:7: {CUT}the {{ of 1:1 is still open"),
        ('{"a": "x', "1:7: the file breaks off in the text that begins here: its quotation mark is not closed"),
        ('{"a": "x\\', "1:7: the file breaks off in the text that begins here: its quotation mark is not closed"),
        ('{"a": "x\\u12', "1:7: the file breaks off in the text that begins here: its quotation mark is not closed"),
    ],
)
def test_a_file_that_breaks_off_says_what_is_open(text: str, message: str) -> None:
    assert explain(text) == f"{message} [cut-off] the end of the file is missing; get the file again"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": 1 "b": 2}', "1:9: a comma is missing before this [bad-json] put a comma between two entries"),
        ("[1 2]", "1:4: a comma is missing before this [bad-json] put a comma between two entries"),
        ('{"a": 1,}', "1:9: a comma stands before this }, and nothing between [bad-json] take the comma out"),
        ("[1,]", "1:4: a comma stands before this ], and nothing between [bad-json] take the comma out"),
        ('{"a": }', "1:7: a value is missing here [bad-json] write the value after the colon"),
        ('{"a" 1}', '1:6: a colon is missing between the field name and its value [bad-json] write "name": value'),
        ('{"a": 1]', "1:8: ] closes nothing here: the { of 1:1 is still open [bad-json] close it with } first"),
        (
            "{} {}",
            "1:4: something follows after the end of the order [bad-json] one file holds one order; take the rest out",
        ),
        ("[,]", "1:2: , may not stand here [bad-json] expected here: a value or ]"),
        ("\ufeff{}", "1:1: U+FEFF may not stand here [bad-json] expected here: a value"),
    ],
)
def test_what_stands_in_the_wrong_place_is_named(text: str, message: str) -> None:
    assert explain(text) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{} // end", "1:4: // starts a comment, and JSON has none [bad-json] take the comment out"),
        ('{"a": NaN}', "1:7: NaN is not a value in JSON [bad-json] write a number, or leave the field out"),
        ("[-Infinity]", "1:2: -Infinity is not a value in JSON [bad-json] write a number, or leave the field out"),
        ("[True]", "1:2: True is not a value in JSON [bad-json] JSON has true, false and null in small letters"),
        ("['x']", "1:2: ' is no quotation mark in JSON [bad-json] put text between two straight quotation marks: \""),
        ("{“a”: 1}", '1:2: “ is no quotation mark in JSON [bad-json] put text between two straight quotation marks: "'),
        (
            '{"a"：1}',
            "1:5: ： is a full-width sign, which JSON does not know [bad-json] write the ASCII sign: , : { } [ ]",
        ),
        ("{a: 1}", '1:2: a has no quotation marks [bad-json] text and field names stand in quotation marks: "'),
        (
            "[2017-12-01]",
            "1:2: 2017-12-01 is not a number as JSON writes it [bad-json] a code or a date stands in "
            'quotation marks: "',
        ),
        (
            "[007]",
            '1:2: 007 is not a number as JSON writes it [bad-json] a code or a date stands in quotation marks: "',
        ),
    ],
)
def test_a_common_slip_is_named(text: str, message: str) -> None:
    assert explain(text) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '["a\nb"]',
            '1:4: the line ends inside quotation marks [bad-json] close the text with " before the line ends; '
            "an address has one entry a line",
        ),
        ('["a\tb"]', "1:4: a tab stands inside quotation marks [control-character] take it out"),
        (
            '["a\x00b"]',
            "1:4: the control character U+0000 stands inside quotation marks [control-character] take it out",
        ),
        (
            '["a\\qb"]',
            "1:4: \\q is no escape in JSON [bad-json] write the character itself; a backslash is written twice: \\\\",
        ),
        (
            '["\\u12G4"]',
            "1:3: \\u12G4 is no escape in JSON [bad-json] write the character itself; a backslash is "
            "written twice: \\\\",
        ),
    ],
)
def test_what_may_not_stand_in_quotation_marks_is_named(text: str, message: str) -> None:
    assert explain(text) == message


def test_too_deep_and_too_many_are_told_from_bad_json() -> None:
    assert explain("[" * 5_000) == (
        "1:65: values are nested more than 64 levels deep here; an order has six [too-deep] None"
    )
    assert explain("[" + "1," * 60_000) == (
        "1:100000: the file has more than 50,000 values; this is no order [too-large] None"
    )
