from __future__ import annotations

from dataclasses import replace

import pytest

from tamdocs.document.model import LineBreak, Text
from tamdocs.errors import LibraryError
from tamdocs.library.clause_markdown import ClauseText, parse_clause
from tamdocs.library.expressions import Expressions
from tamdocs.library.filters import make_filters
from tamdocs.library.template import (
    CrossReference,
    DetailsTemplate,
    EntriesTemplate,
    ListTemplate,
    OutwardLink,
    ParagraphTemplate,
    SignatureTemplate,
    Slot,
    TableTemplate,
    When,
    Wrapped,
)

HEAD = "---\ntitle: A title\nfacts: [SD-1]\n---\n"


def parse(body: str, head: str = HEAD) -> ClauseText:
    return parse_clause("en.md", "clause", head + body, Expressions(make_filters("en-GB", {"yes": "Yes", "no": "No"})))


def refused(body: str, head: str = HEAD) -> list[str]:
    with pytest.raises(LibraryError) as caught:
        parse(body, head)
    return [str(problem) for problem in caught.value.problems]


def paragraph(body: str) -> ParagraphTemplate:
    block = parse(body).blocks[0]
    assert isinstance(block, ParagraphTemplate)
    return block


def test_title_and_facts_come_from_the_front_matter() -> None:
    text = parse("Words.")

    assert (text.title, text.facts) == ("A title", ("SD-1",))


def test_a_value_keeps_its_expression_and_its_line() -> None:
    slot = paragraph("One\n{{ term.end|date }}").inlines[1]

    assert isinstance(slot, Slot)
    assert (slot.expression.source, slot.expression.path, slot.line) == ("term.end|date", ("term", "end"), 6)


def test_an_expression_may_hold_what_markdown_would_read() -> None:
    inlines = paragraph("{{ 'a|b*c*' }} and {{ customer.legal_name }}").inlines

    assert [inline.expression.source for inline in inlines if isinstance(inline, Slot)] == [
        "'a|b*c*'",
        "customer.legal_name",
    ]


def test_a_line_end_is_a_space_in_english_and_nothing_in_chinese() -> None:
    assert paragraph("one\ntwo").inlines == (Text("one two"),)
    assert paragraph("服务\n期内").inlines == (Text("服务期内"),)
    assert paragraph("服务\nTAM").inlines == (Text("服务 TAM"),)


def test_a_backslash_breaks_the_line() -> None:
    assert paragraph("one\\\ntwo").inlines == (Text("one"), LineBreak(), Text("two"))


def test_marks_links_and_references() -> None:
    inlines = paragraph("**a** [](#payment) [words](#payment) <https://example.com/x>").inlines

    assert inlines == (
        Wrapped("strong", (Text("a"),)),
        Text(" "),
        CrossReference("payment", "", 5),
        Text(" "),
        CrossReference("payment", "words", 5),
        Text(" "),
        OutwardLink("https://example.com/x", (Text("https://example.com/x"),)),
    )


def test_an_id_at_the_head_of_an_item_names_the_item() -> None:
    block = parse("1. (export)=\n   Words.\n2. More.").blocks[0]

    assert isinstance(block, ListTemplate)
    assert [item.id for item in block.items] == ["export", ""]


def test_a_condition_holds_its_blocks() -> None:
    block = parse(':::{when} channel.kind == "reseller"\nWords.\n:::').blocks[0]

    assert isinstance(block, When)
    assert block.condition.source == 'channel.kind == "reseller"'
    assert isinstance(block.blocks[0], ParagraphTemplate)


def test_a_table_repeats_its_one_row() -> None:
    block = parse(
        ":::{table} item in designated_software\n:summary: What it holds\n:widths: 3 1\n\n"
        "| Product | Quantity |\n| --- | ---: |\n| {{ item.product }} | {{ item.quantity|number }} |\n:::"
    ).blocks[0]

    assert isinstance(block, TableTemplate)
    assert block.repeat is not None
    assert (block.repeat.name, block.repeat.items.source) == ("item", "designated_software")
    assert [(column.width, column.align) for column in block.columns] == [(0.75, "left"), (0.25, "right")]


def test_details_hold_labels_and_conditions() -> None:
    block = parse("::::{details}\n:summary: S\n\nA\n: a\n\n:::{when} fee\nB\n: b\n:::\n::::").blocks[0]

    assert isinstance(block, DetailsTemplate)
    assert [type(inner) for inner in block.blocks] == [EntriesTemplate, When]


def test_a_signature_holds_parties_and_their_lines() -> None:
    block = parse(":::{signature}\n{{ vendor.legal_name }}\n: Name\n: Date\n\nCustomer\n: Name\n:::").blocks[0]

    assert isinstance(block, SignatureTemplate)
    assert [len(entry.blocks) for entry in block.entries] == [2, 1]


def test_every_wrong_place_is_reported_at_once() -> None:
    assert refused("# Head\n\n`code` <b>x</b> ![i](j)\n\n> quote\n\n[a](ftp://b)\n") == [
        "en.md:5: a heading cannot stand in a clause [markup]\n  at: clause\n"
        "  hint: the outline of the document makes the headings",
        "en.md:7: code cannot stand in a clause [markup]\n  at: clause",
        "en.md:7: raw HTML cannot stand in a clause [markup]\n  at: clause",
        "en.md:7: raw HTML cannot stand in a clause [markup]\n  at: clause",
        "en.md:7: an image cannot stand in a clause [markup]\n  at: clause",
        "en.md:9: a block quote cannot stand in a clause [markup]\n  at: clause",
        "en.md:11: `ftp://b` is not an http, https or mailto address [link]\n  at: clause",
    ]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("{{ a|shout }}", "there is no filter `shout` [unknown-filter]"),
        ("{{ a|dat }}", "hint: did you mean `date`?"),
        ("{{ a b }}", "`a b` is not an expression"),
        ("{{ open", "`{{` opens or closes nothing [open-slot]"),
        ("{% if x %}", "`{%` opens or closes nothing [open-slot]"),
        (":::{wen} x\na\n:::", "`:::{wen} x` is not a directive [directive]"),
        (":::{note}\nnever closed", "`:::{note}` is not closed [open-directive]"),
        (":::{table}\n\n| a |\n| --- |\n| b |\n:::", "`:summary:` is missing"),
        ("| a |\n| --- |\n| b |", "a table stands in a :::{table} directive"),
        (":::{each} items\na\n:::", "`items` does not say what is repeated [repeat]"),
        ("(Bad Id)=\nWords", "`Bad Id` is not an id"),
        ("Words\n\n(last)=", "`(last)=` stands before nothing that it could name"),
        ("a \ue000 b", "a private-use character cannot stand in a clause"),
        ("a &#xE123; b", "a private-use character cannot stand in a clause"),
        ("1.", "the list item is empty"),
    ],
)
def test_what_is_wrong_is_named(body: str, message: str) -> None:
    assert message in "\n".join(refused(body))


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("", "the clause does not begin with `---`"),
        ("---\ntitle: T\n---\n", "`facts` is missing"),
        ("---\ntitle: [T]\nfacts: []\n---\n", "`title` is missing or is not text"),
        ("---\ntitle: T\nfacts: []\nmore: 1\n---\n", "`more` is not known"),
        ("---\n: :\n  - {\n---\n", "the lines between `---` are not YAML"),
    ],
)
def test_front_matter_is_checked(head: str, message: str) -> None:
    assert message in "\n".join(refused("Words.", head))


def test_two_texts_of_equal_words_are_equal() -> None:
    assert replace(parse("{{ fee|money }}")) == parse("{{ fee|money }}")
