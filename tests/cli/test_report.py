from __future__ import annotations

import ast
import json
from pathlib import Path

from tamdocs import __version__
from tamdocs.cli.problem_codes import MEANINGS, meaning_of
from tamdocs.cli.report import json_line, problem_as_json, problem_as_text, problems_as_sarif
from tamdocs.errors import Problem
from tests.support.samples import ROOT

PROBLEM = Problem(
    "contracts/acme.json",
    "term-order",
    "term.end is before term.start",
    14,
    19,
    "/term/end",
    "the term runs from 2017-12-01; give a later last day",
)


def test_text_is_what_editors_jump_by() -> None:
    assert problem_as_text(PROBLEM) == (
        "contracts/acme.json:14:19: term.end is before term.start [term-order]\n"
        "  at: /term/end\n"
        "  hint: the term runs from 2017-12-01; give a later last day"
    )


def test_what_stands_in_a_file_cannot_steer_a_terminal() -> None:
    problem = Problem("a\x1b.json", "x", "b\n\u202e", 1, 1, "/\x1b[31m\ud800", "陈\x07")

    assert problem_as_text(problem) == "a\\x1b.json:1:1: b\\n\\u202e [x]\n  at: /\\x1b[31m\\ud800\n  hint: 陈\\x07"


def test_json_has_every_part() -> None:
    assert problem_as_json(PROBLEM) == {
        "source": "contracts/acme.json",
        "line": 14,
        "column": 19,
        "pointer": "/term/end",
        "code": "term-order",
        "message": "term.end is before term.start",
        "hint": "the term runs from 2017-12-01; give a later last day",
        "severity": "error",
    }


def test_json_is_one_line_of_utf_8_that_gives_the_value_back() -> None:
    value = {"a\ud800": "陈\n\udfff"}

    line = json_line(value)

    assert line == '{"a\\ud800": "陈\\n\\udfff"}'
    assert json.loads(line.encode("utf-8")) == value


def test_sarif_has_one_run_with_its_rules_and_results() -> None:
    warning = Problem("/data/köln 1.json", "no-price", "nothing says", 1, 2, "/channel", severity="warning")

    log = problems_as_sarif([PROBLEM, warning])

    assert log == {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "tamdocs",
                        "version": __version__,
                        "rules": [
                            {
                                "id": "no-price",
                                "shortDescription": {"text": "No price"},
                                "help": {"text": "Where the order is silent the vendor's quote counts (TC-1)."},
                            },
                            {
                                "id": "term-order",
                                "shortDescription": {"text": "The term ends before it starts"},
                                "help": {"text": "Check both days."},
                            },
                        ],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [
                    {
                        "ruleId": "term-order",
                        "ruleIndex": 1,
                        "level": "error",
                        "message": {
                            "text": "term.end is before term.start\n"
                            "hint: the term runs from 2017-12-01; give a later last day"
                        },
                        "locations": [
                            {
                                "physicalLocation": {
                                    "artifactLocation": {"uri": "contracts/acme.json"},
                                    "region": {"startLine": 14, "startColumn": 19},
                                },
                                "logicalLocations": [{"fullyQualifiedName": "/term/end"}],
                            }
                        ],
                    },
                    {
                        "ruleId": "no-price",
                        "ruleIndex": 0,
                        "level": "warning",
                        "message": {"text": "nothing says"},
                        "locations": [
                            {
                                "physicalLocation": {
                                    "artifactLocation": {"uri": "file:///data/k%C3%B6ln%201.json"},
                                    "region": {"startLine": 1, "startColumn": 2},
                                },
                                "logicalLocations": [{"fullyQualifiedName": "/channel"}],
                            }
                        ],
                    },
                ],
            }
        ],
    }


def test_a_problem_without_a_line_has_no_region() -> None:
    log = problems_as_sarif([Problem("a.json", "x", "y")])

    assert log["runs"][0]["results"][0]["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "a.json"}}}]


def test_a_code_that_is_not_listed_speaks_for_itself() -> None:
    assert meaning_of("fact-missing") == ("Fact missing", "The message says what is wrong.")


def codes_in(path: Path) -> set[str]:
    """Return the codes of the problems that a module makes: what stands where `Problem`, `Flaw` and others want one."""
    places = {"Problem": 1, "NotText": 0, "Flaw": 0, "SyntaxFlaw": 0, "_warning": 0, "problem": 0}
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        name = getattr(getattr(node, "func", None), "id", getattr(getattr(node, "func", None), "attr", ""))
        if isinstance(node, ast.Call) and name in places and len(node.args) > places[name]:
            code = node.args[places[name]]
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                found.add(code.value)
    return found


def test_every_code_that_an_order_can_get_has_a_meaning() -> None:
    modules = [*(ROOT / "tamdocs" / "orders").glob("*.py"), ROOT / "tamdocs" / "batch" / "order_files.py"]
    codes = set().union(*map(codes_in, [*modules, ROOT / "tamdocs" / "library" / "agreement.py"])) - {"schema"}

    assert len(codes) > 50
    assert codes - MEANINGS.keys() == set()
