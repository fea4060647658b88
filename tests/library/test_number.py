from __future__ import annotations

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
