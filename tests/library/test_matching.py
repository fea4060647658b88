from __future__ import annotations

from dataclasses import dataclass, replace
from types import SimpleNamespace

import pytest

from tamdocs.document.model import Field, Table
from tamdocs.errors import LibraryError, Problem
from tamdocs.library.agreement import agree, names_of
from tamdocs.library.clause_markdown import parse_clause
from tamdocs.library.expand import expand_clause
from tamdocs.library.expressions import Expressions
from tamdocs.library.matching import matching
from tamdocs.library.names import check_names
from tests.support.samples import sample_library, sample_order


@dataclass(frozen=True)
class Touched:
    family: str
    product: str | None = None
    versions: str = "1"


ORDER = sample_order("emea-de-reseller")
ONE = ORDER.designated_software[0]
SOFTWARE = (
    replace(ONE, family="Endpoint Protection", product="Endpoint Protection"),
    replace(ONE, family="Web Security", product="Proxy"),
    replace(ONE, family="Web  SECURITY", product="Gateway"),
)


def products(*touched: Touched) -> list[str]:
    return [each.product for each in matching(SOFTWARE, touched)]


def test_a_family_takes_every_product_of_it_whatever_its_capitals_and_spaces() -> None:
    assert products(Touched("web security")) == ["Proxy", "Gateway"]


def test_a_product_takes_itself_only() -> None:
    assert products(Touched("Web Security", "gateway")) == ["Gateway"]
    assert products(Touched("Endpoint Protection", "Gateway")) == []


def test_each_way_round_the_others_are_told() -> None:
    told = (Touched("Web Security", "Other"), Touched("Web Security", versions="2"), Touched("Mail"))

    assert matching(told, SOFTWARE) == [told[1]]


def test_records_without_a_field_in_common_do_not_agree() -> None:
    assert matching(SOFTWARE, (ORDER.term,)) == []


@pytest.mark.parametrize("other", ["Web Security", ("Web Security",), 1])
def test_only_lists_of_records_are_matched(other: object) -> None:
    with pytest.raises(TypeError, match="two lists whose items have fields"):
        matching(SOFTWARE, other)


def test_a_row_that_was_chosen_remembers_its_place_in_the_whole_list() -> None:
    library = sample_library()
    language = library.editions["2017-11"].languages["en"]
    body = (
        ":::{table} item in designated_software|matching(touched)\n:summary: Software\n:widths: 100\n\n"
        "| Product |\n| --- |\n| {{ item.product }} |\n:::\n"
    )
    text = parse_clause("en.md", "clause", f"---\ntitle: Title\nfacts: []\n---\n\n{body}", language.expressions)
    agreement = agree(replace(ORDER, designated_software=SOFTWARE), library)
    names = {**names_of(agreement, language), "touched": (Touched("Web Security", "Gateway"),)}
    (table,) = expand_clause(text, "clause", names)

    assert isinstance(table, Table)
    assert table.rows == (((Field("Gateway", "/designated_software/2/product"),),),)


def test_the_members_of_what_is_chosen_are_known() -> None:
    where = Problem("en.md", "", "", 1, None, "clause")
    compiled = Expressions({}).compile("(designated_software|matching(designated_contacts))[0].prodct", where=where)

    with pytest.raises(LibraryError) as caught:
        check_names(compiled, where)

    assert [problem.hint for problem in caught.value.problems] == ["did you mean `product`?"]


def test_a_list_that_is_left_out_agrees_with_nothing() -> None:
    assert matching(SOFTWARE, None) == []
    assert matching(None, SOFTWARE) == []


def test_a_record_is_no_list() -> None:
    with pytest.raises(TypeError):
        matching(SimpleNamespace(), ())
