from __future__ import annotations

import string

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tamdocs.library.clause_markdown import parse_clause
from tamdocs.library.clause_source import read_source
from tamdocs.wordside.markdown import line_width, markdown_lines
from tamdocs.wordside.pieces import Look, Piece, Pieces, Placeholder, Pointer, Words, pieces_of, plain_text, tidy
from tests.support.samples import sample_library

EXPRESSIONS = sample_library().editions["2017-11"].languages["en"].expressions
HEAD = "---\ntitle: Title\nfacts: []\n---\n\n"
SIGNS = "*_`[](){}<>&|\\#+-=~:.!%$^'\"1a 。“”「协议」’;,/@\u00a0\u3000"
typed = st.one_of(
    st.text(st.sampled_from(SIGNS), min_size=1, max_size=40),
    st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Co", "Zl", "Zp", "Cn"], exclude_characters="\u2028\u2029\x85"),
        min_size=1,
        max_size=60,
    ),
    st.lists(
        st.sampled_from(
            [
                "{{ x }}",
                "{% if %}",
                ":::",
                "(id)=",
                "1.",
                "2)",
                "-",
                "+",
                "#",
                "**bold**",
                "&amp;",
                "<http://a.example>",
                "---",
                "===",
                "word",
                "a_b_c",
                ": x",
                "~ x",
                "| a | b |",
                "|---|---|",
                "[](#payment)",
                "+++",
                "% note",
                "``` x",
                "\\",
                "{#",
                "#}",
            ]
        ),
        min_size=1,
        max_size=12,
    ).map(" ".join),
)
prefixes = st.sampled_from([("", 0), ("1. ", 3), ("   1. ", 6), ("- ", 2), ("10. ", 4)])
widths = st.one_of(st.none(), st.integers(10, 80))


def read_back(pieces: Pieces, prefix: str, indent: int, width: int | None) -> list[Pieces]:
    lines = markdown_lines(pieces, prefix, indent, width)
    before = ["1. Before:"] if prefix.startswith("   ") else []
    text = HEAD + "".join(f"{line}\n" for line in [*before, *lines])
    parse_clause("clause.md", "clause", text, EXPRESSIONS)
    units = read_source("clause.md", "clause", text, EXPRESSIONS).units
    return [pieces_of(unit.inlines) for unit in units[len(before) :]]


@settings(max_examples=600, deadline=None)
@given(typed, prefixes, widths)
@example("word \\", ("", 0), 10)
@example("a (b)= c", ("", 0), 10)
@example("协议 协议 , word ”。 x", ("1. ", 3), 10)
def test_typed_text_comes_back_as_that_text(text: str, place: tuple[str, int], width: int | None) -> None:
    pieces = tidy([Words(text)])
    assume(pieces)

    assert read_back(pieces, *place, width) == [pieces]


@settings(max_examples=200, deadline=None)
@given(st.lists(typed, min_size=2, max_size=4), widths)
def test_line_ends_come_back(texts: list[str], width: int | None) -> None:
    pieces = tidy([Words("\n".join(texts))])
    assume(pieces and "\n\n" not in plain_text(pieces))

    assert read_back(pieces, "", 0, width) == [pieces]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.text(string.ascii_letters + "_*{}", min_size=1, max_size=9), min_size=2, max_size=8), widths, st.data()
)
def test_bold_words_values_and_references_come_back(words: list[str], width: int | None, data: st.DataObject) -> None:
    looks = st.sampled_from([Look(), Look(strong=True), Look(emphasis=True), Look(address="https://a.example/b_c")])
    made: list[Piece] = []
    for word in words:
        locked: list[Piece] = [Placeholder("customer.legal_name"), Pointer("payment", "")]
        made += [data.draw(st.sampled_from([*locked, Words(word, data.draw(looks))])), Words(" ")]
    pieces = tidy(made)

    assert read_back(pieces, "1. ", 3, width) == [pieces]


@pytest.mark.parametrize(
    ("pieces", "written"),
    [
        ((Words("plain words, en_US"),), "plain words, en_US"),
        ((Words("2 * 3 [x]"),), r"2 \* 3 \[x\]"),
        ((Words("{{ customer }}"),), r"\{\{ customer \}\}"),
        ((Words("1. first"),), r"1\. first"),
        ((Words(":::{when} x"),), r"\:::\{when\} x"),
        ((Words("see "), Words("this", Look(strong=True))), "see **this**"),
        ((Words("https://a.example/", Look(address="https://a.example/")),), "<https://a.example/>"),
        ((Words("here", Look(address="https://a.example/")),), "[here](https://a.example/)"),
        ((Placeholder("fee|money"), Words(" by "), Pointer("payment", "")), "{{ fee|money }} by [](#payment)"),
    ],
)
def test_words_are_written_as_a_lawyer_would_write_them(pieces: Pieces, written: str) -> None:
    assert markdown_lines(pieces, "", 0, None) == [written]


def test_lines_are_as_wide_as_those_around_them() -> None:
    text = HEAD + "1. " + "word " * 15 + "word\n   " + "word " * 5 + "word\n"

    assert line_width([text]) == 82
    assert line_width([HEAD + "一" * 200 + "\n"]) is None
