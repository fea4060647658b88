"""Problems as text for people, as JSON for programs, and as SARIF for editors and CI."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from tamdocs import __version__
from tamdocs.cli.problem_codes import meaning_of
from tamdocs.errors import Problem


def problem_as_text(problem: Problem) -> str:
    """Return *problem* as lines of text that a terminal shows as they are: what stands in a file cannot steer it."""
    return str(
        replace(
            problem,
            source=visible(problem.source),
            message=visible(problem.message),
            place=None if problem.place is None else visible(problem.place),
            hint=None if problem.hint is None else visible(problem.hint),
        )
    )


def visible(text: str) -> str:
    """Return *text* as a terminal shows it, whatever it holds."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def problem_as_json(problem: Problem) -> dict[str, object]:
    """Return *problem* as a JSON object; `pointer` is the JSON pointer of the value, or the id of the clause."""
    return {
        "source": problem.source,
        "line": problem.line,
        "column": problem.column,
        "pointer": problem.place,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
        "severity": problem.severity,
    }


def json_line(value: object) -> str:
    """Return *value* as JSON on one line that can be written as UTF-8, whatever an order holds."""
    return re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", json.dumps(value, ensure_ascii=False))


def problems_as_sarif(problems: Iterable[Problem]) -> dict[str, Any]:
    """Return *problems* as a SARIF 2.1.0 log (OASIS) with one run; its rules are the codes that occur."""
    results = list(problems)
    codes = sorted({problem.code for problem in results})
    rules = {code: index for index, code in enumerate(codes)}
    return {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {"name": "tamdocs", "version": __version__, "rules": [_rule(code) for code in codes]}
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(problem, rules[problem.code]) for problem in results],
            }
        ],
    }


def _rule(code: str) -> dict[str, Any]:
    meaning = meaning_of(code)
    return {"id": code, "shortDescription": {"text": meaning.title}, "help": {"text": meaning.help}}


def _result(problem: Problem, rule: int) -> dict[str, Any]:
    message = f"{problem.message}\nhint: {problem.hint}" if problem.hint else problem.message
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": problem.severity,
        "message": {"text": message},
        "locations": [_location(problem)],
    }


def _location(problem: Problem) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(problem.source)}}
    if problem.line is not None:
        physical["region"] = {"startLine": problem.line, "startColumn": problem.column or 1}
    location: dict[str, Any] = {"physicalLocation": physical}
    if problem.place is not None:
        location["logicalLocations"] = [{"fullyQualifiedName": problem.place}]
    return location


def _uri(source: str) -> str:
    path = Path(source)
    return path.as_uri() if path.is_absolute() else quote(PurePath(source).as_posix())
