from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tamdocs.document.model import (
    Blocks,
    Column,
    Definitions,
    Field,
    LineBreak,
    Note,
    OrderedList,
    Paragraph,
    Signature,
    SignatureParty,
    Table,
    Text,
)
from tamdocs.document.text import blocks_text
from tamdocs.errors import LibraryError
from tamdocs.library.agreement import agree, names_of
from tamdocs.library.clause_markdown import parse_clause
from tamdocs.library.expand import expand_clause
from tamdocs.orders.model import Order
from tests.support.samples import sample_library, sample_order


def expand(body: str, order: Order | None = None) -> Blocks:
    agreement = agree(order or sample_order(), sample_library())
    language = agreement.edition.languages["en"]
    text = parse_clause("en.md", "clause", f"---\ntitle: T\nfacts: []\n---\n{body}", language.expressions)
    return expand_clause(text, "clause", names_of(agreement, language))


def refused(body: str, order: Order | None = None) -> str:
    with pytest.raises(LibraryError) as caught:
        expand(body, order)
    return str(caught.value)


def test_a_value_becomes_a_field_with_its_pointer() -> None:
    assert expand("By {{ customer.legal_name }}.") == (
        Paragraph((Text("By "), Field("上海云岭信息技术有限公司", "/customer/legal_name"), Text("."))),
    )


def test_a_value_is_never_markup() -> None:
    hostile = "**bold** {{ 7*7 }} [x](#y) | a | <b> :::{when} \\"
    order = sample_order()
    order = replace(order, customer=replace(order.customer, legal_name=hostile))

    assert expand("{{ customer.legal_name }}", order) == (Paragraph((Field(hostile, "/customer/legal_name"),)),)


def test_a_value_is_printed_in_normal_form_c() -> None:
    order = sample_order()
    order = replace(order, customer=replace(order.customer, legal_name="Ko\u0308hler"))

    assert expand("{{ customer.legal_name }}", order) == (Paragraph((Field("Köhler", "/customer/legal_name"),)),)


def test_a_value_of_several_lines_breaks_the_line() -> None:
    block = expand("{{ vendor.address|address }}")[0]

    assert isinstance(block, Paragraph)
    assert block.inlines[:3] == (
        Field("6 Temasek Boulevard", "vendor:/address"),
        LineBreak(),
        Field("#11-01 Suntec Tower 4", "vendor:/address"),
    )


def test_a_condition_decides() -> None:
    body = ':::{when} channel.kind == "reseller"\nA\n:::\n\n:::{when} channel.kind == "direct"\nB\n:::'

    assert list(blocks_text(expand(body))) == ["B"]


def test_a_field_that_the_order_leaves_out_is_false_in_a_condition() -> None:
    assert expand(":::{when} service_provider\nA\n:::") == ()


def test_lists_with_only_a_condition_between_are_one() -> None:
    blocks = expand("1. A\n\n:::{when} fee\n2. B\n:::\n\n3. C")

    assert len(blocks) == 1
    assert isinstance(blocks[0], OrderedList)
    assert list(blocks_text(blocks)) == ["A", "B", "C"]


def test_definitions_with_only_a_condition_between_are_one() -> None:
    blocks = expand("A\n: a\n\n:::{when} fee\nB\n: b\n:::")

    assert len(blocks) == 1
    assert isinstance(blocks[0], Definitions)


def test_notes_that_follow_one_another_are_one() -> None:
    blocks = expand("::::{each} item in designated_contacts\n:::{note}\n{{ item.name }}\n:::\n::::")

    assert len(blocks) == 1
    assert list(blocks_text(blocks)) == ["陈思远", "李婷", "王浩"]


def test_a_repeat_gives_each_item_its_own_pointer() -> None:
    blocks = expand(":::{each} item in designated_contacts\n{{ item.name }}\n:::")

    assert [block.inlines for block in blocks if isinstance(block, Paragraph)] == [
        (Field("陈思远", "/designated_contacts/0/name"),),
        (Field("李婷", "/designated_contacts/1/name"),),
        (Field("王浩", "/designated_contacts/2/name"),),
    ]


def test_a_table_has_a_row_for_each_item() -> None:
    body = (
        ":::{table} item in designated_software\n:summary: S\n\n"
        "| A | B |\n| --- | ---: |\n| {{ item.product }} | {{ item.quantity|number }} |\n:::"
    )

    assert expand(body) == (
        Table(
            (Column(0.5), Column(0.5, "right")),
            ((Text("A"),), (Text("B"),)),
            (
                (
                    (Field("Symantec Endpoint Protection 14", "/designated_software/0/product"),),
                    (Field("2,500", "/designated_software/0/quantity"),),
                ),
                (
                    (Field("Symantec Data Loss Prevention 15", "/designated_software/1/product"),),
                    (Field("800", "/designated_software/1/quantity"),),
                ),
            ),
            False,
            "S",
        ),
    )


def test_details_are_a_table_of_labels_and_values() -> None:
    body = "::::{details}\n:summary: S\n\nA\n: {{ territory }}\n\n:::{when} renews\nB\n: {{ renews }}\n:::\n::::"

    assert expand(body) == (
        Table((Column(0.3), Column(0.7)), (), (((Text("A"),), (Field("CN", "/territory"),)),), True, "S"),
    )


def test_a_note_and_a_signature() -> None:
    assert expand(":::{note}\nA\n:::\n\n:::{signature}\nX\n: Name\n: Date\n:::") == (
        Note((Paragraph((Text("A"),)),)),
        Signature((SignatureParty((Text("X"),), ((Text("Name"),), (Text("Date"),))),)),
    )


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("{{ renews }}", "`renews`: this is left out; put it in a condition"),
        ("{{ term.end }}", "`term.end`: a day is printed with |date"),
        ("{{ customer.address }}", "`customer.address`: an address is printed with |address"),
        ("{{ customer.legalname }}", "`customer.legalname`: it has no `legalname`"),
        (
            "{{ channel.reseller.legal_name }}",
            "`channel.reseller.legal_name`: channel.reseller is left out; put it in a condition",
        ),
        ("{{ order_number*100000000 }}", "`order_number*100000000`: `*` is for numbers only"),
        ("{{ territory|date }}", "`territory|date`: this filter takes a day, not text"),
        ("{{ '' }}", "`''`: the value is empty"),
        (":::{each} item in territory\nA\n:::", "`territory`: this is not a list"),
        (":::{details}\n:summary: S\n\nWords.\n:::", "details hold labels and values only"),
        (":::{table} item in []\n:summary: S\n\n| A |\n| --- |\n| B |\n:::", "the table has no rows for this order"),
    ],
)
def test_what_cannot_be_printed_names_file_line_and_clause(body: str, message: str) -> None:
    problem = refused(body)

    assert problem.startswith("en.md:5: " + message)
    assert "\n  at: clause" in problem


def test_the_sandbox_keeps_python_out() -> None:
    assert "unsafe" in refused("{{ order_number.__class__.__mro__ }}")
    assert "unsafe" in refused("{{ ''.format.__globals__ }}")


def test_a_leap_day_is_a_day() -> None:
    order = sample_order()
    order = replace(order, term=replace(order.term, end=date(2020, 2, 29)))

    assert list(blocks_text(expand("{{ term.end|date }}", order))) == ["29 February 2020"]
