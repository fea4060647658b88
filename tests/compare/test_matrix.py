from __future__ import annotations

from tamdocs.compare.matrix import make_matrix
from tamdocs.document.redline import Deleted, Inserted
from tamdocs.document.text import inlines_text
from tamdocs.library.variants.clauses import document_kinds
from tamdocs.writers.html.matrix_model import MarkedText, MatrixRow, MatrixTable
from tests.support.changed_edition import changed_edition

TERMS = "documents/terms.toml"
EMEA_ONLY = '    { clause = "subcontracting", when = "region.code == \'emea\'" },\n'
WARRANTY = "---\ntitle: Warranty\nfacts: [TC-3]\n---\n\n1. Vendor shall do its very best.\n"


def terms(*changes: tuple[str, str, str]) -> MatrixTable:
    return make_matrix(changed_edition(*changes), ["terms"], ["en"]).tables[0]


def row(table: MatrixTable, clause: str) -> MatrixRow:
    return next(row for row in table.rows if row.clause == clause)


def changes(text: MarkedText) -> list[str]:
    return [
        ("+" if isinstance(piece, Inserted) else "-") + inlines_text(piece.inlines)
        for line in text
        for words in line.cells
        for piece in words
        if isinstance(piece, Inserted | Deleted)
    ]


def test_columns_are_folded_by_the_axes_that_nothing_differs_by() -> None:
    table = terms()

    assert table.folded == ("service",)
    assert [[(cell.label, cell.span) for cell in line] for line in table.header] == [
        [("Americas", 2), ("Asia Pacific", 2), ("Europe, Middle East and Africa", 2)],
        [("direct", 1), ("reseller", 1)] * 3,
    ]
    assert table.columns[:3] == ("Americas · direct", "Americas · reseller", "Asia Pacific · direct")


def test_an_edition_has_a_table_for_each_document_in_the_order_of_the_pack() -> None:
    made = make_matrix(changed_edition())
    columns = {table.kind: len(table.columns) for table in made.tables}
    known = {"order-confirmation": 18, "service-description": 9, "terms": 6, "renewal-notice": 18}

    assert list(columns) == document_kinds(changed_edition())
    assert list(columns)[:3] == ["order-confirmation", "service-description", "terms"]
    assert columns | known == columns
    assert made.languages == (("en", "English"), ("zh-Hans", "简体中文"))


def test_columns_that_read_the_same_have_the_same_letter() -> None:
    law = row(terms(), "governing-law")

    assert law.cells == (0, 0, 1, 1, 2, 2)
    assert [(variant.letter, variant.where) for variant in law.variants] == [
        ("A", "Americas"),
        ("B", "Asia Pacific"),
        ("C", "Europe, Middle East and Africa"),
    ]
    assert (law.by, law.why, law.problems) == (("region",), "California, Singapore, or England and Wales (TC-11).", ())


def test_the_first_letter_is_that_of_the_most_frequent_text() -> None:
    warranty = row(terms(("clauses/terms/warranty/en.americas.md", "", WARRANTY)), "warranty")

    assert warranty.cells == (1, 1, 0, 0, 0, 0)
    assert warranty.unexpected == {0, 1}
    assert [problem.code for problem in warranty.problems] == ["unexpected-difference"]


def test_a_clause_that_a_document_leaves_out_has_no_text_there() -> None:
    table = terms((TERMS, '    "subcontracting",\n', EMEA_ONLY))

    assert row(table, "subcontracting").cells == (None, None, None, None, 0, 0)
    assert row(table, "subcontracting").unexpected == {0, 1, 2, 3}


def test_a_text_is_marked_against_every_other_one() -> None:
    law = row(terms(), "governing-law").variants

    assert changes(law[0].against[0]) == []
    assert changes(law[2].against[0]) == ["-the State of California, United States of America", "+England and Wales"]
    assert changes(law[2].against[1]) == ["-Singapore", "+England and Wales"]


def test_rows_of_a_table_are_marked_cell_by_cell() -> None:
    made = make_matrix(changed_edition(), ["order-confirmation"], ["en"])

    parties = row(made.tables[0], "parties").variants

    assert changes(parties[1].against[0]) == [
        "-Corporation",
        "+Asia Pacific Pte Limited",
        "-350 Ellis Street, Mountain View, CA 94043, USA",
        "+6 Temasek Boulevard, #11-01 Suntec Tower 4, Singapore 038986",
    ]


def test_the_same_edition_has_the_same_matrix() -> None:
    assert make_matrix(changed_edition()) == make_matrix(changed_edition())
