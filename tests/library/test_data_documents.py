from __future__ import annotations

import copy
import json
from dataclasses import replace
from typing import Any

import pytest

from tamdocs.document.model import Field, Table
from tamdocs.document.text import document_text
from tamdocs.errors import LibraryError
from tamdocs.library.agreement import agree
from tamdocs.library.compose import compose
from tamdocs.library.lint import placeholder_optional
from tamdocs.library.lint.subject import subject_of
from tamdocs.library.model import Library
from tamdocs.library.proof.prove import prove
from tamdocs.library.read import read_library
from tamdocs.library.specimen_data import data_situations, specimen_data
from tamdocs.orders.data import DataReader
from tamdocs.orders.data_shape import SHARED
from tamdocs.orders.model import Address
from tests.support.drafts import SOURCE
from tests.support.samples import sample_order, sample_workspace
from tests.support.visit import DATA, SCHEMA, visit_files


def files_of(**changed: str) -> dict[str, bytes]:
    """Return the editions with the visit; *changed* gives other texts by the last part of a path."""
    files = SOURCE | visit_files()
    return {path: changed.get(path.rsplit("/", 1)[-1], data) for path, data in files.items()}  # type: ignore[misc]


def with_text(path: str, text: str) -> Library:
    return read_library(files_of() | {f"2017-11/{path}": text.encode()})


def with_schema(change: dict[str, Any]) -> list[str]:
    """Return what is wrong with the schema once *change* is in the fields of the visit."""
    schema = copy.deepcopy(SCHEMA)
    schema["properties"]["visit"]["properties"] |= change
    with pytest.raises(LibraryError) as caught:
        with_text("schemas/visit.schema.json", json.dumps(schema))
    return [f"{problem.place}: {problem.message}" for problem in caught.value.problems]


def messages(path: str, text: str) -> list[str]:
    with pytest.raises(LibraryError) as caught:
        with_text(path, text)
    return [f"{problem.line}: {problem.message} [{problem.code}]" for problem in caught.value.problems]


def clause(words: str) -> str:
    return f"---\ntitle: Repair\nfacts: []\n---\n\n{words}\n"


def composed(data: object, language: str = "en") -> Any:
    library = read_library(files_of())
    return compose(
        agree(replace(sample_order("emea-de-reseller"), edition="2017-11"), library), "visit", language, data
    )


def data_of(content: Any = DATA) -> Any:
    shape = read_library(files_of()).editions["2017-11"].outlines["visit"].data
    assert shape
    read = DataReader(shape, sample_workspace().load_order_schema()).read("visit.json", json.dumps(content).encode())
    assert read.problems == ()
    return read.data


def test_a_document_prints_values_of_its_data_as_text() -> None:
    text = "\n".join(document_text(composed(data_of())))

    assert "The visit to Köhler Präzisionswerke GmbH & Co. KG is on 2 March 2018." in text
    assert "Industriestraße 17\n70565 Stuttgart\nGermany" in text
    assert "Ask at Gate *3*." in text
    assert "Ann <b>{{ x }}</b>" in text
    assert "The software is repaired." in text


def test_a_value_of_the_data_remembers_its_pointer() -> None:
    (section, *_) = composed(data_of()).blocks
    (table,) = [block for block in section.blocks if isinstance(block, Table) and block.header]

    assert table.rows[1][0] == (Field("Bo", "data:/visit/engineers/1/name"),)
    assert Field("2 March 2018", "data:/visit/day") in section.blocks[0].inlines


def test_the_values_are_days_addresses_and_records() -> None:
    visit = data_of().visit

    assert visit.place == Address(lines=("Industriestraße 17",), city="Stuttgart", postal_code="70565", country="DE")
    assert visit.day.year == 2018
    assert isinstance(visit.engineers, tuple)
    assert visit.badge_needed is None


def test_a_document_without_its_data_says_which_and_where() -> None:
    with pytest.raises(LibraryError) as caught:
        composed(None)

    assert str(caught.value) == (
        "visit: a visit needs data beyond the order: visit [data-missing]\n"
        "  hint: 2017-11/schemas/visit.schema.json says what it holds"
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("On {{ vist.day|date }}.", "6: there is no `vist` [unknown-name]"),
        ("On {{ visit.dya|date }}.", "6: visit has no `dya` [unknown-member]"),
        ("{{ visit.place.town }}", "6: visit.place has no `town` [unknown-member]"),
        (":::{when} visit.kind == 'chek'\nYes.\n:::", '6: `visit.kind` is never "chek" [unknown-code]'),
        (":::{when} visit.days == 'two'\nYes.\n:::", '6: `visit.days` is a whole number and cannot be compared with "two" [comparison]'),  # noqa: E501
        ("On {{ visit.day }}.", "6: `visit.day` is a day [value-kind]"),
        (":::{each} one in visit.place\nYes.\n:::", "6: `visit.place` is an address and no list [not-a-list]"),
    ],
)  # fmt: skip
def test_a_slip_in_an_expression_is_found_when_the_library_is_read(words: str, message: str) -> None:
    assert messages("clauses/visit/repair/en.md", clause(words)) == [message]


def test_names_of_the_data_are_known_in_its_own_document_only() -> None:
    assert messages("documents/terms.toml", _terms_with("{{ visit.gate }}")) == [
        "None: there is no `visit` [unknown-name]"
    ]


def _terms_with(closing: str) -> str:
    text = SOURCE["2017-11/documents/terms.toml"].decode()
    return text.replace('en = "End of Terms and Conditions"', f'en = "{closing}"')


def test_an_optional_field_without_a_condition_is_told_by_lint() -> None:
    path = "clauses/visit/repair/en.md"
    files = files_of() | {f"2017-11/{path}": clause("Ask at {{ visit.gate }}.").encode()}
    texts = {name: data.decode() for name, data in files.items() if name.endswith(".md")}
    subject = subject_of(read_library(files).editions["2017-11"], texts, sample_workspace().load_order_schema())

    assert [problem.message for problem in placeholder_optional.RULE.check(subject)] == [
        "`visit.gate`: the data may leave `visit.gate` out"
    ]


def test_a_filter_that_no_reading_can_miss_is_told_by_the_proof() -> None:
    text = clause("On {{ visit.day or order_date }}.")
    edition = with_text("clauses/visit/repair/en.md", text).editions["2017-11"]
    found = [each.message for each in prove(edition, sample_workspace().load_order_schema()).problems]

    assert found == ["`visit.day or order_date`: a day is printed with |date (for americas, bcs-rps, direct)"]


def test_the_visit_is_proved() -> None:
    edition = read_library(files_of()).editions["2017-11"]
    proof = prove(edition, sample_workspace().load_order_schema())

    assert proof.holds, [str(problem) for problem in proof.problems]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"in": {"type": "string"}}, '/properties/visit/properties/in: "in" cannot be a name in an expression'),
        ({"x": {"type": "number"}}, "/properties/visit/properties/x: the kind of `x` is not told"),
        ({"x": {"$ref": "#/$defs/enginer"}}, '/properties/visit/properties/x/$ref: "#/$defs/enginer" points at nothing'),  # noqa: E501
        ({"x": {"type": "object", "properties": {"y": {"type": "string"}}}}, "/properties/visit/properties/x: `x` lets unknown fields pass"),  # noqa: E501
        ({"x": {"type": "string", "minLength": "no"}}, ": this is no schema of JSON Schema 2020-12"),
    ],
)  # fmt: skip
def test_a_schema_that_tells_too_little_is_refused(change: dict[str, Any], message: str) -> None:
    assert with_schema(change) == [message]


def test_a_field_cannot_take_the_name_of_one_of_the_order() -> None:
    schema = copy.deepcopy(SCHEMA)
    schema["properties"]["customer"] = {"type": "string"}

    assert messages("schemas/visit.schema.json", json.dumps(schema)) == [
        "None: `customer` is a name already [data-schema]"
    ]


def test_a_document_with_data_that_is_not_there_is_refused() -> None:
    outline = visit_files()["2017-11/documents/visit.toml"].decode().replace('data = "visit"', 'data = "visits"')

    assert messages("documents/visit.toml", outline)[0] == "None: there is no schemas/visits.schema.json [unknown-data]"


def test_what_data_may_share_with_an_order_is_what_the_schema_of_an_order_defines() -> None:
    assert SHARED.keys() == sample_workspace().load_order_schema()["$defs"].keys()


def test_specimens_follow_the_shape() -> None:
    shape = read_library(files_of()).editions["2017-11"].outlines["visit"].data
    assert shape
    kinds = [each.visit.kind for each in data_situations(shape)]

    assert specimen_data(shape, full=False).visit.gate is None
    assert specimen_data(shape).visit.gate == "Specimen gate"
    assert kinds == ["check", "check", "repair", "check"]
