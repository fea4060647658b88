from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamdocs.compare.redline import redline
from tamdocs.document.model import (
    Block,
    BulletList,
    Chart,
    Document,
    Emphasis,
    Field,
    KeyFigures,
    Link,
    OrderedList,
    Paragraph,
    Section,
    Strong,
    Table,
    Tick,
)
from tamdocs.document.redline_sides import accepted, rejected
from tamdocs.document.text import blocks_text, document_text
from tamdocs.errors import LibraryError, Problem
from tamdocs.library.agreement import agree
from tamdocs.library.compose import compose
from tamdocs.library.lint import placeholder_optional
from tamdocs.library.lint.rules import RULES
from tamdocs.library.lint.subject import subject_of
from tamdocs.library.model import Library
from tamdocs.library.proof.prove import prove
from tamdocs.library.prose import read_prose
from tamdocs.library.read import read_library
from tamdocs.library.variants.differences import unexpected_differences
from tamdocs.orders.data import DataReader
from tests.support.drafts import SOURCE
from tests.support.report import DATA, PROSE, report_files
from tests.support.samples import sample_order, sample_workspace


@cache
def library(**changed: str) -> Library:
    """Return the editions with the report; *changed* gives other texts of its clauses in English."""
    given = {f"2017-11/clauses/report/{name}/en.md": text.encode() for name, text in changed.items()}
    return read_library(SOURCE | report_files() | given)


def composed(content: Any = None, language: str = "en", of: Library | None = None) -> Document:
    known = of or library()
    shape = known.editions["2017-11"].outlines["report"].data
    assert shape
    read = DataReader(shape, sample_workspace().load_order_schema()).read(
        "r.json", json.dumps(content or DATA).encode()
    )
    assert read.problems == ()
    order = replace(sample_order("emea-de-reseller"), edition="2017-11")
    return compose(agree(order, known), "report", language, read.data)


def blocks(document: Document, section: int) -> tuple[Block, ...]:
    found = document.blocks[section]
    assert isinstance(found, Section)
    return found.blocks


def with_report(**changed: Any) -> dict[str, Any]:
    return {"report": {**DATA["report"], **changed}}


def clause(words: str) -> str:
    return f"---\ntitle: Overview\nfacts: []\n---\n\n{words}\n"


def refused(words: str, clause_name: str = "overview") -> list[str]:
    with pytest.raises(LibraryError) as caught:
        library(**{clause_name: clause(words)})
    return [f"{problem.line}: {problem.message} [{problem.code}]" for problem in caught.value.problems]


def not_composed(content: Any, of: Library | None = None) -> list[str]:
    with pytest.raises(LibraryError) as caught:
        composed(content, of=of)
    return [f"{problem.source}:{problem.line}: {problem.message} [{problem.code}]" for problem in caught.value.problems]


def chart(document: Document, index: int = 0) -> Chart:
    return [block for block in blocks(document, 0) if isinstance(block, Chart)][index]


def test_a_chart_holds_a_series_for_each_column() -> None:
    found = chart(composed())

    assert (found.kind, found.categories) == ("columns", ("2018-01", "2018-02", "2018-03"))
    assert [(each.name, each.values, each.labels) for each in found.series] == [
        ("Opened", (12.0, 1250.0, 0.0), ("12", "1,250", "0")),
        ("Closed", (9.0, None, -3.0), ("9", "", "-3")),
    ]
    assert (found.category_axis, found.value_axis) == ("Month", "Cases")


def test_its_title_keeps_where_its_values_come_from() -> None:
    assert chart(composed()).title[0] == Field("Köhler Präzisionswerke GmbH & Co. KG", "/customer/legal_name")


def test_its_alternative_text_is_the_summary_with_the_values() -> None:
    assert chart(composed()).alt == (
        "Cases opened and closed. Opened: 2018-01 12, 2018-02 1,250, 2018-03 0; "
        "Closed: 2018-01 9, 2018-02 –, 2018-03 -3."
    )
    assert chart(composed(language="zh-Hans")).alt.startswith("新建与关闭的案例。新建：2018-01 12，2018-02 1,250，")


def test_ticks_are_round_and_numbers_have_as_many_decimals() -> None:
    hours = chart(composed(), 1)

    assert hours.ticks == tuple(Tick(float(each), str(each)) for each in (0, 2, 4, 6, 8))
    assert hours.series[0].labels == ("7.5", "4.0", "")


def test_a_chart_of_nothing_is_a_sentence() -> None:
    overview = blocks(composed(with_report(months=[])), 0)

    assert "There were no cases." in list(blocks_text(overview))
    assert len([block for block in overview if isinstance(block, Chart)]) == 1


def test_what_is_no_number_is_told_with_its_row_and_series() -> None:
    months = [{"name": "May", "opened": 1, "hours": "three"}, {"name": "June", "opened": 1, "hours": "1,5"}]

    assert not_composed(with_report(months=months)) == [
        "2017-11/clauses/report/overview/en.md:25: row 1, “Hours to first response” of “May”: “three”: "
        "this is no number in plain figures, such as 1250 or 7.5 [chart]",
        "2017-11/clauses/report/overview/en.md:25: row 2, “Hours to first response” of “June”: “1,5”: "
        "this is no number in plain figures, such as 1250 or 7.5 [chart]",
    ]


@pytest.mark.parametrize("figure", ["1e5", "NaN", "Infinity", "٣", "1" * 14, "0." + "1" * 7, "--1", "1.", ".5", "=1+1"])
def test_odd_numbers_are_refused(figure: str) -> None:
    months = [{"name": "May", "opened": 1, "hours": figure}]

    assert "[chart]" in not_composed(with_report(months=months))[0]


def test_a_chart_says_what_it_is() -> None:
    head = "\n| A | B |\n| --- | --- |\n| a | 1 |\n:::"

    assert refused(f":::{{chart}}\n:kind: pie\n:colour: red\n{head}") == [
        "6: `chart` has no option `:colour:` [option]",
        "6: `:kind: pie` is no kind of chart [option]",
        "6: `:title:` is missing: say in words what the chart shows [option]",
        "6: `:summary:` is missing: say in words what it shows, for those who cannot see it [option]",
    ]
    whole = ":kind: bars\n:title: T\n:summary: S\n"
    assert refused(f":::{{chart}} m in report.months\n{whole}{head}") == [
        "6: `:empty:` is missing: say what is printed where there is nothing to draw [option]"
    ]
    assert refused(f":::{{chart}}\n{whole}\nWords.\n:::") == [
        "10: the directive holds no table, or more than a table [table]"
    ]
    assert refused(f":::{{chart}}\n{whole}{head.replace('| a |', '| [](#notes) |')}") == [
        "13: a chart holds words and values only: no links, references or bold words [chart]"
    ]


def test_names_in_a_chart_are_judged_when_the_library_is_read() -> None:
    table = "\n| A | B |\n| --- | --- |\n| {{ m.nome }} | {{ m.opened }} |\n:::"
    options = ":kind: bars\n:title: {{ report.nothing }}\n:summary: S\n:empty: E\n"
    words = f":::{{chart}} m in report.months\n{options}{table}"

    assert refused(words) == [
        "8: report has no `nothing` [unknown-member]",
        "14: m has no `nome` [unknown-member]",
    ]


def test_key_figures_come_with_label_and_note() -> None:
    figures = blocks(composed(), 0)[0]

    assert isinstance(figures, KeyFigures)
    assert figures.figures[0].value == (Field("1,262", "data:/report/figures/0/value"),)
    assert list(blocks_text((figures,)))[:3] == ["1,262", "Cases opened", "3 more than in December"]


def test_more_key_figures_than_fit_are_refused() -> None:
    words = clause(
        ":::{figures} item in report.months\n| v | l | n |\n| - | - | - |\n"
        "| {{ item.opened }} | {{ item.name }} | |\n:::"
    )
    months = [{"name": "May", "opened": 1}] * 7

    assert not_composed(with_report(months=months), library(overview=words)) == [
        "2017-11/clauses/report/overview/en.md:6: there are 7 key figures for this order; 1 to 6 can be shown [figures]"
    ]


def test_prose_is_read_as_markdown() -> None:
    heading, text, bullets, table = blocks(composed(), 1)
    pointer = "data:/report/summary"

    assert heading == Paragraph((Strong((Field("What we saw", pointer),)),))
    assert isinstance(text, Paragraph)
    assert text.inlines[1] == Strong((Field("fell", pointer),))
    assert text.inlines[3] == Link("https://status.example.com/", (Field("the status page", pointer),))
    assert isinstance(bullets, BulletList)
    first, second = bullets.items
    assert isinstance(first.blocks[0], Paragraph)
    assert Emphasis((Field("two", pointer),)) in first.blocks[0].inlines
    assert isinstance(first.blocks[1], OrderedList)
    assert second.blocks == (
        Paragraph((Field("{{ customer.legal_name }} is printed as it stands, and so is :::{when}", pointer),)),
    )
    assert isinstance(table, Table)
    assert [column.align for column in table.columns] == ["left", "right"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Fine.\n\n<b>x</b>", "line 3 of the prose: raw HTML cannot stand in prose"),
        ("Fine.\n\n<script>alert(1)</script>", "line 3 of the prose: raw HTML cannot stand in prose"),
        ("![x](https://example.com/x.png)", "line 1 of the prose: an image cannot stand in prose"),
        ("a\n\n    code", "line 3 of the prose: a code block cannot stand in prose"),
        ("> a", "line 1 of the prose: a block quote cannot stand in prose"),
        (
            "[x](#terms)",
            "line 1 of the prose: `#terms` leads to a place in the document, and prose knows of none",
        ),
        (
            "[x](//example.com)",
            "line 1 of the prose: `//example.com` is not an http, https or mailto address",
        ),
        ("| a |\n| - |", "line 1 of the prose: the table has no rows"),
        ("- " * 20 + "x", "line 1 of the prose: this is nested too deep"),
    ],
)
def test_prose_refuses_the_rest_with_the_line(text: str, message: str) -> None:
    assert not_composed(with_report(summary=text)) == [f"2017-11/clauses/report/notes/en.md:6: {message} [prose]"]


def test_prose_that_may_be_left_out_stands_in_its_condition() -> None:
    assert "Ahead of us:" not in list(document_text(composed()))
    assert list(document_text(composed(with_report(outlook="**More**."))))[-3:] == [
        "Ahead of us:",
        "More.",
        "End of report",
    ]


def test_prose_is_no_value_and_a_value_is_no_prose() -> None:
    assert refused("{{ report.summary }}", "notes") == ["6: `report.summary` is prose in Markdown [value-kind]"]
    assert refused(":::{prose} customer.legal_name\n:::", "notes") == [
        "6: `customer.legal_name` is text, and :::{prose} takes prose in Markdown [value-kind]"
    ]
    assert refused(':::{prose} report.summary or ""\n:::', "notes") == [
        '6: `report.summary or ""` is not the name of a value [prose]'
    ]


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from([*PROSE.split(), "\n", "\n\n", "- ", "|", "<", "*", "`", "[", "]("])).map(" ".join)
)
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(LibraryError):
        read_prose(text, Problem("en.md", "", "", 1), "data:/x")


def test_lint_and_proof_find_nothing_in_a_report() -> None:
    edition = library().editions["2017-11"]
    texts = {name: data.decode() for name, data in (SOURCE | report_files()).items() if name.endswith(".md")}
    subject = subject_of(edition, texts, sample_workspace().load_order_schema())

    found = [problem for rule in RULES for problem in rule.check(subject) if "/report/" in problem.source]
    assert found == []
    proof = prove(edition, sample_workspace().load_order_schema())
    assert [problem for problem in proof.problems if "report" in problem.source] == []


def test_a_redline_of_two_reports_marks_the_values_that_differ() -> None:
    before, after = composed(), composed(with_report(products=[{"name": "Gateway", "cases": 5}]))

    marked = redline(before, after)

    assert "Cases\nGateway\n5" in "\n".join(blocks_text(accepted(marked).blocks))
    assert "in small offices\n4" in "\n".join(blocks_text(rejected(marked).blocks))


def test_the_matrix_finds_no_difference_in_a_report() -> None:
    found = unexpected_differences(library().editions["2017-11"])

    assert [each.message for each in found if "report" in each.source and each.place in {"overview", "notes"}] == []


def test_a_chart_that_another_language_draws_otherwise_is_told() -> None:
    files = SOURCE | report_files()
    path = "2017-11/clauses/report/overview/en.md"
    files[path] = files[path].replace(b":kind: columns", b":kind: stacked")
    texts = {name: data.decode() for name, data in files.items() if name.endswith(".md")}
    subject = subject_of(read_library(files).editions["2017-11"], texts, sample_workspace().load_order_schema())

    found = {problem.code for rule in RULES for problem in rule.check(subject) if "/report/" in problem.source}
    assert found == {"parity-condition"}


def test_a_number_that_may_be_left_out_needs_no_condition_and_a_name_does() -> None:
    table = "| M | Opened |\n| - | - |\n| {{ m.hours }} | {{ m.closed }} |\n:::"
    options = ":kind: bars\n:title: T\n:summary: S\n:empty: E\n\n"
    files = SOURCE | report_files()
    path = "2017-11/clauses/report/overview/en.md"
    files[path] = clause(f":::{{chart}} m in report.months\n{options}{table}").encode()
    texts = {name: data.decode() for name, data in files.items() if name.endswith(".md")}
    subject = subject_of(read_library(files).editions["2017-11"], texts, sample_workspace().load_order_schema())

    found = [problem.message for problem in placeholder_optional.RULE.check(subject)]
    assert found == ["`m.hours`: the data may leave `report.months.hours` out"]
