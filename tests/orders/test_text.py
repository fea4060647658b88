from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamdocs.orders.text import MOST_MARKS, Flaw, find_flaw, is_plain, tidy

ALL_CODES = range(sys.maxunicode + 1)


@pytest.mark.parametrize(
    "text",
    [
        "O'Neill & Hart Freight, Inc.",
        "Köhler Präzisionswerke GmbH & Co. KG",
        "上海云岭信息技术有限公司",
        "浦东新区张江路 88 号 6 号楼 12 层",
        "#09-21 Symbiosis",
        "{{ customer }} <b> $x^2$ #{1} \\ */ %",
        "नमस्ते, สวัสดี, עִברִית, Việt Nam",
        "🏢 Ltd",
        "a\u00a0b",
        "全角　空格",
    ],
)
def test_text_that_people_write_is_taken(text: str) -> None:
    assert find_flaw(text) is None


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        (
            "a\nb",
            Flaw("control-character", "has a line break (U+000A)", "write one line; an address has one entry a line"),
        ),
        (
            "a\u2028b",
            Flaw("control-character", "has a line break (U+2028)", "write one line; an address has one entry a line"),
        ),
        ("a\tb", Flaw("control-character", "has a tab (U+0009)", "write one line; an address has one entry a line")),
        ("a\x00", Flaw("control-character", "has the control character U+0000", "take it out")),
        ("a\x9f", Flaw("control-character", "has the control character U+009F", "take it out")),
        (
            "a\ud800",
            Flaw(
                "lone-surrogate",
                "has U+D800, one half of a character",
                "a pair of \\u escapes makes one character; write the character itself",
            ),
        ),
        ("a\ufffe", Flaw("non-character", "has U+FFFE, which is no character", "take it out")),
        ("a\ufdd0", Flaw("non-character", "has U+FDD0, which is no character", "take it out")),
        ("a\U0010ffff", Flaw("non-character", "has U+10FFFF, which is no character", "take it out")),
        (
            "a\ue000",
            Flaw(
                "private-character",
                "has U+E000, a character for private use that each font draws as it likes",
                "write the character that Unicode has for it",
            ),
        ),
        ("a\u0378", Flaw("unassigned-character", "has U+0378, which Unicode does not define", "take it out")),
        (
            "a\u202eb",
            Flaw(
                "direction-control",
                "has U+202E RIGHT-TO-LEFT OVERRIDE, which turns the direction of the text",
                "take it out",
            ),
        ),
        ("a\u200bb", Flaw("invisible-character", "has U+200B ZERO WIDTH SPACE, which nobody sees", "take it out")),
        ("a\ufe0f", Flaw("invisible-character", "has U+FE0F VARIATION SELECTOR-16, which nobody sees", "take it out")),
        ("\u3164", Flaw("invisible-character", "has U+3164 HANGUL FILLER, which nobody sees", "take it out")),
        (
            "K\ufffdln",
            Flaw(
                "lost-character",
                "has U+FFFD REPLACEMENT CHARACTER, which stands for something that was lost",
                "write it anew",
            ),
        ),
        ("   ", Flaw("blank-text", "has nothing but white space", "fill it in, or leave the field out")),
        (
            "\u0301a",
            Flaw(
                "stray-mark",
                "starts with U+0301 COMBINING ACUTE ACCENT, a mark that belongs on a letter before it",
                "write the letter first",
            ),
        ),
        (
            "a" + "\u0316" * (MOST_MARKS + 1),
            Flaw("too-many-marks", "has more than 30 combining marks on one letter", "take them out"),
        ),
    ],
)
def test_text_that_does_not_come_out_as_it_stands_is_refused(text: str, flaw: Flaw) -> None:
    assert find_flaw(text) == flaw


def test_so_many_marks_on_a_letter_are_taken() -> None:
    assert find_flaw("a" + "\u0316" * MOST_MARKS) is None


def test_every_character_of_the_categories_that_nobody_sees_is_refused() -> None:
    refused = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}

    taken = [
        char for char in map(chr, ALL_CODES) if unicodedata.category(char) in refused and not find_flaw(f"a{char}b")
    ]

    assert taken == []


def test_every_blank_counts_as_a_space() -> None:
    blanks = [char for char in map(chr, ALL_CODES) if unicodedata.category(char) == "Zs"]

    assert {tidy(f" a{blank}{blank}b{blank}") for blank in blanks} == {"a b"}


def test_the_quick_look_says_yes_only_where_nothing_is_to_do() -> None:
    wrong = [
        char
        for char in map(chr, ALL_CODES)
        for text in (f"a{char}b", char)
        if is_plain(text) and (find_flaw(text) or tidy(text) != text)
    ]

    assert wrong == []


@given(st.text())
def test_the_quick_look_agrees_with_the_thorough_one(text: str) -> None:
    if is_plain(text):
        assert find_flaw(text) is None
        assert tidy(text) == text


@given(st.text())
def test_what_is_tidy_stays_so(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def test_text_is_normalised_to_nfc() -> None:
    assert tidy("Ko\u0308ln") == "Köln"
