from __future__ import annotations

from collections.abc import Mapping

import pytest

from tamdocs.document.model import (
    Block,
    BulletList,
    Contents,
    Item,
    Numbering,
    OrderedList,
    Paragraph,
    Reference,
    Section,
    Text,
)
from tamdocs.document.text import blocks_text
from tamdocs.errors import LibraryError
from tamdocs.library.clause_markdown import ClauseText, parse_clause
from tamdocs.library.expand import expand_clause
from tamdocs.library.expressions import Expressions
from tamdocs.library.number import UNNUMBERED, number

TERMS = Numbering(("1.",), ("1.1", "(a)", "(i)"))
DESCRIPTION = Numbering(("1.", "1.1"), ("(a)", "(i)"))


def section(identity: str, *blocks: Block, level: int = 1, printed: str = "") -> Section:
    return Section(identity, printed, level, (Text(identity),), blocks, identity)


def words(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def item(text: str, *blocks: Block, identity: str = "") -> Item:
    return Item("", (words(text), *blocks), identity)


def reference(target: str, text: str = "") -> Paragraph:
    return Paragraph((Reference(target, text),))


def clause(body: str, source: str = "payment/en.md") -> ClauseText:
    text = f"---\ntitle: T\nfacts: []\n---\n{body}"
    return parse_clause(source, "payment", text, Expressions({}))


def refused_in(texts: Mapping[str, ClauseText]) -> list[str]:
    """Return what is said of sections that are made of *texts*, by clause."""
    blocks = tuple(section(name, *expand_clause(text, name, {"many": [1, 2]})) for name, text in texts.items())
    with pytest.raises(LibraryError) as caught:
        number(blocks, TERMS, "Section {number}", "terms.toml", texts)
    return [str(problem) for problem in caught.value.problems]


def lines(numbering: Numbering, *blocks: Block) -> list[str]:
    return list(blocks_text(number(blocks, numbering, "Section {number}", "terms.toml"), contents=True))


def refused(*blocks: Block) -> list[str]:
    with pytest.raises(LibraryError) as caught:
        number(blocks, TERMS, "Section {number}", "terms.toml")
    return [str(problem) for problem in caught.value.problems]


def test_first_level_goes_on_through_a_section_and_deeper_lists_restart() -> None:
    first = OrderedList(0, (item("one", OrderedList(1, (item("x"), item("y")))), item("two")))
    second = OrderedList(0, (item("three", OrderedList(1, (item("z"),))),))

    printed = lines(TERMS, section("a", first, words("between"), second), section("b", OrderedList(0, (item("four"),))))

    assert printed == [
        "1. a", "1.1 one", "(a) x", "(b) y", "1.2 two", "between", "1.3 three", "(a) z", "2. b", "2.1 four",
    ]  # fmt: skip


def test_sections_inside_sections_have_the_number_above() -> None:
    assert lines(DESCRIPTION, section("a"), section("b", section("c", level=2), section("d", level=2))) == [
        "1. a", "2. b", "2.1 c", "2.2 d",
    ]  # fmt: skip


def test_a_section_without_a_number_is_not_counted() -> None:
    assert lines(TERMS, section("a"), section("b", printed=UNNUMBERED), section("c")) == ["1. a", "b", "2. c"]


def test_a_reference_prints_the_whole_number_of_what_it_names() -> None:
    deep = OrderedList(2, (item("z", identity="deep"),))
    listed = OrderedList(0, (item("x", OrderedList(1, (item("y", deep, identity="middle"),)), identity="top"),))

    printed = lines(
        TERMS,
        section("a", reference("b"), reference("top"), reference("middle"), reference("deep")),
        section("b", listed),
    )

    assert printed[1:5] == ["Section 2", "Section 2.1", "Section 2.1(a)", "Section 2.1(a)(i)"]


def test_a_list_without_a_number_above_is_cited_after_its_section() -> None:
    printed = lines(DESCRIPTION, section("a", OrderedList(0, (item("x", identity="x"),)), reference("x")))

    assert printed == ["1. a", "(a) x", "Section 1(a)"]


def test_a_reference_with_words_keeps_them() -> None:
    assert lines(TERMS, section("a", reference("a", "above")))[1] == "above"


def test_contents_list_every_section() -> None:
    contents = Contents((Text("Contents"),), ())

    assert lines(TERMS, contents, section("a"), section("b")) == ["Contents", "1. a", "2. b", "1. a", "2. b"]


def test_an_item_of_a_bullet_list_has_no_number_to_cite() -> None:
    assert refused(section("a", BulletList((item("x", identity="x"),)), reference("x"))) == [
        "terms.toml: `#x` has no number that a reference could print [reference]\n  at: a\n"
        "  hint: give the reference words of its own: [words](#x)"
    ]


def test_a_reference_to_nothing_is_refused_with_the_nearest_id() -> None:
    assert refused(section("payment", reference("paymet"))) == [
        "terms.toml: the reference to `#paymet` points at nothing [reference]\n  at: payment\n"
        "  hint: did you mean `payment`?"
    ]


def test_an_id_stands_once() -> None:
    assert refused(section("a", Paragraph((), "x")), section("b", Paragraph((), "x"))) == [
        "terms.toml: the id `x` stands twice in the document [numbering]\n  at: b"
    ]


def test_lists_and_sections_deeper_than_the_outline_are_refused() -> None:
    deepest = OrderedList(3, (item("x"),))

    assert "a list is nested deeper than the outline's 3 kinds of list" in refused(section("a", deepest))[0]
    assert "the outline is deeper than its headings: b" in refused(section("a", section("b", level=2)))[0]


def test_a_list_that_needs_the_number_of_a_section_is_refused_outside_one() -> None:
    assert "a list numbered 1.1 stands in no numbered section" in refused(OrderedList(0, (item("x"),)))[0]


def test_a_reference_is_refused_where_it_is_written() -> None:
    assert refused_in({"payment": clause("Words.\n\n- See\n  [](#paymet).")}) == [
        "payment/en.md:8: the reference to `#paymet` points at nothing [reference]\n  at: payment\n"
        "  hint: did you mean `payment`?"
    ]


def test_a_reference_into_a_condition_that_does_not_hold_is_refused_with_the_way_out() -> None:
    assert refused_in({"payment": clause("See [](#here).\n\n:::{when} false\n(here)=\nWords.\n:::")}) == [
        "payment/en.md:5: the reference to `#here` points at nothing in this order [reference]\n  at: payment\n"
        "  hint: `here` stands in a condition that does not hold here; put the reference into it too"
    ]


def test_an_id_that_two_clauses_set_is_refused_with_both_places() -> None:
    texts = {"payment": clause("1. (x)=\n   A"), "privacy": clause("Words.\n\n(x)=\nB", "privacy/en.md")}

    assert refused_in(texts) == [
        "privacy/en.md:8: the id `x` stands twice in the document [numbering]\n  at: privacy\n"
        "  hint: payment/en.md:6 sets it too"
    ]


def test_an_id_of_a_clause_is_not_set_again() -> None:
    assert refused_in({"payment": clause("(payment)=\nA")}) == [
        "payment/en.md:6: the id `payment` stands twice in the document [numbering]\n  at: payment\n"
        "  hint: it is the id of a clause; set another"
    ]


def test_an_id_in_a_repeat_is_refused_with_the_reason() -> None:
    assert refused_in({"payment": clause(":::{each} item in many\n(x)=\nA\n:::")}) == [
        "payment/en.md:7: the id `x` stands twice in the document [numbering]\n  at: payment\n"
        "  hint: it stands in a repeat, and would be set once for each item"
    ]


def test_a_list_too_deep_is_refused_where_it_is_written() -> None:
    assert refused_in({"payment": clause("1. a\n   1. b\n      1. c\n         1. d")}) == [
        "payment/en.md:8: a list is nested deeper than the outline's 3 kinds of list [numbering]\n  at: payment"
    ]
