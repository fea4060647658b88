from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given

from tamdocs.orders.data_shape import read_shape
from tamdocs.reviews.as_data import figures_as_data
from tamdocs.reviews.rules import RULES
from tamdocs.reviews.trace import write_trace
from tests.reviews.test_figures import CUSTOMERS, PERIODS, histories
from tests.support.cases import SAMPLES, figures_of, history_of, row, sample_history
from tests.support.required import ROOT

SCHEMA: dict[str, Any] = json.loads((ROOT / "schemas" / "case-review.schema.json").read_text("utf-8"))
CHECKER = jsonschema.Draft202012Validator(SCHEMA)


@pytest.mark.parametrize("order", CUSTOMERS)
def test_data_of_the_samples_follows_the_schema(order: str) -> None:
    zone, _ = CUSTOMERS[order]

    for period in PERIODS:
        CHECKER.validate(figures_as_data(figures_of(sample_history(order, zone), period, zone)))


@given(histories())
def test_data_of_any_history_follows_the_schema(drawn: tuple[str, list[dict[str, Any]]]) -> None:
    zone, rows = drawn

    CHECKER.validate(figures_as_data(figures_of(history_of(rows, zone), "2018-10", zone)))


def test_schema_is_one_that_documents_take_their_data_by() -> None:
    shape = read_shape("case-review", "case-review.schema.json", json.dumps(SCHEMA).encode())

    assert set(shape.names()) == set(SCHEMA["properties"])


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("templates/editions/*/schemas/case-review.schema.json")), ids=lambda path: path.parts[-3]
)
def test_reports_of_an_edition_take_the_figures_as_they_are_printed(path: Path) -> None:
    edition = json.loads(path.read_text("utf-8"))
    figures = {name: SCHEMA[name] for name in ("type", "additionalProperties", "required", "properties")}

    # An edition is locked, so it has a copy, with the figures as the member `review`.
    assert edition["properties"] == {"review": {"$ref": "#/$defs/review"}}
    assert edition["required"] == ["review"]
    assert edition["$defs"] == {**SCHEMA["$defs"], "review": figures}


def test_data_says_what_the_figures_are() -> None:
    data = figures_as_data(figures_of(history_of([row(severity="1", summary="=1+1")]), "2018-05"))

    assert data["period"] == {"name": "2018-05", "kind": "month", "first_day": "2018-05-01", "last_day": "2018-05-31"}
    assert data["business_hours"] == {"zone": "Europe/Berlin", "country": "DE", "opens": "09:00", "closes": "17:00"}
    assert data["headline"]["response_elapsed_median"] == {"unit": "hours", "value": "1.0", "count": 1}
    assert data["durations"][0] == {
        "measure": "response",
        "clock": "elapsed",
        "rank": "median",
        "unit": "hours",
        "value": "1.0",
        "count": 1,
    }
    assert data["counts"][0] == {"name": "opened", "unit": "cases", "value": "1", "count": 1}
    assert [each["month"] for each in data["months"]] == ["2018-05"]
    assert data["by_severity"][0] == {
        "severity": 1,
        "opened": 1,
        "closed": 1,
        "backlog": 0,
        "waiting": 0,
        "escalated": 0,
        "reopened": 0,
    }
    assert data["severity_one"]["cases"][0]["summary"] == "=1+1"
    assert data["severity_one"]["cases"][0]["opened"] == "2018-05-02 09:00"


def test_trace_leads_from_each_number_to_rows_of_the_file_and_to_a_rule() -> None:
    zone, _ = CUSTOMERS["TAM-2017-004218"]
    figures = figures_of(sample_history("TAM-2017-004218", zone), "2018-08", zone)
    lines = (SAMPLES / "TAM-2017-004218.csv").read_text("utf-8").splitlines()

    trace = json.loads(b"".join(write_trace(figures)))

    assert len({each["figure"] for each in trace["figures"]}) == len(trace["figures"]) > 100
    assert trace["rules"] == RULES
    for figure in trace["figures"]:
        assert figure["rule"] in RULES
        if figure["unit"] == "cases":
            assert figure["value"] == str(len(figure["rows"]))
        for each in figure["rows"]:
            assert lines[each["row"] - 1].startswith(f"{each['case_id']},")


def test_each_rule_stands_in_the_docs_in_the_same_words() -> None:
    text = (ROOT / "docs" / "figures.md").read_text("utf-8")

    for rule, sentence in RULES.items():
        assert f"| `{rule}` | {sentence} |" in text
