from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from tamdocs.document.model import (
    Column,
    Cover,
    Document,
    Field,
    LineBreak,
    Numbering,
    Paragraph,
    Reference,
    Section,
    Strong,
    Table,
    Text,
)
from tamdocs.document.tree_json import canonical_json, tree_values


def document(*inlines: Text | Field | Strong | LineBreak | Reference, marks: dict[str, str] | None = None) -> Document:
    return Document(
        kind="terms",
        language="zh-Hans",
        title="条款与条件",
        cover=Cover(("十一月",)),
        blocks=(Section("payment", "1.", 1, (Text("付款"),), (Paragraph(inlines),)),),
        closing="完",
        marks=MappingProxyType(marks or {"page": "第 {page} 页，共 {pages} 页"}),
        numbering=Numbering(("1.",), ("1.1",)),
        label="T",
        date=date(2017, 11, 20),
        author="Symantec",
        subject="S",
        skin="contract",
    )


def test_text_is_a_string_and_every_other_node_names_its_kind() -> None:
    made = document(
        Text("由 "), Field("上海云岭", "/customer/legal_name"), LineBreak(), Strong((Reference("payment", "第 1 条"),))
    )

    assert tree_values(made)["blocks"] == [
        {
            "is": "section",
            "id": "payment",
            "number": "1.",
            "level": 1,
            "title": ["付款"],
            "blocks": [
                {
                    "is": "paragraph",
                    "inlines": [
                        "由 ",
                        {"is": "field", "text": "上海云岭", "pointer": "/customer/legal_name"},
                        {"is": "line-break"},
                        {"is": "strong", "inlines": [{"is": "reference", "target": "payment", "text": "第 1 条"}]},
                    ],
                    "id": "",
                }
            ],
            "clause": "",
        }
    ]


def test_dates_are_iso_8601_and_a_missing_cover_is_null() -> None:
    values = tree_values(document())

    assert values["date"] == "2017-11-20"
    assert values["cover"] == {"is": "cover", "lines": ["十一月"]}


def test_tables_keep_their_widths_and_rows() -> None:
    table = Table((Column(0.25, "right"),), (), (((Text("a"),),),), row_headers=True, summary="s")
    blocks = tree_values(replace(document(), blocks=(table,)))["blocks"]

    assert blocks == [
        {
            "is": "table",
            "columns": [{"is": "column", "width": 0.25, "align": "right"}],
            "header": [],
            "rows": [[["a"]]],
            "row_headers": True,
            "summary": "s",
        }
    ]


def test_equal_documents_have_one_text_whatever_the_order_of_their_marks() -> None:
    one = document(Text("x"), marks={"page": "p", "edition": "e"})
    other = document(Text("x"), marks={"edition": "e", "page": "p"})

    assert canonical_json(one) == canonical_json(other)


def test_documents_that_differ_in_one_value_have_different_texts() -> None:
    one, other = document(Field("a", "/fee")), document(Field("b", "/fee"))

    assert canonical_json(one) != canonical_json(other)


def test_a_value_is_told_from_a_word_of_the_clause() -> None:
    assert canonical_json(document(Field("a", "/fee"))) != canonical_json(document(Text("a")))


def test_canonical_text_is_the_values_without_white_space_and_with_sorted_names() -> None:
    made = document(Text('上 "quoted" \\ \u2028'))
    text = canonical_json(made)

    assert json.loads(text) == tree_values(made)
    assert text.startswith(
        '{"author":"Symantec","blocks":[{"blocks":[{"id":"","inlines":["上 \\"quoted\\" \\\\ \u2028"]'
    )
