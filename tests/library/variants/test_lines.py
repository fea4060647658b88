from __future__ import annotations

from tamdocs.document.model import (
    Blocks,
    BulletList,
    Definition,
    Definitions,
    Field,
    Item,
    LineBreak,
    Link,
    Note,
    OrderedList,
    Paragraph,
    Reference,
    Signature,
    SignatureParty,
    Strong,
    Table,
    Text,
)
from tamdocs.library.variants.lines import clause_lines

PATTERNS = ("1.1", "(a)", "(i)")


def shown(*blocks: object, title: str = "") -> list[tuple[str, int, str, str]]:
    kept: Blocks = blocks  # type: ignore[assignment]
    lines = clause_lines(title, kept, PATTERNS, {"payment": "Payment"})
    return [(line.role, line.depth, line.marker, line.text) for line in lines]


def paragraph(words: str) -> Paragraph:
    return Paragraph((Text(words),))


def test_a_clause_begins_with_its_title() -> None:
    assert shown(paragraph("One."), title="Fees") == [("title", 0, "", "Fees"), ("text", 0, "", "One.")]


def test_items_have_markers_that_start_anew_in_each_list() -> None:
    inner = OrderedList(1, (Item("", (paragraph("Inner."), paragraph("More."))),))
    items = OrderedList(0, (Item("", (paragraph("One."), inner)), Item("", (paragraph("Two."),))))

    assert shown(items, BulletList((Item("", (paragraph("Dot."),)),))) == [
        ("text", 1, "1.", "One."),
        ("text", 2, "(a)", "Inner."),
        ("text", 2, "", "More."),
        ("text", 1, "2.", "Two."),
        ("text", 1, "•", "Dot."),
    ]


def test_rows_definitions_notes_and_signatures_are_lines_of_their_own_kind() -> None:
    table = Table((), ((Text("Head"),), (Text("Second"),)), (((Text("a"),), (Text("b"),)),), False, "")
    signature = Signature((SignatureParty((Text("Vendor"),), ((Text("Name"),), (Text("Date"),))),))
    entries = Definitions((Definition((Text("Term"),), (paragraph("means this."),)),))

    assert shown(table, signature, entries, Note((paragraph("Mind."),))) == [
        ("row", 0, "", "Head | Second"),
        ("row", 0, "", "a | b"),
        ("row", 0, "", "Vendor | Name | Date"),
        ("term", 0, "", "Term"),
        ("text", 1, "", "means this."),
        ("note", 0, "", "Mind."),
    ]


def test_a_value_of_the_order_shows_where_it_stands_and_one_of_the_region_what_it_is() -> None:
    inlines = (
        Text("To "),
        Field("1 Street", "/customer/address"),
        LineBreak(),
        Field("Town", "/customer/address"),
        Text(" and "),
        Field("P", "/designated_software/0/product"),
        Text(" by "),
        Strong((Field("Symantec Limited", "vendor:/legal_name"),)),
        Text(", "),
        Field("TAM", "/service"),
    )

    assert shown(Paragraph(inlines)) == [
        ("text", 0, "", "To ‹customer.address› and ‹designated_software.product› by Symantec Limited, TAM")
    ]


def test_a_reference_shows_the_title_of_what_it_leads_to() -> None:
    inlines = (Reference("payment", ""), Text(", "), Reference("item", ""), Text(", "), Reference("payment", "there"))

    assert shown(Paragraph(inlines))[0][-1] == "§ Payment, § item, there"


def test_a_link_is_its_words() -> None:
    assert shown(Paragraph((Link("https://example.com/", (Text("here"),)),)))[0][-1] == "here"
